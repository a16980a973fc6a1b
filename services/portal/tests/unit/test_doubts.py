"""A rule that nobody has read in its text is marked wherever it is shown; a verified one is not."""

from dataclasses import replace
from datetime import date

import pytest

from portal.adapters.clients.record import ProofState
from portal.entrypoints import timeline
from portal.entrypoints.doubts import award_doubt, reason_doubt, threshold_doubt
from portal.entrypoints.forms import blank
from portal.entrypoints.language import languages
from portal.entrypoints.pages import render
from portal.views.conditions import Choice
from portal.views.life import Life, Step
from portal.views.register import Register
from services.portal.tests.builders import AGENCY, NOW, TODAY, decided, known
from services.portal.tests.page_samples import Context, framed, life, register, samples

VERIFIED, SECONDARY = "GKS", "BKT"
TAG = {"vi": "căn cứ chưa kiểm chứng", "en": "legal basis not verified"}


def shown(code: str, template: str, context: Context) -> str:
    return render(languages()[code], template, {**framed(languages()[code]), **context})


def heading(code: str, award: str) -> str:
    context = life(None, ProofState.WAITING)
    found = context["life"]
    assert isinstance(found, Life)
    page = shown(code, "life.html", {**context, "life": replace(found, award_code=award)})
    return page.partition('class="award-form"')[2].partition("</p>")[0]


@pytest.mark.parametrize("code", ["vi", "en"])
def test_the_life_of_a_nomination_marks_an_unverified_award_and_no_other(code: str) -> None:
    assert TAG[code] in heading(code, SECONDARY)
    assert 'title="Luật 06/2022/QH15 Đ74"' in heading(code, SECONDARY)
    assert TAG[code] not in heading(code, VERIFIED)


@pytest.mark.parametrize(("award", "marked"), [(SECONDARY, True), (VERIFIED, False)])
def test_the_registers_choice_of_awards_marks_them(award: str, marked: bool) -> None:
    context = register()
    found = context["register"]
    assert isinstance(found, Register)
    one = replace(found, award_choices=(Choice(value=award, count=2),))

    page = shown("vi", "register.html", {**context, "register": one})

    [choice] = [part for part in page.split("<label") if 'name="award"' in part]

    assert (TAG["vi"] in choice.partition("</label>")[0]) is marked


def test_forms_mark_unverified_awards_and_reasons() -> None:
    pages = dict(samples(languages()["vi"]))
    options = shown("vi", "unit/home.html", {**pages["unit/home.html"], "may_write": True, "form": blank()})
    reasons = [("already-commended", "Đã khen"), ("wrong-award", "Sai hình thức")]
    answer = shown("vi", "cases/answer.html", {**pages["cases/answer.html"], "reasons": reasons})

    by_award = {part[:30].split('"')[1]: part.partition("</option>")[0] for part in options.split("<option ")[1:]}
    assert "(căn cứ chưa kiểm chứng)" in by_award[SECONDARY]
    assert "(căn cứ chưa kiểm chứng)" not in by_award[VERIFIED]
    assert [line for line in answer.split("<label>") if TAG["vi"] in line and "Sai hình thức" in line]
    assert not [line for line in answer.split("<label>") if TAG["vi"] in line and "Đã khen" in line]


def test_a_threshold_is_marked_where_it_is_the_rulebooks_and_not_verified() -> None:
    assert threshold_doubt("BKT", 80, TODAY).startswith("Quy chế hội đồng")
    assert threshold_doubt("CSTDT", 90, date(2020, 1, 1)) == ""
    assert threshold_doubt("BKT", 75, TODAY) == ""
    assert threshold_doubt("BKT", 80, date(1990, 1, 1)) == ""


def test_codes_of_a_later_release_are_not_doubted() -> None:
    assert (award_doubt("XYZ"), award_doubt(None), reason_doubt("xyz")) == ("", "", "")


def test_the_step_of_the_council_carries_the_doubt_about_its_threshold() -> None:
    fact = decided("lan")
    made = Step(fact_id=known("f"), time=NOW, fact=fact, actor_role="secretariat", actor_unit=AGENCY, note="", told=0)

    step = timeline.shown(made, languages()["vi"], "LDTT", insider=False)
    context = {**life(None, ProofState.WAITING), "steps": [step]}
    body = shown("vi", "life.html", context).partition('class="step-body"')[2].partition("</div>")[0]

    assert 'ngưỡng 70% <span class="unverified" title="Quy chế hội đồng' in body

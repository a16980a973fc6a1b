"""A case whose day of receipt was corrected, until the findings are by the rules of the new day."""

import re
from datetime import date

import pytest

from portal.adapters.clients.evaluation import Evaluated, LawOfDay
from portal.entrypoints import pages
from portal.entrypoints.language import languages
from services.portal.tests.page_samples import framed, samples

VIETNAMESE = languages()["vi"]
CORRECTED, BEFORE = date(2025, 6, 20), date(2026, 11, 2)


@pytest.mark.parametrize(
    ("law", "told"), [(LawOfDay(day=BEFORE), BEFORE), (LawOfDay(day=CORRECTED), None), (None, None)]
)
def test_findings_of_another_day_are_known(law: LawOfDay | None, told: date | None) -> None:
    assert Evaluated(law=law).of_another_day(CORRECTED) == told


@pytest.mark.parametrize("evaluated_on", [BEFORE, None])
def test_the_page_names_that_day_and_offers_to_look_again(evaluated_on: date | None) -> None:
    context = next(context for template, context in samples(VIETNAMESE) if template == "cases/case.html")
    line = context["case"].line  # type: ignore[attr-defined]

    html = pages.render(VIETNAMESE, "cases/case.html", {**framed(VIETNAMESE), **context, "evaluated_on": evaluated_on})

    buttons = re.findall(r'<a class="button[^"]*" href="([^"]*)">(?:(?!</a>).)*Đối chiếu lại</a>', html)
    assert buttons == ([] if evaluated_on is None else [f"/cases/{line.case_id}"])
    sentence = f"còn theo quy định của ngày 02/11/2026; ngày nhận đã được xác định lại là {line.received_on:%d/%m/%Y}"
    assert (sentence in html) == (evaluated_on is not None)

"""What a unit told becomes the rulebook's dossier; what it did not tell is asked for, never guessed."""

from datetime import UTC, date, datetime
from typing import Any

from directory import load_directory
from nominations.domain.evaluation import (
    Gathered,
    Group,
    LawDay,
    LawDayFrom,
    Told,
    dossier_of,
    in_order,
    lacking,
    law_day,
)
from rulebook import Authority, Dossier, Outcome, evaluate, load_law
from rulebook.dossier import SimplifiedCondition
from services.nominations.tests.builders import AGENCY, ID, UNIT, dossier, nomination

TODAY = date(2026, 11, 23)
YEAR_2026 = {"first_day": "2026-01-01", "last_day": "2026-12-31"}


def asked(day: date = TODAY, gathered: Gathered | None = None, **changes: object) -> Dossier:
    told = Told(
        nomination=nomination(dossier=dossier(**changes)),
        gathered=gathered or Gathered(),
        law=LawDay(day=day, chosen_by=LawDayFrom.TODAY),
        today=TODAY,
    )
    return dossier_of(told, load_law().book, load_directory())


def test_what_was_not_told_stays_unknown() -> None:
    found = asked()

    assert (found.awards, found.initiatives, found.parts, found.results) == (None, None, None, None)
    assert (found.discipline, found.open_cases, found.subject.gender, found.period) == (None, None, None, None)
    assert (found.id, found.unit, found.received_on, found.on) == (str(ID), UNIT, TODAY, TODAY)


def test_an_emulation_title_honours_the_year_of_its_period_another_award_the_year_of_proposal() -> None:
    title = asked(date(2027, 1, 20), award_code="CSTDCS", period=YEAR_2026)
    untold = asked(award_code="CSTDCS")
    form = asked(date(2027, 1, 20), period=YEAR_2026)

    assert (title.year, untold.year, form.year) == (2026, None, 2027)


def test_who_signs_is_told_only_where_the_agency_decides_by_itself() -> None:
    assert asked().authority is Authority.PROVINCIAL_CHAIRMAN
    assert asked(award_code="BKTTG").authority is None
    assert AGENCY.startswith("33@")


def test_the_simplified_procedure_shows_the_conditions_that_the_dossier_says() -> None:
    deed: dict[str, Any] = {
        "commendation_kind": "ad-hoc",
        "deed_at": datetime(2026, 11, 20, 9, tzinfo=UTC),
        "simplified": True,
    }

    assert asked().simplified == frozenset()
    assert asked(simplified=True).simplified is None
    assert asked(**deed).simplified == frozenset({SimplifiedCondition.AD_HOC})
    assert asked(date(2021, 12, 1), **deed, simplified_ground="ad-hoc").simplified == frozenset(
        {SimplifiedCondition.AD_HOC, SimplifiedCondition.CLEAR_ACHIEVEMENT}
    )
    assert asked(**deed, discovered_by="head").simplified == frozenset(
        {SimplifiedCondition.AD_HOC, SimplifiedCondition.DISCOVERED_BY_HEAD}
    )


def test_what_the_sections_say_is_handed_on_and_what_they_leave_open_is_not() -> None:
    standing = {"discipline": "none", "open_case": "inspection", "open_case_note": "Thanh tra định kỳ của Sở"}
    results = {"grades": {"2026": "excellent", "2025": "good"}, "members": 12, "household_members": 4}
    found = asked(standing=standing, results=results, priority={"direct_worker": True})

    assert found.discipline == ()
    assert found.open_cases is not None
    assert [(each.kind.value, bool(each.reason_to_go_on)) for each in found.open_cases] == [("inspection", True)]
    assert "Thanh tra" not in found.model_dump_json()
    assert found.results is not None
    assert [(each.year, each.grade.value) for each in found.results] == [(2025, "good"), (2026, "excellent")]
    assert (found.collective.members, found.collective.completed) == (12, None)
    assert (found.subject.direct_worker, found.subject.front_line) == (True, None)
    assert asked(standing={"discipline": "warning"}).discipline is None


def test_a_draft_is_held_against_the_law_of_the_day_on_which_is_asked() -> None:
    on_paper = date(2025, 3, 1)
    assert law_day(dossier(), TODAY) == LawDay(day=TODAY, chosen_by=LawDayFrom.TODAY)
    assert law_day(dossier(received_on=on_paper), TODAY) == LawDay(day=on_paper, chosen_by=LawDayFrom.DOSSIER)


def test_what_is_needed_names_its_field_and_the_section_that_asks_it() -> None:
    findings = evaluate(asked(), load_law())

    parts = next(each for each in findings if each.clause == "dossier-part" and each.missing == ("parts",))
    (field,) = lacking(parts)
    assert (field.label, field.section) == ("thành phần hồ sơ", "evidence")


def test_groups_keep_every_finding_in_the_order_of_the_packs() -> None:
    findings = evaluate(asked(), load_law())

    grouped = in_order(findings)

    assert [group for group, _ in grouped] == [group for group in Group if group in dict(grouped)]
    assert {each.row for _, those in grouped for each in those} == {each.row for each in findings}
    assert all(each.clause == "dossier-part" for each in dict(grouped)[Group.PROCEDURE] if "part." in each.row)


def test_another_kind_of_subject_than_the_award_honours_fails() -> None:
    findings = evaluate(asked(award_code="CSTDCS", subject_kind="collective", period=YEAR_2026), load_law())

    failed = [each.clause for each in findings if each.outcome is Outcome.FAILED]
    assert "recipients" in failed

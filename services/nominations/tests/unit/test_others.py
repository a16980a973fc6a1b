"""What other nominations of the same subject say to the rules: who counts, and whose draft is whose."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from directory import load_directory
from nominations.domain.evaluation import Gathered, LawDay, LawDayFrom, Other, Told, dossier_of
from nominations.domain.model import Status
from rulebook import Dossier, load_law
from rulebook.yearly import excepted_kinds
from services.nominations.tests.builders import OTHER_UNIT, UNIT, dossier, nomination

TODAY = date(2026, 11, 23)
YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}


def other(award: str, unit: str = UNIT, *, handed_over: bool = True, awarded: bool = False, **changes: Any) -> Other:
    return Other(
        nomination_id=UUID(int=7),
        unit=unit,
        is_handed_over=handed_over,
        is_awarded=awarded,
        received_on=changes.pop("received_on", TODAY),
        content=dossier(award_code=award, period=YEAR, **changes),
    )


def asked(*others: Other, award: str = "CSTDCS", status: Status = Status.DRAFT, **changes: object) -> Dossier:
    told = Told(
        nomination=nomination(status, dossier=dossier(award_code=award, period=YEAR, **changes)),
        gathered=Gathered(others=others),
        law=LawDay(day=TODAY, chosen_by=LawDayFrom.TODAY),
        today=TODAY,
    )
    return dossier_of(told, load_law().book, load_directory())


@pytest.mark.parametrize(
    ("beside", "status", "expected"),
    [
        (other("LDTT"), Status.SUBMITTED, {"LDTT"}),
        (other("LDTT", handed_over=False), Status.DRAFT, {"LDTT"}),
        (other("LDTT", handed_over=False), Status.SUBMITTED, set()),
        (other("LDTT", OTHER_UNIT), Status.DRAFT, set()),
        (other("LDTT", awarded=True), Status.DRAFT, set()),
    ],
    ids=["handed over", "a draft to a draft", "no draft to the agency", "of another unit", "decided"],
)
def test_what_the_unit_proposes_for_the_same_year_is_told(beside: Other, status: Status, expected: set[str]) -> None:
    assert set(asked(beside, status=status).proposed_with or ()) == expected


def test_a_title_of_another_year_is_not_proposed_with_it() -> None:
    earlier = {"first_day": "2025-01-01", "last_day": "2025-12-31"}
    told = other("LDTT")
    of_2025 = Other(
        nomination_id=told.nomination_id,
        unit=UNIT,
        is_handed_over=True,
        is_awarded=False,
        received_on=TODAY,
        content=dossier(award_code="LDTT", period=earlier),
    )

    assert asked(of_2025).proposed_with == frozenset()


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ((), 0),
        ((other("HCLD3", OTHER_UNIT),), 1),
        ((other("HCLD3", commendation_kind="contribution"),), 0),
        ((other("CSTDTQ"),), 0),
        ((other("HCLD3", handed_over=False),), 0),
        ((other("HCLD3", awarded=True),), 0),
        ((other("HCLD3", received_on=date(2025, 12, 1)),), 0),
    ],
    ids=["none", "any unit's", "an excepted kind", "no form", "a draft", "decided", "another year"],
)
def test_other_forms_of_the_state_level_are_counted_by_the_year_of_proposal(
    beside: tuple[Other, ...], expected: int
) -> None:
    assert asked(*beside, award="BKTTG").unit_year.state_level_awards == expected


def test_of_another_level_nobody_asks_and_the_exceptions_are_those_of_the_row() -> None:
    assert asked(other("HCLD3"), award="BKT").unit_year.state_level_awards is None
    assert {str(each) for each in excepted_kinds("BKTTG", TODAY)} == {"ad-hoc", "contribution", "seniority", "foreign"}
    assert excepted_kinds("BKT", TODAY) == frozenset()


def test_answers_and_subject_fields_are_told_and_a_units_words_are_not() -> None:
    found = asked(
        judgements={"ldtt-spirit": {"holds": False, "words": "Vắng nhiều buổi."}, "x": {"words": "Chưa rõ."}},
        service={"recruit": True, "months_of_service": 5},
        priority={"woman_leader": True},
        results={"dissolved": False, "led_long_movement": True},
    )

    assert found.judgements == {"ldtt-spirit": False}
    assert "Vắng" not in found.model_dump_json()
    assert (found.subject.recruit, found.subject.months_of_service, found.subject.woman_leader) == (True, 5, True)
    assert (found.subject.unit_dissolved_on_decision, found.collective.led_long_movement) == (False, True)
    assert (found.subject.enterprise, found.collective.led_state_cluster) == (False, None)

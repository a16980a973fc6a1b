"""No day between two rows is forgotten: what is asked on every day is answered on every day, if only by unknown."""

from datetime import date, timedelta

import pytest

from rulebook import SubjectKind, load_law
from rulebook.bonus import amount
from rulebook.complaints import ComplaintStep, complaint_due
from rulebook.consultations import consultation
from rulebook.deadlines import Step, due
from rulebook.dossier import CommendationKind
from rulebook.parts import Procedure, wanted
from rulebook.revocations import revoking
from rulebook.simplified import conditions, vote

FIRST_DAY = date(2017, 10, 1)


def turning_days() -> list[date]:
    """Every first day of a row, every last day and the day after it."""
    spans = [rule.span for rule in load_law().rules]
    last_days = [span.last_day for span in spans if span.last_day]
    days = {span.first_day for span in spans} | {*last_days} | {day + timedelta(days=1) for day in last_days}
    return sorted(day for day in days if day >= FIRST_DAY)


def test_every_day_has_cases_of_the_simplified_procedure_a_consultation_and_grounds_to_annul() -> None:
    for day in turning_days():
        assert conditions(day), day
        assert consultation(day), day
        assert revoking("BKT", day), day


@pytest.mark.parametrize("award", ["LDTT", "CSTDT", "BKT", "BKTTG", "HCLD3", "AHLD", "GDVH", "KNC"])
def test_every_day_has_a_vote_parts_and_a_bonus_for_every_award(award: str) -> None:
    for day in turning_days():
        assert vote(award, day), day
        assert amount(award, SubjectKind.INDIVIDUAL, day).row, day
        for procedure in Procedure:
            found = wanted(award, SubjectKind.INDIVIDUAL, CommendationKind.MERIT, procedure, day)
            assert found.parts or found.unknown, day


@pytest.mark.parametrize("step", [Step.APPRAISAL, Step.RESULT_NOTICE, Step.RECIPIENT_NOTICE, Step.INELIGIBLE_NOTICE])
def test_every_day_has_a_row_for_a_step_even_where_its_limit_is_unknown(step: Step) -> None:
    assert [day for day in turning_days() if not due(step, "BKT", day, day).row] == []


@pytest.mark.parametrize("step", sorted(set(ComplaintStep) - {ComplaintStep.DIALOGUE_NOTICE}))
def test_every_day_has_a_limit_for_a_complaint(step: ComplaintStep) -> None:
    assert [day for day in turning_days() if not complaint_due(step, day, day)] == []

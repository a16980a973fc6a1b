"""When each step is due, and what is said where the limit wasn't seen."""

from datetime import date

import pytest

from rulebook import Outcome, Status, SubjectKind, UnknownAward, evaluate, load_law
from rulebook.deadlines import DayUnit, Step, all_due, due, yearly_window
from rulebook.dossier import CommendationKind, Consultation, Dossier, Steps

IN_A = date(2021, 8, 31)
IN_B = date(2024, 6, 3)
IN_C1 = date(2025, 12, 1)
IN_C2 = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("step", "award", "law_on", "length", "unit", "status"),
    [
        (Step.APPRAISAL, "BKT", IN_A, 25, DayUnit.WORKING, Status.SECONDARY),
        (Step.APPRAISAL, "CSTDCS", IN_A, 20, DayUnit.WORKING, Status.SECONDARY),
        (Step.APPRAISAL, "LDTT", IN_A, 20, DayUnit.CALENDAR, Status.PARAMETER),
        (Step.RESULT_NOTICE, "BKT", IN_A, 10, DayUnit.WORKING, Status.SECONDARY),
        (Step.RECIPIENT_NOTICE, "BKT", IN_A, 7, DayUnit.WORKING, Status.SECONDARY),
        (Step.INELIGIBLE_NOTICE, "BKT", IN_A, 10, DayUnit.WORKING, Status.SECONDARY),
        (Step.APPRAISAL, "BKT", IN_B, 25, DayUnit.WORKING, Status.MEMORY),
        (Step.CONSULTATION, "BKT", IN_B, 10, DayUnit.WORKING, Status.MEMORY),
        (Step.APPRAISAL, "CSTDCS", IN_C1, 20, DayUnit.WORKING, Status.PARAMETER),
        (Step.CONSULTATION, "BKT", IN_C1, 10, DayUnit.WORKING, Status.PARAMETER),
        (Step.APPRAISAL, "BKT", IN_C2, 25, DayUnit.WORKING, Status.PARAMETER),
        (Step.INTERNAL_PUBLICATION, "BKT", IN_C2, 5, DayUnit.WORKING, Status.VERIFIED),
        (Step.RELEASE, "BKT", IN_C2, 1, DayUnit.WORKING, Status.VERIFIED),
        (Step.AD_HOC_SUBMISSION, "BKT", IN_C2, 3, DayUnit.CALENDAR, Status.PARAMETER),
    ],
)
def test_a_limit_is_that_of_the_step_the_award_and_the_regime(
    step: Step, award: str, law_on: date, length: int, unit: DayUnit, status: Status
) -> None:
    found = due(step, award, law_on, law_on)

    assert (found.length, found.unit, found.basis.status) == (length, unit, status)


def test_the_appraisal_of_a_dossier_of_2021_is_due_after_25_working_days_without_the_national_holiday() -> None:
    assert due(Step.APPRAISAL, "BKT", IN_A, IN_A).due_on == date(2021, 10, 7)


@pytest.mark.parametrize(
    ("step", "award", "law_on"),
    [
        (Step.INELIGIBLE_NOTICE, "BKT", IN_B),
        (Step.REISSUE_ANSWER, "BKT", IN_C1),
        (Step.INTERNAL_PUBLICATION, "BKT", IN_A),
        (Step.APPRAISAL, "GKS", IN_C2),
        (Step.CONSULTATION, "BKT", date(2017, 9, 29)),
    ],
)
def test_a_limit_that_was_not_seen_has_no_day_and_says_what_is_missing(step: Step, award: str, law_on: date) -> None:
    found = due(step, award, law_on, law_on)

    assert found.due_on is None
    assert found.missing


def test_internal_publication_is_chosen_by_the_day_of_the_decision_not_of_receipt() -> None:
    assert due(Step.INTERNAL_PUBLICATION, "BKT", IN_A, date(2023, 6, 30)).due_on is None
    assert due(Step.INTERNAL_PUBLICATION, "BKT", IN_A, date(2023, 7, 3)).due_on == date(2023, 7, 10)


def test_what_has_begun_is_listed_by_its_due_day_and_the_unknown_last() -> None:
    started = {Step.REISSUE_ANSWER: IN_C2, Step.APPRAISAL: IN_C2, Step.CONSULTATION: IN_C2}

    dues = all_due("BKT", IN_C2, started)

    assert [each.step for each in dues] == [Step.CONSULTATION, Step.APPRAISAL, Step.REISSUE_ANSWER]


def test_a_step_of_no_award_is_refused() -> None:
    with pytest.raises(UnknownAward):
        due(Step.APPRAISAL, "XYZ", IN_A, IN_A)


def test_national_emulation_fighters_went_up_until_the_end_of_october_under_the_law_of_2003() -> None:
    under_a, under_b = yearly_window("CSTDTQ", IN_A), yearly_window("CSTDTQ", IN_B)

    assert under_a is not None
    assert (under_a.last_day, under_a.basis.status) == (date(2021, 10, 31), Status.VERIFIED)
    assert under_b is not None
    assert (under_b.last_day, bool(under_b.missing)) == (None, True)
    assert yearly_window("BKT", IN_A) is None


@pytest.mark.parametrize(
    ("answered_on", "asked_on_day", "outcome"),
    [
        (date(2021, 9, 16), None, Outcome.PASSED),
        (date(2021, 9, 17), None, Outcome.FAILED),
        (None, date(2021, 9, 16), Outcome.NEEDS_EVIDENCE),
        (None, date(2021, 9, 17), Outcome.FAILED),
    ],
    ids=["answered in time", "answered late", "still running", "overdue"],
)
def test_a_consultation_is_answered_within_ten_working_days(
    answered_on: date | None, asked_on_day: date | None, outcome: Outcome
) -> None:
    dossier = Dossier(
        award="BKT",
        subject_kind=SubjectKind.INDIVIDUAL,
        received_on=IN_A,
        on=asked_on_day,
        consultation=Consultation(asked_on=IN_A, answered_on=answered_on),
    )

    assert outcomes(dossier)["A.limit.consultation"] is outcome


def test_a_step_that_has_not_begun_says_nothing() -> None:
    merit = Dossier(
        award="BKT",
        subject_kind=SubjectKind.INDIVIDUAL,
        commendation_kind=CommendationKind.MERIT,
        received_on=IN_A,
    )

    found = outcomes(merit)

    assert [row for row in found if ".limit." in row] == []


def test_a_national_emulation_fighter_sent_up_in_november_is_late() -> None:
    dossier = Dossier(
        award="CSTDTQ",
        subject_kind=SubjectKind.INDIVIDUAL,
        received_on=IN_A,
        steps=Steps(forwarded_on=date(2021, 11, 1)),
    )

    assert outcomes(dossier)["A.window.cstdtq"] is Outcome.FAILED


def outcomes(dossier: Dossier) -> dict[str, Outcome]:
    return {finding.row: finding.outcome for finding in evaluate(dossier, load_law())}

"""Annulling an award, complaints about a decision, and how long files are kept."""

from datetime import date

import pytest

from rulebook import Outcome, ReasonUse, Status, load_rulebook
from rulebook.complaints import ComplaintStep, complaint_due
from rulebook.deadlines import Step, due
from rulebook.revocations import revoking
from rulebook.sayings import kept_for, saying
from shared.rulebook.tests.builders import IN_A, IN_B, IN_C1, IN_C2, findings

FIRST = {"second": False, "remote": False, "complex": False}
CAME = date(2024, 6, 3)
CAME_LATER = date(2026, 7, 6)


def outcome(row: str, **told: object) -> Outcome | None:
    found = findings(**({"award": "BKT", "subject_kind": "individual", "received_on": IN_B} | told))
    return found[row].outcome if row in found else None


@pytest.mark.parametrize("concluded_on", [IN_B, IN_C1, IN_C2])
def test_the_grounds_are_every_reason_of_the_catalogue_to_annul(concluded_on: date) -> None:
    found = revoking("BKT", concluded_on)

    assert found is not None
    assert found.grounds.codes == tuple(reason.code for reason in load_rulebook().reasons_for(ReasonUse.REVOKE))
    assert [part.code for part in found.parts] == ["submission", "conclusion"]


def test_the_grounds_of_the_law_of_2003_were_not_seen() -> None:
    under_a, before = revoking("BKT", IN_A), revoking("BKT", date(2017, 9, 30))

    assert under_a is not None
    assert (under_a.grounds.codes, under_a.grounds.basis.status) == ((), Status.MEMORY)
    assert under_a.grounds.missing
    assert before is None


@pytest.mark.parametrize(("ground", "expected"), [("later-violation", "passed"), ("not-exemplary", "failed")])
def test_a_ground_that_is_none_of_the_law_fails(ground: str, expected: str) -> None:
    told = {"ground": ground, "concluded_on": IN_B}

    assert outcome("B.revoke.grounds", revocation=told) == expected


def test_the_day_of_the_conclusion_chooses_the_law_on_annulling() -> None:
    told = {"ground": "later-violation", "concluded_on": IN_C1}

    assert outcome("B.revoke.grounds", revocation=told) is None
    assert outcome("C1.revoke.grounds", revocation=told) is Outcome.PASSED


def test_seven_days_to_report_and_five_working_days_to_decide_each_keep_their_unit() -> None:
    report = due(Step.REVOCATION_REPORT, "BKT", IN_B, date(2024, 6, 3))
    decision = due(Step.REVOCATION_DECISION, "BKT", IN_B, date(2024, 6, 10))

    assert (report.due_on, decision.due_on) == (date(2024, 6, 10), date(2024, 6, 17))
    assert report.basis.status is Status.SECONDARY


def test_annulling_too_late_and_without_its_papers_is_found() -> None:
    told = {
        "ground": "later-violation",
        "concluded_on": date(2024, 6, 3),
        "reported_on": date(2024, 6, 11),
        "decided_on": date(2024, 6, 18),
        "parts": {"submission"},
    }

    assert outcome("B.revoke.report", revocation=told) is Outcome.FAILED
    assert outcome("B.revoke.decision", revocation=told) is Outcome.PASSED
    assert outcome("B.revoke.part.submission", revocation=told) is Outcome.PASSED
    assert outcome("B.revoke.part.conclusion", revocation=told) is Outcome.FAILED


def test_who_annuls_what_a_dissolved_district_decided_is_a_default_of_ours() -> None:
    after, before = (saying("revocation-by-successor", day) for day in (IN_C1, IN_B))

    assert after is not None
    assert after.basis.status is Status.PARAMETER
    assert before is None


@pytest.mark.parametrize(
    ("step", "came_on", "remote", "complex_case", "due_on", "status"),
    [
        (ComplaintStep.ACCEPTANCE, CAME, False, False, date(2024, 6, 13), Status.SECONDARY),
        (ComplaintStep.ACCEPTANCE, CAME_LATER, False, False, date(2026, 7, 15), Status.VERIFIED),
        (ComplaintStep.FIRST_DECISION, CAME, False, False, date(2024, 7, 3), Status.VERIFIED),
        (ComplaintStep.FIRST_DECISION, CAME, False, True, date(2024, 7, 18), Status.VERIFIED),
        (ComplaintStep.FIRST_DECISION, CAME, True, True, date(2024, 8, 2), Status.VERIFIED),
        (ComplaintStep.FIRST_DECISION, CAME_LATER, False, False, date(2026, 8, 5), Status.MEMORY),
        (ComplaintStep.SECOND_COMPLAINT, CAME, True, False, date(2024, 7, 18), Status.VERIFIED),
        (ComplaintStep.SECOND_DECISION, CAME, True, True, date(2024, 8, 12), Status.VERIFIED),
        (ComplaintStep.TIME_BAR, CAME, False, False, date(2024, 9, 4), Status.VERIFIED),
    ],
)
def test_a_step_of_a_complaint_has_the_limit_of_the_day_it_came(
    step: ComplaintStep, came_on: date, remote: bool, complex_case: bool, due_on: date, status: Status
) -> None:
    found = complaint_due(step, came_on, came_on, remote=remote, complex_case=complex_case)

    assert found is not None
    assert (found.due_on, found.basis.status) == (due_on, status)


def test_a_notice_of_dialogue_has_no_limit_before_july_2026() -> None:
    assert complaint_due(ComplaintStep.DIALOGUE_NOTICE, CAME, CAME) is None


@pytest.mark.parametrize(
    ("complaint", "row", "expected"),
    [
        (FIRST | {"known_on": CAME, "received_on": date(2024, 9, 4)}, "X.complaint.time-bar", Outcome.PASSED),
        (
            FIRST | {"known_on": CAME, "received_on": date(2024, 9, 5), "obstacle_days": 0},
            "X.complaint.time-bar",
            Outcome.FAILED,
        ),
        (
            FIRST | {"known_on": CAME, "received_on": date(2024, 9, 5), "obstacle_days": 5},
            "X.complaint.time-bar",
            Outcome.PASSED,
        ),
        (
            FIRST | {"known_on": CAME, "received_on": date(2024, 9, 5)},
            "X.complaint.time-bar",
            Outcome.NEEDS_EVIDENCE,
        ),
        (
            FIRST | {"received_on": CAME, "accepted_on": CAME, "decided_on": date(2024, 7, 4)},
            "X.complaint.first-decision.to-2026-06",
            Outcome.FAILED,
        ),
        (
            FIRST | {"second": True, "received_on": CAME, "accepted_on": CAME, "decided_on": date(2024, 7, 18)},
            "X.complaint.second-decision.to-2026-06",
            Outcome.PASSED,
        ),
        (
            FIRST | {"second": True, "first_received_on": CAME, "received_on": date(2024, 7, 4)},
            "X.complaint.second-complaint",
            Outcome.FAILED,
        ),
        (
            {"second": False, "received_on": CAME, "accepted_on": CAME},
            "X.complaint.first-decision.to-2026-06",
            Outcome.NEEDS_EVIDENCE,
        ),
        (
            FIRST | {"second": True, "received_on": CAME_LATER, "decided_on": date(2026, 8, 3)},
            "X.complaint.dialogue",
            Outcome.FAILED,
        ),
        (
            FIRST
            | {
                "received_on": CAME_LATER,
                "dialogue_told_on": date(2026, 7, 20),
                "dialogue_on": date(2026, 7, 25),
            },
            "X.complaint.dialogue",
            Outcome.PASSED,
        ),
        (
            FIRST
            | {
                "received_on": CAME_LATER,
                "dialogue_told_on": date(2026, 7, 20),
                "dialogue_on": date(2026, 7, 24),
            },
            "X.complaint.dialogue",
            Outcome.FAILED,
        ),
    ],
    ids=[
        "complained on the ninetieth day, moved to a working day",
        "complained a day later",
        "an obstacle is left out",
        "nobody tells of obstacles",
        "decided late",
        "the second decision has 45 days",
        "a second complaint after thirty days",
        "nobody tells whether it is complex or remote",
        "a second instance without dialogue",
        "a dialogue announced five days before",
        "a dialogue announced four days before",
    ],
)
def test_a_complaint_is_held_against_its_limits(complaint: dict[str, object], row: str, expected: Outcome) -> None:
    assert outcome(row, complaint=complaint) is expected


def test_without_complaint_or_annulling_nothing_is_said_of_them() -> None:
    found = findings(award="BKT", subject_kind="individual", received_on=IN_B)

    assert [row for row in found if "complaint" in row or "revoke" in row] == []


@pytest.mark.parametrize(("award", "years"), [("HCLD3", None), ("BKT", 20), ("LDTT", 10)])
def test_files_are_kept_by_the_level_of_the_award(award: str, years: int | None) -> None:
    found = kept_for(award, IN_B)

    assert found is not None
    assert (found.years, found.basis.status) == (years, Status.MEMORY)


@pytest.mark.parametrize(
    ("about", "day", "status"),
    [
        ("council-chairs", IN_A, Status.VERIFIED),
        ("council-chairs", IN_C1, Status.PARAMETER),
        ("bonus-together", IN_B, Status.VERIFIED),
        ("bonus-paid-by", IN_C2, Status.PARAMETER),
        ("private-life", IN_A, Status.VERIFIED),
        ("staff-conference", IN_B, Status.VERIFIED),
        ("archive", IN_B, Status.VERIFIED),
        ("denunciation", IN_B, Status.MEMORY),
    ],
)
def test_what_asks_nothing_of_a_dossier_can_be_read(about: str, day: date, status: Status) -> None:
    found = saying(about, day)

    assert found is not None
    assert found.basis.status is status


def test_the_files_of_every_award_have_a_time_to_be_kept() -> None:
    assert [award for award in load_rulebook().awards if kept_for(award, IN_C2) is None] == []

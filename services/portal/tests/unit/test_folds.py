"""Each projection is a fold of its own subject's facts, in order, at the facts' own times."""

from datetime import date, timedelta

from contracts.fact import Fact
from contracts.nominations import WithdrawalRequested
from contracts.review import AwardRevoked, CaseRepinned, CaseReturned, WithdrawalRefused
from portal.domain.model import (
    Award,
    Case,
    Nomination,
    Stage,
    award_after,
    case_after,
    decision_of,
    nomination_after,
    submission_of,
)
from services.portal.tests.builders import (
    NOW,
    TODAY,
    UNIT,
    accepted,
    awarded,
    decided,
    endorsed,
    envelope,
    issued,
    known,
    opened,
    submitted,
)

LATER = NOW + timedelta(hours=1)


def folded_nomination(*facts: Fact) -> Nomination | None:
    state: Nomination | None = None
    for seq, fact in enumerate(facts, start=1):
        state = nomination_after(state, envelope(fact, seq, at=NOW + timedelta(minutes=seq)))
    return state


def folded_case(*facts: Fact) -> Case | None:
    state: Case | None = None
    for seq, fact in enumerate(facts, start=1):
        state = case_after(state, envelope(fact, seq, at=NOW + timedelta(minutes=seq)))
    return state


def withdrawal() -> WithdrawalRequested:
    return WithdrawalRequested(nomination_id=known("lan"), proposing_unit=UNIT)


def test_a_submitted_nomination_names_its_submission() -> None:
    state = folded_nomination(endorsed("lan"), submitted("lan"))

    assert state == Nomination(
        nomination_id=known("lan"),
        state=Stage.SUBMITTED,
        proposing_unit=UNIT,
        submission_id=envelope(submitted("lan"), 2).id,
        changed_at=NOW + timedelta(minutes=2),
    )


def test_a_corrected_day_of_receipt_takes_the_place_of_the_first_and_the_step_stays() -> None:
    day = date(2025, 6, 20)
    repinned = CaseRepinned(
        case_id=known("case lan"),
        nomination_id=known("lan"),
        earlier_received_on=TODAY,
        received_on=day,
        reasons=("x",),
    )

    state = folded_case(opened("lan", known("s")), accepted("lan"), repinned)

    assert state is not None
    assert (state.received_on, state.state) == (day, Stage.ACCEPTED)


def test_a_new_submission_forgets_an_earlier_request_to_withdraw() -> None:
    asked = folded_nomination(submitted("lan"), withdrawal())
    again = folded_nomination(submitted("lan"), withdrawal(), submitted("lan"))

    assert asked is not None
    assert again is not None
    assert (asked.withdrawals_asked, again.withdrawals_asked) == (1, 0)


def test_a_case_stands_where_its_last_fact_left_it() -> None:
    opening = opened("lan", known("submission"))
    returned = CaseReturned(case_id=opening.case_id, nomination_id=opening.nomination_id, reasons=("other",))
    refused = WithdrawalRefused(case_id=opening.case_id, nomination_id=opening.nomination_id, reasons=("other",))

    states = [folded_case(opening, *more) for more in ((), (accepted("lan"),), (returned,), (refused,))]

    assert [state.state if state else None for state in states] == [
        Stage.RECEIVED,
        Stage.ACCEPTED,
        Stage.RETURNED,
        Stage.RECEIVED,
    ]


def test_a_verdict_decides_the_stage_and_keeps_its_counts() -> None:
    passed = folded_case(opened("lan", known("submission")), decided("lan", yes=11))
    failed = folded_case(opened("lan", known("submission")), decided("lan", yes=10))

    assert passed is not None
    assert failed is not None
    assert passed.verdict is not None
    assert (passed.state, failed.state, passed.verdict.yes) == (Stage.APPROVED, Stage.NOT_APPROVED, 11)


def test_a_fact_of_an_unknown_case_makes_no_row() -> None:
    assert folded_case(accepted("lan")) is None


def test_a_revoked_award_keeps_everything_and_its_day() -> None:
    issuing = awarded("lan", known("submission"), "decision")
    revoking = AwardRevoked(
        award_id=issuing.award_id,
        decision_id=issuing.decision_id,
        case_id=issuing.case_id,
        nomination_id=issuing.nomination_id,
        revoked_on=TODAY,
    )

    state = award_after(award_after(None, envelope(issuing, 1)), envelope(revoking, 2, at=LATER))

    assert state == Award(
        award_id=issuing.award_id,
        decision_id=issuing.decision_id,
        case_id=issuing.case_id,
        nomination_id=issuing.nomination_id,
        submission_id=issuing.submission_id,
        award_code="BKT",
        subject_kind="individual",
        proposing_unit=UNIT,
        issued_on=TODAY,
        issued_fact_id=envelope(issuing, 1).id,
        revoked_on=TODAY,
    )


def test_only_a_submission_is_a_submission_and_only_a_decision_a_decision() -> None:
    submission, decision = envelope(submitted("lan"), 1), envelope(issued("decision", 1, 1), 1)

    assert submission_of(submission) is not None
    assert submission_of(decision) is None
    assert decision_of(decision) is not None
    assert decision_of(submission) is None

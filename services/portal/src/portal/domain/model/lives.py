"""Projections as data: one state per aggregate, each a fold of that aggregate's own facts in their order.

Nothing is ordered across topics or keys, so no state depends on a fact of another subject; what belongs together is
joined when reading. "Now" is the fact's time, so that a rebuild equals what it replaces.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts import nominations, review
from contracts.envelope import Envelope
from contracts.fact import Fact


class Stage(StrEnum):
    """Where a nomination stands, as a person reads it; states of `Nomination` and `Case` use the same words."""

    DRAFT = "draft"
    ENDORSED = "endorsed"
    SUBMITTED = "submitted"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    APPROVED = "approved"
    NOT_APPROVED = "not-approved"
    AWARDED = "awarded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """What the unit did. `submission_id` names the latest submission; names lie under it."""

    nomination_id: UUID
    state: Stage
    proposing_unit: str
    list_id: UUID | None = None
    submission_id: UUID | None = None
    withdrawals_asked: int = 0
    """Requests about the latest submission. Counted, as two services' clocks say nothing of which came last."""
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One act of submitting: immutable."""

    submission_id: UUID
    nomination_id: UUID
    list_id: UUID | None
    subject_kind: str
    award_code: str
    commendation_kind: str
    simplified: bool
    movement_id: UUID | None
    proposing_unit: str
    receiving_agency: str
    submitted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Counts against all seats (design.md §6)."""

    held_on: date
    seats: int
    yes: int
    no: int
    blank: int
    threshold_percent: int
    approved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the receiving agency did, up to the chairman's decision; an award has a subject of its own."""

    case_id: UUID
    nomination_id: UUID
    submission_id: UUID
    proposing_unit: str
    receiving_agency: str
    received_on: date
    state: Stage
    verdict: Verdict | None = None
    withdrawals_refused: int = 0
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A signed decision: immutable."""

    decision_id: UUID
    agency: str
    year: int
    number: int
    symbol: str
    issued_on: date
    award_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One award, with the fact that made it and, later perhaps, the day it was revoked."""

    award_id: UUID
    decision_id: UUID
    case_id: UUID
    nomination_id: UUID
    submission_id: UUID
    award_code: str
    subject_kind: str
    proposing_unit: str
    issued_on: date
    issued_fact_id: UUID
    revoked_on: date | None = None


def nomination_after(state: Nomination | None, event: Envelope[Fact]) -> Nomination | None:
    """Fold one fact of the nominations service into its nomination."""
    match event.fact:
        case nominations.NominationEndorsed() as fact:
            return _nomination(state, event, Stage.ENDORSED, fact.proposing_unit, fact.list_id)
        case nominations.NominationSubmitted() as fact:
            submitted = _nomination(state, event, Stage.SUBMITTED, fact.proposing_unit, fact.list_id)
            return replace(submitted, submission_id=event.id, withdrawals_asked=0)
        case nominations.NominationWithdrawn() as fact:
            return _nomination(state, event, Stage.WITHDRAWN, fact.proposing_unit, fact.list_id)
        case nominations.WithdrawalRequested() if state is not None:
            return replace(state, withdrawals_asked=state.withdrawals_asked + 1, changed_at=event.time)
        case _:
            return state


def _nomination(
    state: Nomination | None, event: Envelope[Fact], stage: Stage, unit: str, list_id: UUID | None
) -> Nomination:
    if state is None:
        return Nomination(
            nomination_id=event.subject,
            state=stage,
            proposing_unit=unit,
            list_id=list_id,
            changed_at=event.time,
        )
    return replace(state, state=stage, proposing_unit=unit, list_id=list_id, changed_at=event.time)


def submission_of(event: Envelope[Fact]) -> Submission | None:
    """The submission that a fact is, if it is one."""
    fact = event.fact
    if not isinstance(fact, nominations.NominationSubmitted):
        return None
    return Submission(
        submission_id=event.id,
        nomination_id=fact.nomination_id,
        list_id=fact.list_id,
        subject_kind=fact.subject_kind,
        award_code=fact.award_code,
        commendation_kind=fact.commendation_kind,
        simplified=fact.simplified,
        movement_id=fact.movement_id,
        proposing_unit=fact.proposing_unit,
        receiving_agency=fact.receiving_agency,
        submitted_on=fact.submitted_on,
    )


def case_after(state: Case | None, event: Envelope[Fact]) -> Case | None:
    """Fold one fact of the review service into its case."""
    if isinstance(event.fact, review.CaseOpened):
        return _opened(event.fact, event.time)
    if state is None:
        return None
    match event.fact:
        case review.CaseAccepted():
            return replace(state, state=Stage.ACCEPTED, changed_at=event.time)
        case review.CaseRepinned() as fact:
            return replace(state, received_on=fact.received_on, changed_at=event.time)
        case review.CaseReturned():
            return replace(state, state=Stage.RETURNED, changed_at=event.time)
        case review.CaseClosed():
            return replace(state, state=Stage.WITHDRAWN, changed_at=event.time)
        case review.AwardDeclined():
            return replace(state, state=Stage.DECLINED, changed_at=event.time)
        case review.WithdrawalRefused():
            return replace(state, withdrawals_refused=state.withdrawals_refused + 1, changed_at=event.time)
        case review.CouncilDecided() as fact:
            stage = Stage.APPROVED if fact.approved else Stage.NOT_APPROVED
            return replace(state, state=stage, verdict=_verdict(fact), changed_at=event.time)
        case _:
            return state


def _opened(fact: review.CaseOpened, at: datetime) -> Case:
    return Case(
        case_id=fact.case_id,
        nomination_id=fact.nomination_id,
        submission_id=fact.submission_id,
        proposing_unit=fact.proposing_unit,
        receiving_agency=fact.receiving_agency,
        received_on=fact.received_on,
        state=Stage.RECEIVED,
        changed_at=at,
    )


def _verdict(fact: review.CouncilDecided) -> Verdict:
    return Verdict(
        held_on=fact.held_on,
        seats=fact.seats,
        yes=fact.yes,
        no=fact.no,
        blank=fact.blank,
        threshold_percent=fact.threshold_percent,
        approved=fact.approved,
    )


def decision_of(event: Envelope[Fact]) -> Decision | None:
    """The decision that a fact is, if it is one."""
    fact = event.fact
    if not isinstance(fact, review.DecisionIssued):
        return None
    return Decision(
        decision_id=fact.decision_id,
        agency=fact.agency,
        year=fact.year,
        number=fact.number,
        symbol=fact.symbol,
        issued_on=fact.issued_on,
        award_count=fact.award_count,
    )


def award_after(state: Award | None, event: Envelope[Fact]) -> Award | None:
    """Fold one fact of the review service into its award."""
    match event.fact:
        case review.AwardIssued() as fact:
            return Award(
                award_id=fact.award_id,
                decision_id=fact.decision_id,
                case_id=fact.case_id,
                nomination_id=fact.nomination_id,
                submission_id=fact.submission_id,
                award_code=fact.award_code,
                subject_kind=fact.subject_kind,
                proposing_unit=fact.proposing_unit,
                issued_on=fact.issued_on,
                issued_fact_id=event.id,
            )
        case review.AwardRevoked() as fact if state is not None:
            return replace(state, revoked_on=fact.revoked_on)
        case _:
            return state

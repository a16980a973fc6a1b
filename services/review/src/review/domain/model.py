"""Cases, opinions, awards and the decision book as data, and how facts change them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from contracts.nominations import NominationSubmitted
from contracts.review import (
    AwardDeclined,
    AwardIssued,
    CaseAccepted,
    CaseClosed,
    CaseOpened,
    CaseRepinned,
    CaseReturned,
    CouncilDecided,
    OpinionAsked,
    OpinionGiven,
    OpinionRequestWithdrawn,
    Stance,
    WithdrawalRefused,
)
from contracts.vocabulary import CommendationKind, SubjectKind


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPENED = "opened"
    ACCEPTED = "accepted"
    APPROVED = "approved"
    NOT_APPROVED = "not-approved"
    RETURNED = "returned"
    CLOSED = "closed"
    AWARDED = "awarded"
    DECLINED = "declined"


class Withdrawal(StrEnum):
    """Whether the unit's request to withdraw waits for an answer."""

    NONE = "none"
    PENDING = "pending"


class AwardStatus(StrEnum):
    ISSUED = "issued"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One submission of a nomination before its receiving agency."""

    case_id: UUID
    nomination_id: UUID
    submission_id: UUID
    submission_seq: int
    """`seq` of the nomination-submitted fact: the latest case of a nomination has the highest."""
    earlier_case_id: UUID | None
    list_id: UUID | None
    movement_id: UUID | None
    proposing_unit: str
    receiving_agency: str
    subject_kind: SubjectKind
    award_code: str
    commendation_kind: CommendationKind
    simplified: bool
    received_on: date
    """The rules in force on this day apply to the case."""
    submitted_on: date
    first_received_on: date
    """Before the secretariat corrected it."""
    deed_at: datetime | None
    status: CaseStatus
    withdrawal: Withdrawal = Withdrawal.NONE


class OpinionState(StrEnum):
    ASKED = "asked"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What another body was asked about a case."""

    opinion_id: UUID
    case_id: UUID
    nomination_id: UUID
    agency: str
    body: str
    asked_on: date
    due_on: date
    state: OpinionState
    stance: Stance | None = None
    given_on: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A person of an agency's secretariat, known to the others by a random id."""

    colleague_id: UUID
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    award_id: UUID
    decision_id: UUID
    case_id: UUID
    nomination_id: UUID
    agency: str
    status: AwardStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionBook:
    """The numbers an agency has given in one year; its row is locked while the next one is taken."""

    agency: str
    year: int
    last_number: int
    last_issued_on: date | None


CaseFact = (
    CaseAccepted
    | CaseRepinned
    | CaseReturned
    | CaseClosed
    | CouncilDecided
    | WithdrawalRefused
    | AwardIssued
    | AwardDeclined
)


def opened(fact: CaseOpened, submitted: NominationSubmitted, submission_seq: int) -> Case:
    """The first state of a case: what was submitted, and where it was received."""
    return Case(
        case_id=fact.case_id,
        nomination_id=fact.nomination_id,
        submission_id=fact.submission_id,
        submission_seq=submission_seq,
        earlier_case_id=fact.earlier_case_id,
        list_id=submitted.list_id,
        movement_id=submitted.movement_id,
        proposing_unit=fact.proposing_unit,
        receiving_agency=fact.receiving_agency,
        subject_kind=submitted.subject_kind,
        award_code=submitted.award_code,
        commendation_kind=submitted.commendation_kind,
        simplified=submitted.simplified,
        received_on=fact.received_on,
        submitted_on=submitted.submitted_on,
        first_received_on=fact.received_on,
        deed_at=submitted.deed_at,
        status=CaseStatus.OPENED,
    )


def evolve(case: Case, fact: CaseFact) -> Case:
    """Fold one fact into a case."""
    match fact:
        case CaseAccepted():
            return replace(case, status=CaseStatus.ACCEPTED)
        case CaseRepinned():
            return replace(case, received_on=fact.received_on)
        case CaseReturned():
            return replace(case, status=CaseStatus.RETURNED)
        case CouncilDecided():
            status = CaseStatus.APPROVED if fact.approved else CaseStatus.NOT_APPROVED
            return replace(case, status=status)
        case AwardIssued():
            return replace(case, status=CaseStatus.AWARDED)
        case AwardDeclined():
            return replace(case, status=CaseStatus.DECLINED)
        case CaseClosed():
            return replace(case, status=CaseStatus.CLOSED, withdrawal=Withdrawal.NONE)
        case WithdrawalRefused():
            return replace(case, withdrawal=Withdrawal.NONE)
        case _:
            assert_never(fact)


def awaiting_answer(case: Case) -> Case:
    """A withdrawal was asked for: state alone, the fact about it is the unit's."""
    return replace(case, withdrawal=Withdrawal.PENDING)


def awarded(fact: AwardIssued, agency: str) -> Award:
    return Award(
        award_id=fact.award_id,
        decision_id=fact.decision_id,
        case_id=fact.case_id,
        nomination_id=fact.nomination_id,
        agency=agency,
        status=AwardStatus.ISSUED,
    )


def revoked(award: Award) -> Award:
    return replace(award, status=AwardStatus.REVOKED)


def asked(fact: OpinionAsked, agency: str) -> Opinion:
    return Opinion(
        opinion_id=fact.opinion_id,
        case_id=fact.case_id,
        nomination_id=fact.nomination_id,
        agency=agency,
        body=fact.body,
        asked_on=fact.asked_on,
        due_on=fact.due_on,
        state=OpinionState.ASKED,
    )


def answered(opinion: Opinion, fact: OpinionGiven | OpinionRequestWithdrawn) -> Opinion:
    """Fold what ended a request into it."""
    match fact:
        case OpinionGiven():
            return replace(
                opinion, state=OpinionState.GIVEN, stance=fact.stance, given_on=fact.given_on, late=fact.late
            )
        case OpinionRequestWithdrawn():
            return replace(opinion, state=OpinionState.WITHDRAWN)
        case _:
            assert_never(fact)

"""Facts of the review service. Subject: the case, the decision, the award or the opinion, as each class says."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from contracts.fact import Fact, Personal
from contracts.vocabulary import Code, Hex64, SubjectKind, UnitKey


class CaseOpened(Fact):
    """A submitted nomination became a case of the receiving agency."""

    TYPE: ClassVar[str] = "review.case-opened.v1"
    SUBJECT: ClassVar[str] = "case_id"

    case_id: UUID
    nomination_id: UUID
    submission_id: UUID
    """Id of the nomination-submitted fact; the personal part lies under it."""
    earlier_case_id: UUID | None = None
    proposing_unit: UnitKey
    receiving_agency: UnitKey
    received_on: date
    """Local date of submission unless corrected; the rule pack in force is chosen by it."""


class CaseAccepted(Fact):
    """The secretariat found the dossier complete."""

    TYPE: ClassVar[str] = "review.case-accepted.v1"
    SUBJECT: ClassVar[str] = "case_id"

    case_id: UUID
    nomination_id: UUID


class CaseRepinned(Fact):
    """The secretariat corrected the day of receipt: the rules in force on it apply from now on."""

    TYPE: ClassVar[str] = "review.case-repinned.v1"
    SUBJECT: ClassVar[str] = "case_id"

    case_id: UUID
    nomination_id: UUID
    earlier_received_on: date
    received_on: date
    reasons: Annotated[tuple[Code, ...], Field(min_length=1, max_length=20)]

    note: Annotated[str | None, Personal()] = None


class CaseReturned(Fact):
    """The dossier went back to the unit, with reasons."""

    TYPE: ClassVar[str] = "review.case-returned.v1"
    SUBJECT: ClassVar[str] = "case_id"

    case_id: UUID
    nomination_id: UUID
    reasons: Annotated[tuple[Code, ...], Field(min_length=1, max_length=20)]
    parts: Annotated[tuple[Code, ...] | None, Field(min_length=1, max_length=20)] = None
    """Parts of the dossier that the reasons are about, as codes of the rulebook."""
    rows: Annotated[tuple[Code, ...] | None, Field(min_length=1, max_length=20)] = None
    """Rows of the rules that the dossier does not fulfil."""

    note: Annotated[str | None, Personal()] = None


class CloseReason(StrEnum):
    WITHDRAWN = "withdrawn"


class CaseClosed(Fact):
    """The case ended without a decision."""

    TYPE: ClassVar[str] = "review.case-closed.v1"
    SUBJECT: ClassVar[str] = "case_id"

    case_id: UUID
    nomination_id: UUID
    reason: CloseReason


class WithdrawalRefused(Fact):
    """The unit's request to withdraw was refused; the case goes on, or had ended already."""

    TYPE: ClassVar[str] = "review.withdrawal-refused.v1"
    SUBJECT: ClassVar[str] = "case_id"

    case_id: UUID
    nomination_id: UUID
    reasons: Annotated[tuple[Code, ...], Field(min_length=1, max_length=20)]

    note: Annotated[str | None, Personal()] = None


class CouncilDecided(Fact):
    """The council's verdict on one case: approved when yes * 100 >= threshold_percent * seats."""

    TYPE: ClassVar[str] = "review.council-decided.v1"
    SUBJECT: ClassVar[str] = "case_id"

    case_id: UUID
    nomination_id: UUID
    council_session_id: UUID
    held_on: date
    seats: Annotated[int, Field(ge=1)]
    yes: Annotated[int, Field(ge=0)]
    no: Annotated[int, Field(ge=0)]
    blank: Annotated[int, Field(ge=0)]
    threshold_percent: Annotated[int, Field(ge=1, le=100)]
    approved: bool


class DecisionIssued(Fact):
    """The chairman signed; `number` is unique and without gaps per agency and year (Asia/Ho_Chi_Minh)."""

    TYPE: ClassVar[str] = "review.decision-issued.v1"
    SUBJECT: ClassVar[str] = "decision_id"

    decision_id: UUID
    agency: UnitKey
    year: int
    number: Annotated[int, Field(ge=1)]
    symbol: str
    """As printed, for example `12/QĐ-UBND`."""
    issued_on: date
    award_count: Annotated[int, Field(ge=1)]


class AwardIssued(Fact):
    """One award of a decision."""

    TYPE: ClassVar[str] = "review.award-issued.v1"
    SUBJECT: ClassVar[str] = "award_id"

    award_id: UUID
    decision_id: UUID
    case_id: UUID
    nomination_id: UUID
    submission_id: UUID
    award_code: Code
    subject_kind: SubjectKind
    proposing_unit: UnitKey
    issued_on: date


class AwardDeclined(Fact):
    """The chairman declined to commend."""

    TYPE: ClassVar[str] = "review.award-declined.v1"
    SUBJECT: ClassVar[str] = "case_id"

    case_id: UUID
    nomination_id: UUID
    award_code: Code
    reasons: Annotated[tuple[Code, ...], Field(max_length=20)] = ()

    note: Annotated[str | None, Personal()] = None


class AwardRevoked(Fact):
    """An award was revoked."""

    TYPE: ClassVar[str] = "review.award-revoked.v1"
    SUBJECT: ClassVar[str] = "award_id"

    award_id: UUID
    decision_id: UUID
    case_id: UUID
    nomination_id: UUID
    revoked_on: date
    reasons: Annotated[tuple[Code, ...], Field(max_length=20)] = ()

    note: Annotated[str | None, Personal()] = None


class OpinionAsked(Fact):
    """The secretariat asks another body for its opinion on a case (hiệp y)."""

    TYPE: ClassVar[str] = "review.opinion-asked.v1"
    SUBJECT: ClassVar[str] = "opinion_id"

    opinion_id: UUID
    case_id: UUID
    nomination_id: UUID
    body: UnitKey
    asked_on: date
    due_on: date

    question: Annotated[str | None, Personal()] = None


class Stance(StrEnum):
    """What a body says of a case that it was asked about."""

    AGREE = "agree"
    DISAGREE = "disagree"
    OTHER = "other"


class OpinionGiven(Fact):
    """The body answered; `late` where that was after the day it was asked to answer by."""

    TYPE: ClassVar[str] = "review.opinion-given.v1"
    SUBJECT: ClassVar[str] = "opinion_id"

    opinion_id: UUID
    case_id: UUID
    nomination_id: UUID
    body: UnitKey
    stance: Stance
    given_on: date
    late: bool

    text: Annotated[str | None, Personal()] = None


class OpinionRequestWithdrawn(Fact):
    """The secretariat no longer asks: the body need not answer."""

    TYPE: ClassVar[str] = "review.opinion-request-withdrawn.v1"
    SUBJECT: ClassVar[str] = "opinion_id"

    opinion_id: UUID
    case_id: UUID
    nomination_id: UUID
    body: UnitKey

    note: Annotated[str | None, Personal()] = None


class PersonalErased(Fact):
    """The personal part of one fact of this service was destroyed."""

    TYPE: ClassVar[str] = "review.personal-erased.v1"
    SUBJECT: ClassVar[str] = "aggregate_id"

    aggregate_id: UUID
    nomination_id: UUID
    fact_id: UUID
    reason: Code | None = None
    """That of the erasure which this one follows."""


class ActorOpened(Fact):
    """A supervisor was shown who stands behind a commitment to an actor of this service's facts."""

    TYPE: ClassVar[str] = "review.actor-opened.v1"
    SUBJECT: ClassVar[str] = "opening_id"

    opening_id: UUID
    opened_commit: Hex64

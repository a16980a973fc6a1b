"""What may be asked of review, decoded straight from the body, and what is answered. One thing or many, alike."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, model_validator

from contracts.review import Stance
from contracts.vocabulary import Code, Day, UnitKey

AT_MOST = 20_000


def _distinct(ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    if len(set(ids)) < len(ids):
        raise ValueError("Mỗi mã chỉ được nêu một lần.")
    return ids


Ids = Annotated[tuple[UUID, ...], Field(min_length=1, max_length=AT_MOST), AfterValidator(_distinct)]
Note = Annotated[str, Field(min_length=1, max_length=2_000)]
Votes = Annotated[StrictInt, Field(ge=0, le=1_000)]


def _each_once(bodies: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(bodies)) < len(bodies):
        raise ValueError("Mỗi cơ quan chỉ được nêu một lần.")
    return bodies


Bodies = Annotated[tuple[UnitKey, ...], Field(min_length=1, max_length=20), AfterValidator(_each_once)]


class Command(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AcceptCases(Command):
    """The dossiers are complete."""

    case_ids: Ids


class ReturnCases(Command):
    """The dossiers go back to their units. The note is personal: it may name people.

    `parts` are those of the dossier that the reasons are about, `rows` those of the rules that it does not fulfil.
    """

    case_ids: Ids
    reasons: Annotated[tuple[Code, ...], Field(min_length=1, max_length=20)]
    parts: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    rows: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    note: Note | None = None


class Verdict(Command):
    """The count of one ballot; seats without a vote were absent or vacant."""

    case_id: UUID
    yes: Votes
    no: Votes
    blank: Votes = 0


class RepinCases(Command):
    """The dossiers were received on another day. The note is personal: it may name people."""

    case_ids: Ids
    received_on: Day
    reason: Code
    note: Note | None = None


def _one_ballot_per_case(verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    _distinct(tuple(verdict.case_id for verdict in verdicts))
    return verdicts


class RecordVerdicts(Command):
    """What a council session decided. Without a threshold that of the rulebook counts."""

    council_session_id: UUID | None = None
    held_on: Day
    seats: Annotated[StrictInt, Field(ge=1, le=1_000)]
    threshold_percent: Annotated[StrictInt, Field(ge=1, le=100)] | None = None
    verdicts: Annotated[
        tuple[Verdict, ...], Field(min_length=1, max_length=AT_MOST), AfterValidator(_one_ballot_per_case)
    ]


class AskOpinions(Command):
    """Other bodies are asked about the cases, each about each. The question is personal: it may name people.

    Without a day they have as long as the rules of each case give them.
    """

    case_ids: Ids
    bodies: Bodies
    due_on: Day | None = None
    question: Note | None = None

    @model_validator(mode="after")
    def _not_too_many(self) -> "AskOpinions":
        if len(self.case_ids) * len(self.bodies) > AT_MOST:
            raise ValueError(f"Mỗi lần hỏi tối đa {AT_MOST} ý kiến.")
        return self


class OpinionAnswer(Command):
    """What the body that was asked says. The text is personal: it may name people."""

    stance: Stance
    text: Note | None = None


class AnswerOpinion(OpinionAnswer):
    opinion_id: UUID


class WithdrawOpinions(Command):
    """The bodies need not answer any more."""

    opinion_ids: Ids
    note: Note | None = None


class JoinDesk(Command):
    """The person works on the agency's cases and is called so among the colleagues."""

    name: Annotated[str, Field(min_length=1, max_length=200)]


class LeaveDesk(Command):
    """A person no longer works on the agency's cases: the name goes, and the cases are nobody's."""

    colleague_id: UUID


class AssignCases(Command):
    """A colleague is to work on the cases. The note is for the colleague; it may name people."""

    case_ids: Ids
    colleague_id: UUID
    note: Note | None = None


class ReleaseCases(Command):
    """The cases are nobody's again."""

    case_ids: Ids


class TickOutcome(StrEnum):
    """What the secretariat found about one row of the rules."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_APPLICABLE = "not-applicable"


class Tick(Command):
    """Without an outcome the tick is taken back."""

    row: Code
    outcome: TickOutcome | None = None
    note: Note | None = None


def _one_tick_per_row(ticks: tuple[Tick, ...]) -> tuple[Tick, ...]:
    if len({tick.row for tick in ticks}) < len(ticks):
        raise ValueError("Mỗi điều kiện chỉ được đánh dấu một lần.")
    return ticks


class TickRows(Command):
    """What the secretariat checked itself, clause by clause."""

    case_id: UUID
    ticks: Annotated[tuple[Tick, ...], Field(min_length=1, max_length=200), AfterValidator(_one_tick_per_row)]


class DeclineCases(Command):
    """The chairman does not commend."""

    case_ids: Ids
    reason: Code
    note: Note | None = None


class CloseCases(Command):
    """The withdrawals that the units asked for are granted."""

    case_ids: Ids


class RefuseWithdrawals(Command):
    """The withdrawals that the units asked for are refused; the cases go on."""

    case_ids: Ids
    reason: Code
    note: Note | None = None


class IssueDecision(Command):
    """The chairman signs one decision for these cases. Without a day it is today."""

    case_ids: Ids
    issued_on: Day | None = None


class RevokeAwards(Command):
    """Awards are taken back; the reason is a ground of the law."""

    award_ids: Ids
    reason: Code
    note: Note | None = None


class Done(BaseModel):
    """How many things the command acted on."""

    count: int


class Asked(BaseModel):
    """The requests made, for each case in the order asked for, one per body."""

    opinion_ids: tuple[UUID, ...]


class Joined(BaseModel):
    colleague_id: UUID


class Recorded(BaseModel):
    """A session's verdicts, counted."""

    council_session_id: UUID
    approved: int
    not_approved: int


class Issued(BaseModel):
    """A decision with its awards, in the order of the cases asked for."""

    decision_id: UUID
    number: int
    year: int
    symbol: str
    issued_on: date
    award_ids: tuple[UUID, ...]

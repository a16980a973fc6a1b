"""The award history: earlier decisions about a unit's people, as entered, imported, or issued by our own system.

An entry of our own follows review's facts and nothing else. Others are corrected, marked as revoked, or withdrawn when
they were entered by mistake; none is deleted silently.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from contracts.vocabulary import Code, CommendationKind, Day, SubjectKind, UnitKey
from directory import Directory
from nominations.domain import errors
from nominations.domain.commands import Command, Reason
from nominations.domain.dossier import BornText, Line, NationalId
from rulebook import Rulebook

OTHER_AWARD = "other"
"""An award that the catalogue does not know, a ministry's for example: its name says which."""
Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Year = Annotated[int, Field(ge=1945, le=2200)]


class Source(StrEnum):
    IMPORTED = "imported"
    ENTERED = "entered"
    OWN = "own"


class EntryStatus(StrEnum):
    IN_FORCE = "in-force"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"


class Named(BaseModel):
    """Whom something is about, as typed. `unit` is theirs at the time, the register's own when it is not given."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: SubjectKind
    name: Line
    born: BornText | None = None
    identity: Annotated[NationalId | None, Field(exclude=True, repr=False)] = None
    workplace: Line | None = None
    unit: UnitKey | None = None


class Decision(BaseModel):
    """What was awarded, by which decision. `year`: of a yearly title the one it honours, else that of the decision."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    award_code: Code
    award_name: Line | None = None
    kind: CommendationKind | None = None
    year: Year
    period_first: Day | None = None
    period_last: Day | None = None
    decision_number: Number | None = None
    decided_on: Day | None = None
    issuing_body: Line | None = None
    issuing_unit: UnitKey | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Decision":
        if (self.period_first is None) != (self.period_last is None):
            raise ValueError("Thời gian lập thành tích cần cả ngày đầu và ngày cuối.")
        if self.period_first is not None and self.period_last is not None and self.period_last < self.period_first:
            raise ValueError("Ngày cuối không được trước ngày đầu.")
        return self


class EntryText(Command):
    """Whom, and what."""

    subject: Named
    decision: Decision


class AddEntry(EntryText):
    """Enter an earlier award into the unit's register."""


class CorrectEntry(EntryText):
    """Write an entry anew; `version` is the one the writer saw."""

    entry_id: UUID
    version: int


class Reasoned(Command):
    """Why, in the officer's words."""

    reason: Reason


class Revocation(Reasoned):
    """The day on which somebody revoked the award, and why."""

    revoked_on: Day


class Coded(Command):
    """Why, as a code of the rulebook."""

    reason: Code


class RevokeEntry(Revocation):
    """The award was revoked, by a decision elsewhere: it stays in the register and counts no more."""

    entry_id: UUID


class WithdrawEntry(Reasoned):
    """The entry was a mistake of the register."""

    entry_id: UUID


class EraseEntry(Coded):
    """Destroy whom the entry names; the award stays, without a name. The same again does nothing."""

    entry_id: UUID


class KeepHistoryImport(Command):
    """Keep what was understood of a workbook of earlier awards, until it is taken over or expires."""

    report: bytes
    file_name: Annotated[str, Field(max_length=255)]


class TakeOverHistory(Command):
    """Enter the rows without an error; those that the register has already are left out."""

    import_id: UUID


class KeptHistory(BaseModel):
    import_id: UUID
    expires_at: datetime


class HistoryTaken(BaseModel):
    """How many entries were made, and how many rows the register had already."""

    count: int
    repeated: int


class EntryErased(BaseModel):
    count: int


class Entered(BaseModel):
    entry_id: UUID
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One award in a register; `unit` keeps the register, `unit_then` was the subject's."""

    entry_id: UUID
    person_id: UUID
    unit: str
    unit_then: str
    decision: Decision
    status: EntryStatus = EntryStatus.IN_FORCE
    status_reason: str | None = None
    revoked_on: date | None = None
    source: Source
    nomination_id: UUID | None = None
    award_id: UUID | None = None
    decision_id: UUID | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    rulebook: Rulebook
    directory: Directory


def check(subject: Named, decision: Decision, reference: Reference, today: date) -> None:
    """Refuse what the catalogue and the calendar contradict."""
    if subject.unit is not None and reference.directory.find(subject.unit) is None:
        raise errors.UnknownUnit("/subject/unit", subject.unit)
    if decision.issuing_unit is not None and reference.directory.find(decision.issuing_unit) is None:
        raise errors.UnknownUnit("/decision/issuing_unit", decision.issuing_unit)
    _check_award(subject.kind, decision, reference.rulebook)
    if decision.decided_on is not None and decision.decided_on > today:
        raise errors.InFuture("/decision/decided_on", decision.decided_on.isoformat())
    if decision.year > today.year:
        raise errors.InFuture("/decision/year", str(decision.year))


def _check_award(kind: SubjectKind, decision: Decision, rulebook: Rulebook) -> None:
    if decision.award_code == OTHER_AWARD:
        if decision.award_name is None:
            raise errors.AwardNameMissing("/decision/award_name", "")
        return
    award = rulebook.awards.get(decision.award_code)
    if award is None:
        raise errors.NotInCatalogue("/decision/award_code", decision.award_code)
    if str(kind) not in {str(each) for each in award.recipients}:
        raise errors.NotForThisKind("/decision/award_code", award.name)


def corrected(entry: Entry, command: CorrectEntry, person_id: UUID, unit_then: str) -> Entry:
    _refuse_own(entry)
    if entry.version != command.version:
        raise errors.StaleEntry(entry.entry_id)
    if entry.status is EntryStatus.WITHDRAWN:
        raise errors.EntryWithdrawn(entry.entry_id)
    return replace(
        entry, person_id=person_id, unit_then=unit_then, decision=command.decision, version=entry.version + 1
    )


def revoked(entry: Entry, command: RevokeEntry, today: date) -> Entry:
    """Revocation reaches our own awards through review's fact alone."""
    _refuse_own(entry)
    if entry.status is not EntryStatus.IN_FORCE:
        raise errors.NotInForce(entry.entry_id)
    if command.revoked_on > today:
        raise errors.InFuture("/revoked_on", command.revoked_on.isoformat())
    return replace(
        entry,
        status=EntryStatus.REVOKED,
        revoked_on=command.revoked_on,
        status_reason=command.reason,
        version=entry.version + 1,
    )


def withdrawn(entry: Entry, command: WithdrawEntry) -> Entry:
    _refuse_own(entry)
    if entry.status is EntryStatus.WITHDRAWN:
        raise errors.EntryWithdrawn(entry.entry_id)
    return replace(entry, status=EntryStatus.WITHDRAWN, status_reason=command.reason, version=entry.version + 1)


def repeats(decision: Decision, others: Mapping[UUID, Decision]) -> UUID | None:
    """The entry of the same person that says the same award for the same year, as far as its number does not differ."""
    for entry_id, other in others.items():
        same = (decision.award_code, decision.award_name, decision.year) == (
            other.award_code,
            other.award_name,
            other.year,
        )
        numbers = {decision.decision_number, other.decision_number} - {None}
        if same and len(numbers) < 2:
            return entry_id
    return None


def _refuse_own(entry: Entry) -> None:
    if entry.source is Source.OWN:
        raise errors.OwnAward(entry.entry_id)

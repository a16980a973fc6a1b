"""Initiatives, research and projects that a unit's people had recognised, and what each was spent for.

One initiative serves one title once: law.md names no clause, the rule is ours and says so (docs/decisions/0039).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from contracts.local_time import local_date
from contracts.vocabulary import Day
from nominations.domain import errors
from nominations.domain.commands import Command
from nominations.domain.dossier import Line, Text
from nominations.domain.registers.history import Named, Number, Reasoned, Reference, Year


class InitiativeKind(StrEnum):
    """Words of the rulebook's dossier."""

    INITIATIVE = "initiative"  # sáng kiến
    RESEARCH = "research"  # đề tài nghiên cứu khoa học
    PROJECT = "project"  # đề án


class InitiativeLevel(StrEnum):
    """The highest level at which it was recognised."""

    BASE = "base"  # cơ sở
    PROVINCE = "province"  # tỉnh
    STATE = "state"  # toàn quốc


class Described(Command):
    """An initiative as typed; authors are persons."""

    title: Line
    kind: InitiativeKind
    level: InitiativeLevel
    council: Line | None = None
    decision_number: Number | None = None
    decided_on: Day | None = None
    year: Year
    evidence: Text | None = None
    authors: Annotated[tuple[Named, ...], Field(min_length=1, max_length=20)]


class AddInitiative(Described):
    """Enter an initiative into the unit's register."""


class EditInitiative(Described):
    """Write it anew; `version` is the one the writer saw."""

    initiative_id: UUID
    version: int


class WithdrawInitiative(Reasoned):
    """It was entered by mistake; what it is spent for keeps it."""

    initiative_id: UUID


class Written(BaseModel):
    initiative_id: UUID
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    initiative_id: UUID
    unit: str
    title: str | None
    """None when it was erased."""
    kind: InitiativeKind
    level: InitiativeLevel
    council: str | None
    decision_number: str | None
    decided_on: date | None
    year: int
    evidence: str | None
    author_ids: tuple[UUID, ...]
    withdrawn_at: datetime | None = None
    withdrawn_because: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One initiative spent for one title."""

    initiative_id: UUID
    award_code: str
    nomination_id: UUID
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """A use that stands in the way, told to the unit: who used it, and when."""

    use: Use
    title: str
    name: str | None
    taken_at: datetime


def check(described: Described, reference: Reference, today: date) -> None:
    if described.decided_on is not None and described.decided_on > today:
        raise errors.InFuture("/decided_on", described.decided_on.isoformat())
    if described.year > today.year:
        raise errors.InFuture("/year", str(described.year))
    for place, author in enumerate(described.authors):
        if author.unit is not None and reference.directory.find(author.unit) is None:
            raise errors.UnknownUnit(f"/authors/{place}/unit", author.unit)


def described_as(
    described: Described, initiative_id: UUID, unit: str, author_ids: Sequence[UUID], version: int = 1
) -> Initiative:
    values = described.model_dump(include=_PLAIN)
    return Initiative(
        initiative_id=initiative_id, unit=unit, author_ids=tuple(dict.fromkeys(author_ids)), version=version, **values
    )


def edited(initiative: Initiative, command: EditInitiative, author_ids: Sequence[UUID]) -> Initiative:
    if initiative.version != command.version:
        raise errors.StaleInitiative(initiative.initiative_id)
    if initiative.withdrawn_at is not None:
        raise errors.InitiativeWithdrawn(initiative.initiative_id)
    return described_as(command, initiative.initiative_id, initiative.unit, author_ids, initiative.version + 1)


def withdrawn(initiative: Initiative, command: WithdrawInitiative, uses: Sequence[str], now: datetime) -> Initiative:
    if initiative.withdrawn_at is not None:
        raise errors.InitiativeWithdrawn(initiative.initiative_id)
    if uses:
        raise errors.InitiativeSpent(uses)
    return replace(initiative, withdrawn_at=now, withdrawn_because=command.reason, version=initiative.version + 1)


def sentence(spent: Spent, award: str) -> str:
    """Who used it, for what and when; said to the unit in whose register both stand."""
    whose = f"hồ sơ của {spent.name}" if spent.name else "một hồ sơ đã xóa tên"
    day = f"{local_date(spent.taken_at):%d/%m/%Y}"
    return f"Sáng kiến “{spent.title}” đã dùng để xét {award} năm {spent.use.year}: {whose}, nộp ngày {day}."


_PLAIN = {"title", "kind", "level", "council", "decision_number", "decided_on", "year", "evidence"}

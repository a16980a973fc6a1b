"""The smallest service with a whole spine: it hears of nominations, keeps them in a table and answers with a case."""

from collections.abc import Sequence
from datetime import date, datetime
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import cast
from uuid import UUID

from chassis.actors import Actor
from chassis.database import Connection
from chassis.handlers import Projection
from chassis.http import Router
from chassis.service import Service
from chassis.unit_of_work import UnitOfWork
from contracts.envelope import Envelope
from contracts.fact import Fact, Model
from contracts.nominations import NominationEndorsed, NominationSubmitted, PersonalErased
from contracts.review import CaseOpened
from contracts.roles import Role
from contracts.vocabulary import CommendationKind, SubjectKind

UNIT, AGENCY = "11953@2025-07-01", "33@2025-07-01"
POISONED = "POISON"
HIS = "sub-of-the-officer"
OFFICER = Actor(role=Role.UNIT_OFFICER, unit=UNIT, sub=HIS)


class Submit(Model):
    nomination_ids: tuple[UUID, ...]
    name: str = "Nguyễn Thị Hường"


class Erase(Model):
    nomination_ids: tuple[UUID, ...]


class Refuse(Model):
    nomination_id: UUID


class Refused(Exception):
    """The toy refuses."""


class Toy(UnitOfWork):
    def open(self, connection: Connection) -> None:
        self.connection = connection

    async def note(self, event: Envelope[Fact]) -> None:
        await self.connection.execute(
            "INSERT INTO handled (fact_id, subject, seq) VALUES ($1, $2, $3)", event.id, event.subject, event.seq
        )


def submitted(nomination_id: UUID, award_code: str = "BKT", name: str = "Nguyễn Thị Hường") -> NominationSubmitted:
    return NominationSubmitted(
        nomination_id=nomination_id,
        subject_kind=SubjectKind.INDIVIDUAL,
        award_code=award_code,
        commendation_kind=CommendationKind.MERIT,
        simplified=False,
        proposing_unit=UNIT,
        receiving_agency=AGENCY,
        submitted_on=date(2026, 11, 23),
        name=name,
    )


async def submit(command: Submit, uow: Toy, now: datetime) -> int:
    for nomination_id in command.nomination_ids:
        uow.outbox.add(submitted(nomination_id, name=command.name), at=now)
    return len(command.nomination_ids)


async def erase(command: Erase, uow: Toy, now: datetime) -> int:
    parts = [part for each in command.nomination_ids for part in await uow.personal.own([each])]
    for part in parts:
        uow.outbox.add(PersonalErased(nomination_id=part.subject, fact_id=part.fact_id), at=now)
    return len(parts)


async def forget(event: Envelope[PersonalErased], uow: Toy, now: datetime) -> None:
    await uow.note(event)


async def refuse(command: Refuse, uow: Toy, now: datetime) -> None:
    uow.outbox.add(submitted(command.nomination_id), at=now)
    raise Refused


async def open_case(event: Envelope[NominationSubmitted], uow: Toy, now: datetime) -> None:
    fact = cast(NominationSubmitted, event.fact)
    case = CaseOpened(
        case_id=uow.new_id(),
        nomination_id=fact.nomination_id,
        submission_id=event.id,
        proposing_unit=fact.proposing_unit,
        receiving_agency=fact.receiving_agency,
        received_on=fact.submitted_on,
    )
    uow.outbox.add(case, at=now)
    await uow.note(event)
    if fact.award_code == POISONED:
        raise Refused


async def note_endorsed(event: Envelope[NominationEndorsed], uow: Toy, now: datetime) -> None:
    await uow.note(event)


async def project(events: Sequence[Envelope[Fact]], uow: Toy) -> None:
    for event in events:
        await uow.note(event)
        if isinstance(event.fact, NominationSubmitted) and event.fact.award_code == POISONED:
            raise Refused


def toy(*, facts_from: Sequence[str] = ("nominations",)) -> Service:
    """Rules: one event at a time."""
    return Service(
        name="toy",
        unit_of_work=Toy,
        router=Router(),
        commands={Submit: submit, Erase: erase, Refuse: refuse},
        forget=forget,
        events={NominationSubmitted: open_case, NominationEndorsed: note_endorsed},
        facts_from=facts_from,
        personal_from=facts_from,
        schema=cast(Traversable, Path(__file__).parent / "toy_migrations"),
    )


def projecting_toy() -> Service:
    """A projection: a whole batch at once."""
    return Service(
        name="toy",
        unit_of_work=Toy,
        router=Router(),
        projection=Projection(
            types=frozenset({NominationSubmitted, NominationEndorsed, PersonalErased}), handle=project
        ),
        facts_from=("nominations",),
        personal_from=("nominations",),
        schema=cast(Traversable, Path(__file__).parent / "toy_migrations"),
    )

"""The measured service: a row of state per fact, by a projection or by a rule, and how far it has come."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import cast
from uuid import UUID

from pydantic import BaseModel

from chassis.database import Connection
from chassis.handlers import Projection
from chassis.http import Router
from chassis.service import Service
from chassis.unit_of_work import UnitOfWork
from contracts.envelope import Envelope
from contracts.fact import Fact
from contracts.nominations import NominationSubmitted
from tests.bench.material import SERVICE, submitted
from tests.bench.rounds import Pass

SCHEMA = cast(Traversable, Path(__file__).parent / "schema")

KEEP = """
    INSERT INTO kept (subject, fact_id, unit, award_code, submitted_on, seen_at)
    SELECT subject, fact_id, unit, award_code, submitted_on, seen_at
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::timestamptz[])
        AS came (subject, fact_id, unit, award_code, submitted_on, seen_at)
    ON CONFLICT (subject) DO UPDATE SET fact_id = excluded.fact_id, seen_at = excluded.seen_at
"""


class Submit(BaseModel):
    """A command of as many facts as it names."""

    nomination_ids: tuple[UUID, ...]


class Keeping(UnitOfWork):
    def open(self, connection: Connection) -> None:
        self.connection = connection


@dataclass(slots=True)
class Progress:
    """When each call of a handler began: the span from the first call to the last covers all facts but the last's."""

    _first: tuple[float, float] | None = None
    _last: tuple[float, float] = (0.0, 0.0)
    _seen: int = 0
    _first_count: int = 0
    _last_count: int = 0
    _wanted: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def expect(self, count: int) -> None:
        """Begin anew, until `count` facts have been seen."""
        self._first, self._seen, self._wanted = None, 0, count
        self.done.clear()

    def saw(self, count: int) -> None:
        self._last, self._last_count = (time.perf_counter(), time.process_time()), count
        if self._first is None:
            self._first, self._first_count = self._last, count
        self._seen += count
        if self._seen >= self._wanted:
            self.done.set()

    def ended(self) -> None:
        """What followed the handler's last call is part of the work; of the first call's facts not all was seen."""
        self._last, self._last_count = (time.perf_counter(), time.process_time()), self._first_count

    def taken(self) -> Pass:
        """The span between calls; raises ValueError when there was only one."""
        wall, cpu = self._first or self._last
        if self._seen == self._last_count:
            raise ValueError(f"{self._seen} facts came in one batch: too few to measure")
        return Pass(self._seen - self._last_count, self._last[0] - wall, self._last[1] - cpu)


async def keep_all(connection: Connection, came: Sequence[Envelope[Fact]]) -> None:
    """The state of a batch: one statement, one row per fact."""
    told = [(each, cast(NominationSubmitted, each.fact)) for each in came]
    await connection.execute(
        KEEP,
        [each.subject for each, _ in told],
        [each.id for each, _ in told],
        [fact.proposing_unit for _, fact in told],
        [fact.award_code for _, fact in told],
        [fact.submitted_on for _, fact in told],
        [each.time for each, _ in told],
    )


def projecting(progress: Progress) -> Service:
    """A projection: a whole batch at once."""

    async def project(came: Sequence[Envelope[Fact]], uow: Keeping) -> None:
        progress.saw(len(came))
        await keep_all(uow.connection, came)

    projection = Projection(types=frozenset({NominationSubmitted}), handle=project)
    return replace(_service(), projection=projection)


def ruling(progress: Progress) -> Service:
    """Rules: one event at a time, each reads under a lock and writes."""

    async def rule(event: Envelope[NominationSubmitted], uow: Keeping, now: datetime) -> None:
        progress.saw(1)
        await uow.connection.fetchrow("SELECT subject FROM kept WHERE subject = $1 FOR UPDATE", event.subject)
        await keep_all(uow.connection, [event])

    return replace(_service(), events={NominationSubmitted: rule})


def listening() -> Service:
    """A rule that only says when a fact reached it."""

    async def rule(event: Envelope[NominationSubmitted], uow: Keeping, now: datetime) -> None:
        await uow.connection.execute(
            "INSERT INTO arrivals (subject, nanoseconds) VALUES ($1, $2)", event.subject, time.monotonic_ns()
        )

    return replace(_service(), events={NominationSubmitted: rule})


async def submit(command: Submit, uow: Keeping, now: datetime) -> None:
    for nomination_id in command.nomination_ids:
        uow.outbox.add(submitted(nomination_id), at=now)


def _service() -> Service:
    return Service(
        name=SERVICE,
        unit_of_work=Keeping,
        router=Router(),
        commands={Submit: submit},
        facts_from=(SERVICE,),
        schema=SCHEMA,
    )

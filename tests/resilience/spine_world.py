"""The real spine, step by step: one service's outbox, a topic held as a list, and the same service's intake."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import orjson
from aiokafka import TopicPartition

from chassis import positions, process, published, relay
from chassis.actors import Actor
from chassis.database import Pool, connect_pool, transaction
from chassis.dead_letters import StillDead
from chassis.dispatch import Dispatcher
from chassis.http import Router
from chassis.positions import Fenced, Move
from chassis.record import Record
from chassis.service import Service
from chassis.settings import ChassisSettings
from chassis.testing import create_database
from contracts.envelope import Envelope
from contracts.nominations import NominationSubmitted
from contracts.roles import Role
from shared.chassis.tests.toy import UNIT, Submit, Toy, submit

T = TypeVar("T")
PLACE = TopicPartition("toy.facts", 0)
OFFICER = Actor(role=Role.UNIT_OFFICER, unit=UNIT, sub="9f0c1d5e-0000-4000-8000-000000000001")


class Crash(OSError):
    """The process is gone: nothing of the transaction in hand is left."""


class Poisoned(Exception):
    """A handler that can never succeed."""


@dataclass(slots=True)
class Handler:
    """Notes what it is given; crashes or refuses where it is told to."""

    poisoned: set[tuple[str, int]]
    crashes_after: int | None = None

    async def note(self, event: Envelope[NominationSubmitted], uow: Toy, now: datetime) -> None:
        await uow.note(event)
        if (str(event.subject), event.seq) in self.poisoned:
            raise Poisoned
        if self.crashes_after is not None:
            self.crashes_after -= 1
            if self.crashes_after < 0:
                raise Crash


@dataclass(slots=True)
class World:
    """`log` is the topic; its one consumer believes itself at `at`."""

    runner: asyncio.Runner
    pool: Pool
    dispatcher: Dispatcher
    handler: Handler
    admin_url: str
    log: list[Record] = field(default_factory=list)
    at: int = 0
    committed: int = 0
    """Where it is indeed."""

    @classmethod
    def made(cls, runner: asyncio.Runner, admin_url: str) -> "World":
        """A database of its own; empty it with `reset` for each example."""
        handler = Handler(set())
        service = Service(
            name="toy",
            unit_of_work=Toy,
            router=Router(),
            commands={Submit: submit},
            events={NominationSubmitted: handler.note},
            facts_from=("toy",),
            schema=cast(Traversable, Path(__file__).parents[2] / "shared" / "chassis" / "tests" / "toy_migrations"),
        )
        url = runner.run(create_database(admin_url, service))
        pool = runner.run(connect_pool(url, application_name="toy"))
        settings = ChassisSettings(database_url=url, kafka_servers="", oidc_issuer="", oidc_jwks_url="")
        admin = urlsplit(admin_url)._replace(path=urlsplit(url).path).geturl()
        return cls(runner, pool, process.make_dispatcher(service, settings, pool), handler, admin)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def reset(self, poisoned: set[tuple[str, int]]) -> None:
        self.run(_emptied(self.admin_url))
        self.log, self.at, self.committed = [], 0, 0
        self.handler.poisoned, self.handler.crashes_after = poisoned, None
        self.run(self._positions())

    def submit(self, subjects: tuple[UUID, ...], *, is_crashing: bool = False) -> None:
        """One command; a crash comes after everything was written and before the commit."""

        async def crash(_connection: object, _result: object) -> None:
            raise Crash

        command = Submit(nomination_ids=subjects)
        epilogue = crash if is_crashing else None
        with suppress(Crash):
            self.run(self.dispatcher.execute(command, OFFICER, request_id="model", epilogue=epilogue))

    def relay(self, *, at_most: int, deletes: bool) -> None:
        """What a relay does; it may die when only some rows are sent, and before it deletes them."""
        self.run(self._relay(at_most, deletes))

    async def _relay(self, at_most: int, deletes: bool) -> None:
        async with self.pool.acquire() as connection:
            rows = (await relay.select(connection, []))[:at_most]
            for row in rows:
                if row["topic"] == PLACE.topic:
                    self.append(_record(row))
            if deletes:
                await published.delete(connection, [row["id"] for row in rows], {})

    def append(self, record: Record) -> None:
        self.log.append(replace(record, offset=len(self.log)))

    def deliver(self, count: int, *, crashes_after: int | None = None, hears: bool = True) -> bool:
        """Apply the next records; False when nothing came of it: a crash, or a position that others had moved."""
        batch = self.log[self.at : self.at + count]
        if not batch:
            return False
        self.handler.crashes_after = crashes_after
        move = Move(place=PLACE, expected=self.at, next_offset=batch[-1].offset + 1)
        try:
            self.run(self.dispatcher.apply(batch, [move]))
        except (Crash, Fenced):
            self.at = self.run(self._positions())
            return False
        finally:
            self.handler.crashes_after = None
        assert self.at == self.committed, "a replica with a stale position was not fenced"
        self.committed = move.next_offset
        if hears:
            self.at = move.next_offset
        return True

    def replay(self, letter_id: int) -> bool:
        try:
            self.run(self.dispatcher.replay(letter_id))
        except (StillDead, Poisoned):
            return False
        return True

    def discard(self, letter_id: int) -> None:
        self.run(self.dispatcher.discard(letter_id))

    def skip(self, subject: str, seq: int) -> None:
        self.run(self.dispatcher.skip(UUID(subject), "/services/toy", seq))

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.run(self.pool.fetch(statement))]

    async def _positions(self) -> int:
        async with transaction(self.pool) as connection:
            stored = await positions.load(connection, self.dispatcher.group, {PLACE: 0})
        return stored[PLACE].next_offset


async def _emptied(admin_url: str) -> None:
    """Every table but those of the migrations: some of them the service itself may not empty."""
    connection = await asyncpg.connect(admin_url)
    try:
        rows = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        names = [row["tablename"] for row in rows if not row["tablename"].startswith("schema_")]
        await connection.execute(f"TRUNCATE {', '.join(names)}")
    finally:
        await connection.close()


def _record(row: Any) -> Record:
    headers = tuple((name, text.encode()) for name, text in orjson.loads(row["headers"]).items())
    return Record(
        topic=PLACE.topic, partition=0, offset=0, key=row["key"].encode(), headers=headers, value=row["value"]
    )

"""Opens and commits every transaction of a service: one per command, one per batch of facts.

State, outbox, inbox, position and command log change together or not at all.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from aiokafka import TopicPartition

from chassis import positions, telemetry
from chassis.actors import Actor
from chassis.authorship import SERVICE, by_person
from chassis.database import (
    Connection,
    DeadlockDetected,
    LockTimeout,
    Pool,
    SerializationError,
    is_transient,
    transaction,
)
from chassis.dead_letters import DeadLetter, DeadLetters, StillDead
from chassis.handlers import Handlers
from chassis.intake import CarefulIntake, Intake, OperatorsIntake, Topic
from chassis.positions import Move
from chassis.record import Record
from chassis.unit_of_work import Origin, UnitOfWork
from chassis.wake import Wake

Prologue = Callable[[Connection], Awaitable[object | None]]
Epilogue = Callable[[Connection, object], Awaitable[None]]

T = TypeVar("T")
AnIntake = TypeVar("AnIntake", bound=Intake)

UNDONE = (SerializationError, DeadlockDetected, LockTimeout)
"""Errors after which a transaction has surely left nothing; a lost connection may have committed."""

COMMAND_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatcher:
    origin: Origin
    group: str
    handlers: Handlers
    topics: Mapping[str, Topic]
    unit_of_work: type[UnitOfWork]
    pool: Pool
    wake: Wake
    now: Callable[[], datetime]

    async def execute(
        self,
        command: object,
        actor: Actor,
        *,
        request_id: str,
        prologue: Prologue | None = None,
        epilogue: Epilogue | None = None,
    ) -> object:
        """Run one command; `prologue` may answer instead of it, `epilogue` sees the result before the commit.

        Deadlocks and lock time-outs are tried again, since they surely changed nothing; refusals of the domain rise to
        the caller and leave nothing behind.
        """
        for remaining in reversed(range(COMMAND_TRIES)):
            try:
                return await self._execute_once(command, actor, request_id, prologue, epilogue)
            except Exception as error:
                if not remaining or not isinstance(error, UNDONE):
                    raise
        raise AssertionError("the last try answers or raises")

    async def _execute_once(
        self, command: object, actor: Actor, request_id: str, prologue: Prologue | None, epilogue: Epilogue | None
    ) -> object:
        authorship, now = by_person(actor, self.origin.entropy), self.now()
        handler = self.handlers.commands[type(command)]
        async with transaction(self.pool) as connection:
            if prologue is not None and (answer := await prologue(connection)) is not None:
                return answer
            uow = self.unit_of_work(connection, self.origin, authorship)
            with telemetry.commanding(self.origin.service, command):
                result = await handler(command, uow, now)
            await uow.outbox.flush(connection)
            await uow.command_log.add(self.origin.entropy.fact_id(), command, authorship, request_id, now)
            if epilogue is not None:
                await epilogue(connection, result)
        self._committed(uow)
        return result

    async def apply(
        self, records: Sequence[Record], moves: Sequence[Move], started_late: frozenset[TopicPartition] = frozenset()
    ) -> None:
        """Apply a batch and move its positions; raises Fenced, or what is transient."""
        try:
            await self._apply_with(Intake, records, moves, started_late)
        except Exception as error:
            if is_transient(error) or isinstance(error, positions.Fenced) or self.handlers.recorder is not None:
                raise
            telemetry.log.warning("batch-failed-taking-one-by-one", error=type(error).__name__, group=self.group)
            await self._apply_with(CarefulIntake, records, moves, started_late)

    async def _apply_with(
        self,
        kind: type[Intake],
        records: Sequence[Record],
        moves: Sequence[Move],
        started_late: frozenset[TopicPartition],
    ) -> None:
        async with transaction(self.pool) as connection:
            # First, so that a stale replica waits for the one that overtook it and is then fenced.
            await positions.advance(connection, self.group, moves)
            uow = self.unit_of_work(connection, self.origin, SERVICE)
            intake = self._intake(kind, connection, uow, started_late)
            await intake.take(records)
            await uow.outbox.flush(connection)
        self._committed(uow)
        if intake.oldest is not None:
            telemetry.observe_age(self.origin.service, (self.now() - intake.oldest).total_seconds())

    def _committed(self, uow: UnitOfWork) -> None:
        """Count what was told, and wake who waits for it."""
        telemetry.count_facts(self.origin.service, uow.outbox.told)
        self.wake.committed()

    def _intake(
        self, kind: type[AnIntake], connection: Connection, uow: UnitOfWork, started_late: frozenset[TopicPartition]
    ) -> AnIntake:
        return kind(
            connection=connection,
            service=self.origin.service,
            group=self.group,
            handlers=self.handlers,
            topics=self.topics,
            uow=uow,
            now=self.now(),
            started_late=started_late,
        )

    async def tick(self, work: Callable[[Any, datetime], Awaitable[T]]) -> T:
        """Run a clock's work in one transaction of its own, as `service`."""
        async with transaction(self.pool) as connection:
            uow = self.unit_of_work(connection, self.origin, SERVICE)
            result = await work(uow, self.now())
            await uow.outbox.flush(connection)
        self._committed(uow)
        return result

    async def replay(self, letter_id: int) -> DeadLetter:
        """Apply a letter again, then its followers in order, in one transaction.

        Raises what its handler raises, or StillDead when it cannot be read; the letter then stays as it was. A follower
        that fails becomes a letter of its own, and no reason to refuse this one.
        """
        async with transaction(self.pool) as connection:
            letter, uow = await self._take_letter(connection, letter_id)
            intake = self._intake(OperatorsIntake, connection, uow, frozenset())
            intake.asked = letter.record
            await intake.take([letter.record])
            if any(record is letter.record for record in intake.given_up):
                raise StillDead(letter_id)
            await uow.outbox.flush(connection)
        self._committed(uow)
        return letter

    async def discard(self, letter_id: int) -> DeadLetter:
        """Give a letter up: the stream moves past it and its followers are applied in order."""
        async with transaction(self.pool) as connection:
            letter, uow = await self._take_letter(connection, letter_id)
            intake = self._intake(OperatorsIntake, connection, uow, frozenset())
            if letter.subject is not None and letter.source is not None and letter.seq is not None:
                await intake.skip((letter.subject, letter.source), letter.seq)
            else:
                await intake.letters.give_up(letter.record, at=intake.now)
            await uow.outbox.flush(connection)
        self._committed(uow)
        return letter

    async def skip(self, subject: UUID, source: str, seq: int) -> None:
        """Give up a fact that never came: the stream moves past it and what is parked behind it is applied in order."""
        async with transaction(self.pool) as connection:
            uow = self.unit_of_work(connection, self.origin, SERVICE)
            intake = self._intake(OperatorsIntake, connection, uow, frozenset())
            await intake.skip_missing((subject, source), seq)
            await uow.outbox.flush(connection)
        self._committed(uow)

    async def _take_letter(self, connection: Connection, letter_id: int) -> tuple[DeadLetter, UnitOfWork]:
        uow = self.unit_of_work(connection, self.origin, SERVICE)
        letters = DeadLetters(connection=connection, group=self.group, outbox=uow.outbox)
        return await letters.take(letter_id), uow

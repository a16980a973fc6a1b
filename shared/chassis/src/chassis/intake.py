"""One batch of records inside one transaction: sorted, judged, handled, remembered.

`Intake` handles the whole batch at once. When a handler fails for good, the transaction is rolled back and
`CarefulIntake` takes the same records one by one, each in a savepoint, so that the one at fault becomes a dead letter.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from uuid import UUID

from aiokafka import TopicPartition
from asyncpg import PostgresError

from chassis import personal, telemetry
from chassis.database import Connection, is_transient
from chassis.dead_letters import DeadLetters
from chassis.decoding import Delivery, Unreadable, WrongBody, decode, read
from chassis.handlers import Handlers, Recorder
from chassis.inbox import Inbox, Verdict
from chassis.read_ahead import in_parts
from chassis.record import Record
from chassis.unit_of_work import UnitOfWork
from contracts.envelope import Envelope
from contracts.fact import Fact
from contracts.personal import ERASED_SUFFIX, NotAPersonalRecord, PersonalRecord, parse_personal


class NotNext(Exception):
    """Only the next fact of a stream can be given up; the argument is its `seq`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic this service reads."""

    name: str
    service: str
    personal: bool = False


@dataclass(slots=True, kw_only=True)
class Intake:
    connection: Connection
    service: str
    group: str
    handlers: Handlers
    topics: Mapping[str, Topic]
    uow: UnitOfWork
    now: datetime
    started_late: frozenset[TopicPartition] = frozenset()
    inbox: Inbox = field(init=False)
    letters: DeadLetters = field(init=False)
    types: dict[str, type[Fact]] = field(init=False)
    ready: list[Delivery] = field(default_factory=list)
    verdicts: Counter[tuple[str, Verdict]] = field(default_factory=Counter)
    given_up: list[Record] = field(default_factory=list)
    """Records of this batch that became dead letters."""
    oldest: datetime | None = None
    """When the oldest fact of this batch happened."""

    def __post_init__(self) -> None:
        self.inbox = Inbox(connection=self.connection, group=self.group)
        self.letters = DeadLetters(connection=self.connection, group=self.group, outbox=self.uow.outbox)
        self.types = self.handlers.types()

    async def take(self, records: Sequence[Record]) -> None:
        """Take a batch; raises what a handler raises."""
        parts = [record for record in records if self.topics[record.topic].personal]
        await self._take_personal(parts)
        facts = [record for record in records if not self.topics[record.topic].personal]
        if (recorder := self.handlers.recorder) is not None:
            await in_parts(facts, recorder.records_at_once, self._read, partial(self._record, recorder))
            return
        deliveries = await self._readable([self._read(record) for record in facts])
        await self.inbox.load(deliveries)
        for delivery in deliveries:
            await self._admit(delivery)
        self._count()
        await self._handle(self.ready)
        await self.inbox.save()

    async def skip_missing(self, stream: tuple[UUID, str], seq: int) -> None:
        """Give up a fact that never came; raises NotNext when another one is missing first."""
        await self.inbox.lock(stream)
        if seq != (expected := self.inbox.next_seq(stream)):
            raise NotNext(expected)
        await self.skip(stream, seq)

    async def skip(self, stream: tuple[UUID, str], seq: int) -> None:
        """Move a stream past a fact that an operator gave up, and apply what waited behind it."""
        await self.inbox.lock(stream)
        await self.inbox.give_up(stream, seq, at=self.now)
        follower = await self.inbox.unpark(stream)
        await self._apply_and_follow(None if follower is None else self._reread(follower))
        await self._handle(self.ready)
        await self.inbox.save()

    def _read(self, record: Record) -> Delivery | Unreadable:
        return read(record, self.topics[record.topic].service)

    async def _readable(self, outcomes: Sequence[Delivery | Unreadable]) -> list[Delivery]:
        deliveries: list[Delivery] = []
        for outcome in outcomes:
            if isinstance(outcome, Unreadable):
                self.given_up.append(outcome.record)
                await self.letters.write(outcome.record, None, outcome.error_class, outcome.reason, at=self.now)
                telemetry.count_intake(self.service, outcome.record.topic, "dead-letter")
            else:
                deliveries.append(outcome)
        times = [delivery.envelope.time for delivery in deliveries]
        self.oldest = min(times if self.oldest is None else [*times, self.oldest], default=None)
        return deliveries

    async def _record(self, recorder: Recorder, outcomes: Sequence[Delivery | Unreadable]) -> None:
        deliveries = await self._readable(outcomes)
        await self._erase([delivery.envelope for delivery in deliveries])
        with telemetry.batch_spans(self.service, deliveries):
            await recorder.handle(deliveries, self.uow, self.now)
        for topic, count in Counter(delivery.record.topic for delivery in deliveries).items():
            telemetry.count_intake(self.service, topic, "record", count)

    async def _admit(self, delivery: Delivery) -> None:
        verdict = self.inbox.judge(delivery, started_late=delivery.record.place in self.started_late)
        self.verdicts[delivery.record.topic, verdict] += 1
        if verdict is Verdict.PARK:
            await self.inbox.park(delivery, at=self.now)
            telemetry.log.error("fact-parked", topic=delivery.record.topic, ce_id=str(delivery.envelope.id))
        elif verdict is Verdict.APPLY:
            await self._apply_and_follow(delivery)

    def _count(self) -> None:
        """Once per topic and verdict: a counter's increment costs a tenth of all that a fact costs."""
        for (topic, verdict), count in self.verdicts.items():
            telemetry.count_intake(self.service, topic, verdict, count)

    async def _apply_and_follow(self, delivery: Delivery | None) -> None:
        """Apply one fact and then every parked one that it was holding back."""
        while delivery is not None and await self._accept(delivery):
            follower = await self.inbox.unpark(delivery.stream)
            delivery = None if follower is None else self._reread(follower)

    def _reread(self, record: Record) -> Delivery:
        outcome = read(record, self.topics[record.topic].service)
        if isinstance(outcome, Unreadable):  # it was readable when it was parked
            raise RuntimeError(f"a parked record became unreadable: {outcome.reason}")
        return outcome

    async def _accept(self, delivery: Delivery) -> bool:
        try:
            decoded = decode(delivery, self.types)
        except WrongBody as error:
            await self._give_up(delivery, "wrong-body", str(error))
            return False
        if not await self._attempt(decoded):
            return False
        self.inbox.applied(delivery)
        return True

    async def _attempt(self, decoded: Delivery) -> bool:
        """Collect for the end of the batch; a failure there takes the whole batch back."""
        self.ready.append(decoded)
        return True

    async def _give_up(self, delivery: Delivery, error_class: str, reason: str) -> None:
        self.given_up.append(delivery.record)
        await self.letters.write(delivery.record, delivery, error_class, reason, at=self.now)
        self.inbox.lettered(delivery)
        telemetry.count_intake(self.service, delivery.record.topic, "dead-letter")

    async def _handle(self, deliveries: Sequence[Delivery]) -> None:
        """Erasures first, then the projection with the whole batch, then the rules one event at a time."""
        await self._erase([delivery.envelope for delivery in deliveries])
        await self._project(deliveries)
        for delivery in deliveries:
            handler = self.handlers.events.get(type(delivery.envelope.fact))  # type: ignore[arg-type]
            if handler is not None:
                with telemetry.handling(self.service, delivery):
                    await handler(delivery.envelope, self.uow, self.now)

    async def _project(self, deliveries: Sequence[Delivery]) -> None:
        projection = self.handlers.projection
        if projection is None:
            return
        known = [delivery for delivery in deliveries if type(delivery.envelope.fact) in projection.types]
        if known:
            with telemetry.batch_spans(self.service, known):
                await projection.handle([delivery.envelope for delivery in known], self.uow)

    async def _erase(self, envelopes: Sequence[Envelope[Fact]]) -> None:
        told = [envelope for envelope in envelopes if envelope.type.endswith(ERASED_SUFFIX)]
        if told:
            await personal.erase(self.connection, personal.erasures(told))
            await personal.empty_unreadable(self.connection, {envelope.subject for envelope in told})

    async def _take_personal(self, records: Sequence[Record]) -> None:
        parts: dict[UUID, PersonalRecord] = {}
        gone: dict[UUID, datetime] = {}
        faulty: list[tuple[Record, UUID | None]] = []
        for record in records:
            fact_id = personal.fact_of(record.key)
            try:
                if fact_id is None:
                    faulty.append((record, None))
                elif record.value is None:
                    gone[fact_id] = self.now
                elif not record.names_are_text:
                    faulty.append((record, fact_id))
                else:
                    parts[fact_id] = parse_personal(record.value)
            except NotAPersonalRecord:
                faulty.append((record, fact_id))
        await self._give_up_parts(faulty)
        await personal.keep(self.connection, [(fact_id, parts[fact_id]) for fact_id in sorted(parts)])
        await personal.erase(self.connection, gone)

    async def _give_up_parts(self, faulty: Sequence[tuple[Record, UUID | None]]) -> None:
        """Letters of what is no personal record; of what was erased before, without its bytes."""
        named = {fact_id for _, fact_id in faulty if fact_id is not None}
        erased = await personal.erased_among(self.connection, named) if named else frozenset()
        for record, fact_id in faulty:
            self.given_up.append(record)
            kept = replace(record, headers=(), value=None) if fact_id in erased else record
            reason = "key, value or a header's name is not that of a personal record"
            await self.letters.write(kept, None, "not-a-personal-record", reason, at=self.now, fact_id=fact_id)


class CarefulIntake(Intake):
    """Each fact in a savepoint of its own; what fails for good becomes a dead letter and its followers park."""

    async def _attempt(self, decoded: Delivery) -> bool:
        mark = self.uow.outbox.mark()
        try:
            async with self.connection.transaction():
                await self._handle([decoded])
        except Exception as error:
            if is_transient(error):
                raise
            self.uow.outbox.rewind(mark)
            await self._give_up(decoded, class_of(error), reason_of(error))
            return False
        return True


@dataclass(kw_only=True)
class OperatorsIntake(CarefulIntake):
    """What an operator asks for succeeds or raises; a follower that fails becomes a letter as in any batch."""

    asked: Record | None = None

    async def _attempt(self, decoded: Delivery) -> bool:
        if decoded.record is self.asked:
            await self._handle([decoded])
            return True
        return await CarefulIntake._attempt(self, decoded)


def class_of(error: Exception) -> str:
    return type(error).__name__


def reason_of(error: Exception) -> str:
    """Why, without the values: a database's message quotes rows, ours name rules."""
    if isinstance(error, PostgresError):
        return f"SQLSTATE {error.sqlstate}"
    return type(error).__doc__ or type(error).__name__

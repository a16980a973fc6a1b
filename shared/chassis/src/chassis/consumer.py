"""The consuming side: poll, apply, retry with back-off; positions sought on assignment.

`getmany` runs on the client under FastStream's broker (a subscriber without a handler), so that no parser or decoder
stands between a record and the batch it came in (docs/decisions).
"""

import asyncio
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import GroupAuthorizationFailedError, KafkaError, NoOffsetForPartitionError
from faststream.kafka.subscriber.usecase import LogicSubscriber

from chassis import metrics, positions, telemetry, tolerant_fetch
from chassis.database import TROUBLE, is_transient, transaction
from chassis.dispatch import Dispatcher
from chassis.positions import Fenced, Move
from chassis.record import Record, received

BATCH_RECORDS = 500
POLL_MILLISECONDS = 500
FIRST_BACKOFF_SECONDS = 0.05
LONGEST_BACKOFF_SECONDS = 10.0
DENIED_SECONDS = 2.0


@dataclass(slots=True)
class Consumer:
    """One group member of one service. `next_offset` holds where this replica last sought or stored each partition."""

    dispatcher: Dispatcher
    stopping: asyncio.Event
    told: Callable[[BaseException], str]
    """A sentence for the operator about what went wrong."""
    next_offset: dict[TopicPartition, int] = field(default_factory=dict)
    started_late: set[TopicPartition] = field(default_factory=set)
    outside: dict[TopicPartition, str] = field(default_factory=dict)
    """Partitions whose stored position lies outside the log: paused, and the service is not ready."""
    denied: list[str] = field(default_factory=list)
    """Topics that this principal may not read: the client passes over them in silence."""
    last_error: str | None = None
    joined: bool = False
    """The group gave this replica its partitions, perhaps none, and their positions are sought."""
    _subscriber: LogicSubscriber[Any] | None = None
    _applying: asyncio.Lock = field(default_factory=asyncio.Lock)
    _unsought: set[TopicPartition] | None = None
    """Partitions that came and were not sought yet; None when nothing came."""
    _looked_at: float = 0.0

    def attach(self, subscriber: LogicSubscriber[Any]) -> None:
        """Name the subscriber whose client is polled; it joins the group, and `assigned` is called, while it starts."""
        self._subscriber = subscriber

    @property
    def _batch_records(self) -> int:
        recorder = self.dispatcher.handlers.recorder
        return BATCH_RECORDS if recorder is None else recorder.batch_records

    @property
    def _client(self) -> AIOKafkaConsumer | None:
        return None if self._subscriber is None else self._subscriber.consumer

    async def run(self) -> None:
        """Consume until `stopping`; the batch in hand is finished.

        Raises GroupAuthorizationFailedError: the client tells of it once in a while only, so that starting anew says
        sooner whether it still holds.
        """
        client = self._client
        if client is None:
            raise RuntimeError("the subscriber has not been started")
        while not self.stopping.is_set():
            await self._seek_assigned()
            self._look_for_denied(client)
            try:
                fetched = await client.getmany(timeout_ms=POLL_MILLISECONDS, max_records=self._batch_records)
            except NoOffsetForPartitionError:
                continue  # a partition that came while we were waiting: it is sought first
            except GroupAuthorizationFailedError:
                raise
            except UnicodeDecodeError:
                await self._consume_tolerantly(client)
                continue
            except KafkaError as error:
                await self._after_failed_fetch(client, error)
                continue
            self.last_error = None
            async with self._applying:
                await self._apply_with_patience(client, [received(raw) for batch in fetched.values() for raw in batch])

    async def _after_failed_fetch(self, client: AIOKafkaConsumer, error: KafkaError) -> None:
        trouble = self.last_error = self.told(error)
        telemetry.log.warning("fetch-failed", group=self.dispatcher.group, error=trouble)
        self._look_for_denied(client, now=True)
        await self._pause(1.0)
        # The client may have moved past records that it then did not return.
        async with self._applying:
            await self._seek(set(client.assignment()))
        # Holds until a fetch succeeds.
        self.last_error = trouble

    def _look_for_denied(self, client: AIOKafkaConsumer, *, now: bool = False) -> None:
        """Find topics that may not be read, and ask for them again until they may."""
        self.denied = sorted(client._client.cluster.unauthorized_topics & self.dispatcher.topics.keys())
        due = monotonic() - self._looked_at > DENIED_SECONDS
        if now or (self.denied and due):
            self._looked_at = monotonic()
            client._client.force_metadata_update()

    async def _consume_tolerantly(self, client: AIOKafkaConsumer) -> None:
        """Take one batch of each partition past the client's parser, which a header's name has stopped.

        The record at fault lies in the first batch of its partition, so that this gets past it; which one is not said.
        """
        telemetry.log.warning("header-name-not-utf-8", group=self.dispatcher.group)
        try:
            async with self._applying:
                for place in [place for place in self.next_offset if place in client.assignment()]:
                    records = await tolerant_fetch.fetch(client, place, self.next_offset[place])
                    await self._apply_with_patience(client, list(islice(records, BATCH_RECORDS)))
                await self._seek(set(client.assignment()))
        except KafkaError as error:
            await self._after_failed_fetch(client, error)

    async def _apply_with_patience(self, client: AIOKafkaConsumer, records: Sequence[Record]) -> None:
        backoff = FIRST_BACKOFF_SECONDS
        while records and not self.stopping.is_set():
            try:
                await self.apply(records)
                break
            except Fenced:
                telemetry.log.warning("fenced", group=self.dispatcher.group)
                await self._seek({record.place for record in records} & client.assignment())
                break
            except Exception as error:
                if not is_transient(error) and self.dispatcher.handlers.recorder is None:
                    raise
                self.last_error = self.told(error)
                metrics.CONSUMER_RETRIES.labels(self.dispatcher.origin.service, type(error).__name__).inc()
                telemetry.log.warning("batch-retried", group=self.dispatcher.group, error=self.last_error)
                # Jitter, so that replicas that fail together do not return together.
                await self._pause(backoff * random.uniform(0.5, 1.5))  # noqa: S311 (spreads replicas, guards nothing)
                backoff = min(backoff * 2, LONGEST_BACKOFF_SECONDS)

    async def apply(self, records: Sequence[Record]) -> None:
        """Apply one batch and remember where its partitions are now; records before a position are dropped."""
        # A partition that is not in `next_offset` was fetched before it was sought; it will be fetched again.
        fresh = [record for record in records if record.offset >= self.next_offset.get(record.place, sys.maxsize)]
        if not fresh:
            return
        ends = {record.place: record.offset + 1 for record in fresh}
        moves = [Move(place=place, expected=self.next_offset[place], next_offset=end) for place, end in ends.items()]
        with metrics.CONSUMER_BATCH.labels(self.dispatcher.origin.service).time():
            await self.dispatcher.apply(fresh, moves, frozenset(self.started_late))
        self.next_offset.update(ends)
        metrics.CONSUMER_PROGRESS.labels(self.dispatcher.origin.service).set_to_current_time()
        self.last_error = None

    def assigned(self, places: Iterable[TopicPartition]) -> None:
        """Take over partitions; `run` seeks each to its stored position.

        Not here: until this returns the client sends no heartbeat, and a database that keeps us waiting would cost the
        membership, again and again.
        """
        self.joined = False
        self.next_offset.clear()
        self.outside.clear()
        self._unsought = set(places)

    async def _seek_assigned(self) -> None:
        while self._unsought is not None and not self.stopping.is_set():
            places, self._unsought = self._unsought, None
            await self._seek(places)
            self.joined = self._unsought is None

    async def _seek(self, places: set[TopicPartition]) -> None:
        backoff = FIRST_BACKOFF_SECONDS
        while places and not self.stopping.is_set():
            try:
                await self._seek_stored(places & self.assignment())
                break
            except (*TROUBLE, KafkaError) as error:
                self.last_error = self.told(error)
                await self._pause(backoff)
                backoff = min(backoff * 2, LONGEST_BACKOFF_SECONDS)

    async def _seek_stored(self, places: set[TopicPartition]) -> None:
        client = self._client
        if client is None or not places:
            return
        beginnings = await client.beginning_offsets(list(places))
        ends = await client.end_offsets(list(places))
        async with transaction(self.dispatcher.pool) as connection:
            stored = await positions.load(connection, self.dispatcher.group, beginnings)
        # Meanwhile the group may have taken some away.
        for place in stored.keys() & client.assignment():
            self._seek_one(client, place, stored[place], beginnings[place], ends[place])
        self.last_error = None

    def _seek_one(
        self, client: AIOKafkaConsumer, place: TopicPartition, position: positions.Position, beginning: int, end: int
    ) -> None:
        self.next_offset[place] = position.next_offset
        if position.start_offset > beginning:
            self.started_late.add(place)
        if not beginning <= position.next_offset <= end:
            # Never a reset: what lies between would be lost or doubled without anybody having decided it.
            self.outside[place] = f"position {position.next_offset} outside the log [{beginning}, {end}]"
            del self.next_offset[place]
            # A paused partition without a valid position would hold up all others of its broker.
            client.seek(place, end)
            client.pause(place)
            return
        client.seek(place, position.next_offset)

    def lag(self) -> dict[TopicPartition, int]:
        """Records behind the end of each assigned partition, as far as the client knows the end."""
        client = self._client
        if client is None:
            return {}
        ends = {place: client.highwater(place) for place in client.assignment()}
        return {place: max(0, end - self.next_offset.get(place, end)) for place, end in ends.items() if end is not None}

    def behind(self) -> int:
        """Records that this replica is about to apply; 0 while it applies nothing, whatever waits."""
        return 0 if self.last_error is not None or self.denied else sum(self.lag().values())

    def assignment(self) -> frozenset[TopicPartition]:
        """The partitions this replica reads now."""
        return frozenset(self._client.assignment()) if self._client is not None else frozenset()

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.stopping.wait(), seconds)
        except TimeoutError:
            return


@dataclass(slots=True)
class Listener(ConsumerRebalanceListener):
    """Waits for the batch in hand before partitions go, and takes note when others come."""

    consumer: Consumer

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        async with self.consumer._applying:
            pass

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        self.consumer.assigned(assigned)

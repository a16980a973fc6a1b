"""Outbox rows to Kafka: at least once, in order per key, deleted when the broker has acknowledged them.

One leader per service database holds a session advisory lock; the same connection selects and deletes, so that a leader
that lost its session cannot delete. A crash between acknowledgement and deletion sends the same bytes again; the inbox
drops them. There is no cursor, so a row whose transaction commits late is simply in the next batch.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import orjson
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import (
    InvalidTopicError,
    KafkaError,
    MessageSizeTooLargeError,
    RecordListTooLargeError,
)
from aiokafka.structs import RecordMetadata
from asyncpg import Record as Row

from chassis import metrics, published, telemetry
from chassis.database import TROUBLE, Connection, connect
from chassis.wake import CHANNEL, Wake

BATCH_ROWS = 1_000
SEND_DEADLINE_SECONDS = 30.0
POLL_SECONDS = 0.05
LEADER_RETRY_SECONDS = 1.0
COALESCE_SECONDS = 0.002
LEADER_LOCK = 7_469_753
"""One per database; databases do not share advisory locks."""

REFUSED = (MessageSizeTooLargeError, RecordListTooLargeError, InvalidTopicError)
"""What the broker will answer to this row however often it is asked."""


@dataclass(slots=True)
class Relay:
    """One service's relay. `run` ends only when `stopping` is set."""

    service: str
    database_url: str
    make_producer: Callable[[], AIOKafkaProducer]
    wake: Wake
    stopping: asyncio.Event
    told: Callable[[BaseException], str]
    """A sentence for the operator about what went wrong."""
    is_leader: bool = False
    last_error: str | None = None
    _producer: AIOKafkaProducer | None = field(default=None, init=False)
    _ends: dict[TopicPartition, int] = field(default_factory=dict, init=False)
    """Where acknowledged records lie, not yet remembered in the database."""

    async def run(self) -> None:
        """Lead, or wait to lead; start over after any trouble with the database or the broker."""
        while not self.stopping.is_set():
            try:
                await self._lead()
            except (*TROUBLE, KafkaError) as error:
                self.last_error = self.told(error)
                telemetry.log.warning("relay-trouble", service=self.service, error=self.last_error)
                await self._wait(LEADER_RETRY_SECONDS)
            finally:
                self.is_leader = False
                await self.drop_producer()

    async def _lead(self) -> None:
        connection = await connect(self.database_url, application_name=f"{self.service}-relay")
        try:
            while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", LEADER_LOCK):
                self.last_error = None
                if await self._wait(LEADER_RETRY_SECONDS):
                    return
            await self.start_producer()
            await connection.add_listener(CHANNEL, lambda *_: self.wake.event.set())
            self.is_leader = True
            await self._drain_until_stopped(connection)
        finally:
            connection.terminate()

    async def _drain_until_stopped(self, connection: Connection) -> None:
        while not self.stopping.is_set():
            self.wake.event.clear()
            sent = await self.drain(connection)
            # Not before: a producer starts also for a principal who may not write what waits here.
            self.last_error = None
            if not sent:
                await self._idle()

    async def drain(self, connection: Connection) -> int:
        """Send what is there and return the number of rows sent.

        While a batch is in flight the one before is deleted and the next is read.
        """
        sent, settled, batch = 0, list[int](), await select(connection, [])
        while batch and not self.stopping.is_set():
            in_flight = asyncio.create_task(self._send_measured(batch))
            try:
                await self._let_go(connection, settled)
                following = await select(connection, [row["id"] for row in batch])
            finally:
                settled, refused = await in_flight
            sent += len(settled)
            if refused:
                await mark_refused(connection, refused)
                # What was read ahead may hold rows behind a refused one: look again.
                following = await select(connection, settled)
            batch = following
        await self._let_go(connection, settled)
        return sent

    async def _let_go(self, connection: Connection, ids: Sequence[int]) -> None:
        if not ids:
            return
        ends, self._ends = self._ends, {}
        await published.delete(connection, ids, ends)

    def _note(self, outcome: RecordMetadata) -> None:
        # A broker that no longer knows where a repeated batch lies answers with -1.
        end = max(outcome.offset + 1, self._ends.get(outcome.topic_partition, 0))
        if end:
            self._ends[outcome.topic_partition] = end

    async def _send_measured(self, batch: Sequence[Row]) -> tuple[list[int], dict[int, str]]:
        with metrics.RELAY_BATCH.labels(self.service).time():
            outcome = await self._send(batch)
        metrics.RELAY_PROGRESS.labels(self.service).set_to_current_time()
        return outcome

    async def _send(self, batch: Sequence[Row]) -> tuple[list[int], dict[int, str]]:
        """Send a batch from one loop, which keeps the order; return acknowledged ids, and why others were refused."""
        if self._producer is None:
            raise ConnectionError("the producer was dropped")
        refused: dict[int, str] = {}
        stopped: set[tuple[str, str]] = set()
        async with asyncio.timeout(SEND_DEADLINE_SECONDS):
            pending = await self._hand_over_all(self._producer, batch, refused, stopped)
            acknowledged, suspects = await _outcomes(pending, self._note)
        alone, guilty = await self._send_alone(suspects, stopped)
        acknowledged += alone
        refused |= guilty
        telemetry.count_relayed(self.service, len(acknowledged))
        return acknowledged, refused

    async def _hand_over_all(
        self,
        producer: AIOKafkaProducer,
        batch: Sequence[Row],
        refused: dict[int, str],
        stopped: set[tuple[str, str]],
    ) -> list[tuple[Row, Awaitable[RecordMetadata]]]:
        """Give rows to the producer, which may itself refuse one: it is entered in `refused`, its key in `stopped`."""
        pending: list[tuple[Row, Awaitable[RecordMetadata]]] = []
        for row in batch:
            if stopped and (row["topic"], row["key"]) in stopped:
                continue
            try:
                pending.append((row, await self._hand_over(producer, row)))
            except REFUSED as error:
                refused[row["id"]] = type(error).__name__
                stopped.add((row["topic"], row["key"]))
        return pending

    async def _send_alone(
        self, suspects: Sequence[Row], stopped: set[tuple[str, str]]
    ) -> tuple[list[int], dict[int, str]]:
        """Send rows one by one: the broker refuses a producer's batch whole, and one row of it is at fault.

        A refused batch leaves a hole in the idempotent producer's own sequence: each refusal needs a new producer.
        """
        acknowledged: list[int] = []
        refused: dict[int, str] = {}
        if not suspects:
            return acknowledged, refused
        producer = await self._renewed()
        for row in suspects:
            if (row["topic"], row["key"]) in stopped:
                continue
            try:
                async with asyncio.timeout(SEND_DEADLINE_SECONDS):
                    self._note(await (await self._hand_over(producer, row)))
                acknowledged.append(row["id"])
            except REFUSED as error:
                refused[row["id"]] = type(error).__name__
                stopped.add((row["topic"], row["key"]))
                producer = await self._renewed()
        return acknowledged, refused

    async def _renewed(self) -> AIOKafkaProducer:
        await self.drop_producer()
        return await self.start_producer()

    @staticmethod
    async def _hand_over(producer: AIOKafkaProducer, row: Row) -> Awaitable[RecordMetadata]:
        headers = [(name, text.encode()) for name, text in orjson.loads(row["headers"]).items()]
        future: Awaitable[RecordMetadata] = await producer.send(
            row["topic"], value=row["value"], key=row["key"].encode(), headers=headers
        )
        return future

    async def start_producer(self) -> AIOKafkaProducer:
        self._producer = producer = self.make_producer()
        async with asyncio.timeout(SEND_DEADLINE_SECONDS):
            await producer.start()
        return producer

    async def drop_producer(self) -> None:
        """Let a producer go without waiting for what it may still be retrying for ever."""
        producer, self._producer = self._producer, None
        if producer is not None:
            stop = asyncio.ensure_future(producer.stop())
            _, late = await asyncio.wait([stop], timeout=2)
            for task in late:
                task.cancel()
                # `stop` waits for a flush that may never end before it closes these two.
                await asyncio.wait([asyncio.ensure_future(_close(producer))], timeout=2)

    async def _idle(self) -> None:
        try:
            await asyncio.wait_for(self.wake.event.wait(), POLL_SECONDS)
            await asyncio.sleep(COALESCE_SECONDS)
        except TimeoutError:
            pass

    async def _wait(self, seconds: float) -> bool:
        """Wait; True when it is time to stop."""
        try:
            await asyncio.wait_for(self.stopping.wait(), seconds)
        except TimeoutError:
            return False
        return True


async def _outcomes(
    pending: Sequence[tuple[Row, Awaitable[RecordMetadata]]], note: Callable[[RecordMetadata], None]
) -> tuple[list[int], list[Row]]:
    """Wait for all and note where each lies; acknowledged ids, and refused rows. Raises any other error at the end.

    One after the other: those of one request end together, so most are done when their turn comes; `gather` would hang
    a callback on each.
    """
    acknowledged: list[int] = []
    suspects: list[Row] = []
    trouble: KafkaError | None = None
    for row, outcome in pending:
        try:
            note(await outcome)
            acknowledged.append(row["id"])
        except REFUSED:
            suspects.append(row)
        except KafkaError as error:
            trouble = error
    if trouble is not None:
        raise trouble
    return acknowledged, suspects


async def _close(producer: AIOKafkaProducer) -> None:
    await producer._sender.close()
    await producer.client.close()


async def select(connection: Connection, in_flight: Sequence[int]) -> list[Row]:
    """The next rows, in order, without keys that a refused row stops."""
    return await connection.fetch(
        """
        SELECT id, topic, key, headers, value FROM outbox AS waiting
        WHERE NOT id = ANY($1::bigint[]) AND NOT EXISTS (
            SELECT FROM outbox AS stopped
            WHERE stopped.refusal IS NOT NULL AND stopped.topic = waiting.topic AND stopped.key = waiting.key
        )
        ORDER BY id LIMIT $2
        """,
        in_flight,
        BATCH_ROWS,
    )


async def mark_refused(connection: Connection, refused: dict[int, str]) -> None:
    """Leave rows that the broker refuses in place, marked; they stop their key until an operator deals with them."""
    for row_id, reason in refused.items():
        telemetry.log.error("outbox-row-refused", row=row_id, reason=reason)
        await connection.execute("UPDATE outbox SET refusal = $2 WHERE id = $1", row_id, reason)

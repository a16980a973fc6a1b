"""Consuming beside fetch + validate + COPY of the same bytes, and beside a plain consumer with inbox and state."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from pydantic import BaseModel

from chassis import broker, process
from chassis.consumer import BATCH_RECORDS
from chassis.database import Connection
from chassis.process import Process
from chassis.service import Service
from contracts.nominations import NominationSubmitted
from tests.bench.ground import PARTITIONS, Ground, assembled, empty
from tests.bench.material import SERVICE, Made, facts
from tests.bench.rounds import Pass, rate, ratio, take_turns
from tests.bench.subjects import KEEP, Progress, projecting, ruling
from tests.bench.table import Line, at_least

D = TypeVar("D", bound=BaseModel)


class Event(BaseModel, Generic[D]):
    """An event as anybody would declare it who knows nothing of the wire's finer rules."""

    id: UUID
    source: str
    type: str
    subject: UUID
    time: datetime
    seq: int
    data: D


Submitted = Event[NominationSubmitted]

MARK = """
    INSERT INTO inbox AS known (consumer_group, subject, source, last_seq)
    SELECT 'plain', subject, source, seq
    FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS came (subject, source, seq)
    ON CONFLICT (subject, source, consumer_group) DO UPDATE SET last_seq = excluded.last_seq
        WHERE known.last_seq < excluded.last_seq
    RETURNING subject
"""
MOVE = """
    INSERT INTO position (consumer_group, topic, partition, start_offset, next_offset)
    SELECT 'plain', $1, partition, 0, next_offset
    FROM unnest($2::integer[], $3::bigint[]) AS moved (partition, next_offset)
    ON CONFLICT (consumer_group, topic, partition) DO UPDATE SET next_offset = excluded.next_offset
"""


async def measure_batches(ground: Ground, count: int, rounds: int) -> list[Line]:
    """A projection with inbox, state and positions."""
    progress = Progress()
    async with _filled(ground, projecting(progress), count) as (process_, topic):
        passes = await take_turns(
            rounds,
            {
                "floor": lambda: _floor(ground, process_, topic, count),
                "chassis": lambda: _chassis(ground, process_, progress, count),
                "plain": lambda: _plain(ground, process_, topic, count),
            },
        )
    return [
        ratio(
            "batch handler / fetch + validate + COPY",
            passes["chassis"],
            passes["floor"],
            at_least(55),
        ),
        ratio("plain inbox and state / fetch + validate + COPY", passes["plain"], passes["floor"]),
    ]


async def measure_events(ground: Ground, count: int, rounds: int) -> list[Line]:
    """A rule that reads one row under a lock and writes it, for each fact."""
    progress = Progress()
    async with _filled(ground, ruling(progress), count) as (process_, _):
        passes = await take_turns(rounds, {"chassis": lambda: _chassis(ground, process_, progress, count)})
    return [rate("one-event handler", passes["chassis"], "facts/s", at_least(2_000))]


@asynccontextmanager
async def _filled(ground: Ground, service: Service, count: int) -> AsyncIterator[tuple[Process, str]]:
    async with assembled(ground, service, [f"{SERVICE}.facts"]) as made:
        topic = f"{made.settings.topic_prefix}{SERVICE}.facts"
        await publish(ground.servers, topic, list(facts(count, ground.trace_ratio)))
        yield made, topic


async def publish(servers: str, topic: str, made: Sequence[Made]) -> None:
    """Put facts on a topic as the relay would."""
    producer = broker.make_producer(broker.Access(servers), SERVICE)
    await producer.start()
    try:
        for each in made:
            await producer.send(topic, value=each.value, key=each.key.encode(), headers=each.encoded_headers())
        await producer.flush()
    finally:
        await producer.stop()


async def _chassis(ground: Ground, process_: Process, progress: Progress, count: int) -> Pass:
    """The service's own consumer, from the first call of its handler to the last."""
    await empty(ground, process_, "inbox", "position", "kept")
    progress.expect(count)
    process_.stopping.clear()
    consuming = asyncio.create_task(process.consume(process_))
    try:
        async with asyncio.timeout(600):
            waiting = asyncio.create_task(progress.done.wait())
            await asyncio.wait([waiting, consuming], return_when=asyncio.FIRST_COMPLETED)
    finally:
        process_.stopping.set()
        await consuming
    await _check_kept(process_, count)
    return progress.taken()


async def _check_kept(process_: Process, count: int) -> None:
    """A pass that left facts out would be a fast one; raises AssertionError."""
    kept = await process_.pool.fetchval("SELECT count(1) FROM kept")
    if kept != count:
        raise AssertionError(f"{kept} of {count} facts in the state")


@asynccontextmanager
async def _client(process_: Process, topic: str) -> AsyncIterator[AIOKafkaConsumer]:
    client = AIOKafkaConsumer(bootstrap_servers=process_.settings.kafka_servers, auto_offset_reset="earliest")
    await client.start()
    try:
        client.assign([TopicPartition(topic, partition) for partition in range(PARTITIONS)])
        yield client
    finally:
        await client.stop()


async def _fetched(client: AIOKafkaConsumer, count: int) -> AsyncIterator[list["ConsumerRecord[bytes, bytes]"]]:
    seen = 0
    while seen < count:
        fetched = await client.getmany(timeout_ms=500, max_records=BATCH_RECORDS)
        records = [raw for batch in fetched.values() for raw in batch]
        seen += len(records)
        if records:
            yield records


async def _floor(ground: Ground, process_: Process, topic: str, count: int) -> Pass:
    await empty(ground, process_, "copied")
    progress = Progress()
    progress.expect(count)
    async with _client(process_, topic) as client, process_.pool.acquire() as connection:
        async for records in _fetched(client, count):
            progress.saw(len(records))
            for raw in records:
                Submitted.model_validate_json(raw.value or b"")
            await connection.copy_records_to_table("copied", columns=("value",), records=[(r.value,) for r in records])
    return progress.taken()


async def _plain(ground: Ground, process_: Process, topic: str, count: int) -> Pass:
    """What one writes at first: per batch a transaction with inbox, state and positions, each in one statement."""
    await empty(ground, process_, "inbox", "position", "kept")
    progress = Progress()
    progress.expect(count)
    async with _client(process_, topic) as client, process_.pool.acquire() as connection:
        async for records in _fetched(client, count):
            progress.saw(len(records))
            events = [Submitted.model_validate_json(raw.value or b"") for raw in records]
            async with connection.transaction():
                fresh = await connection.fetch(
                    MARK,
                    [each.subject for each in events],
                    [each.source for each in events],
                    [each.seq for each in events],
                )
                applied = {row["subject"] for row in fresh}
                await _keep([each for each in events if each.subject in applied], connection)
                ends = {raw.partition: raw.offset + 1 for raw in records}
                await connection.execute(MOVE, topic, list(ends), list(ends.values()))
    await _check_kept(process_, count)
    return progress.taken()


async def _keep(events: Sequence[Submitted], connection: Connection) -> None:
    await connection.execute(
        KEEP,
        [each.subject for each in events],
        [each.id for each in events],
        [each.data.proposing_unit for each in events],
        [each.data.award_code for each in events],
        [each.data.submitted_on for each in events],
        [each.time for each in events],
    )

"""Consuming beside fetch + validate + COPY of the same bytes, and beside a plain consumer with inbox and state."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from chassis import broker, process
from chassis.database import Connection
from chassis.process import Process
from chassis.service import Service
from tests.bench import floors
from tests.bench.ground import Ground, assembled, empty
from tests.bench.material import SERVICE, Made, facts
from tests.bench.rounds import Pass, rate, ratio, take_turns
from tests.bench.subjects import KEEP, Progress, projecting, ruling
from tests.bench.table import Line, at_least

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
    async with _filled(ground, projecting(progress), count) as (process_, topic, values):
        passes = await take_turns(
            rounds,
            {
                "floor": lambda: floors.fetch_validate_copy(ground, process_, topic, count),
                "fetch": lambda: floors.fetch_validate(process_, topic, count),
                "copy": lambda: floors.copy(ground, process_, values),
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
        rate("floor: fetch + validate + COPY", passes["floor"], "facts/s"),
        rate("of it getmany + validate", passes["fetch"], "facts/s"),
        rate("of it COPY of the same bytes", passes["copy"], "facts/s"),
    ]


async def measure_events(ground: Ground, count: int, rounds: int) -> list[Line]:
    """A rule that reads one row under a lock and writes it, for each fact."""
    progress = Progress()
    async with _filled(ground, ruling(progress), count) as (process_, *_):
        passes = await take_turns(rounds, {"chassis": lambda: _chassis(ground, process_, progress, count)})
    return [rate("one-event handler", passes["chassis"], "facts/s", at_least(2_000))]


@asynccontextmanager
async def _filled(ground: Ground, service: Service, count: int) -> AsyncIterator[tuple[Process, str, list[bytes]]]:
    """A process, a topic with `count` facts for it, and their bytes."""
    async with assembled(ground, service, [f"{SERVICE}.facts"]) as made:
        topic = f"{made.settings.topic_prefix}{SERVICE}.facts"
        told = list(facts(count, ground.trace_ratio))
        await publish(ground.servers, topic, told)
        yield made, topic, [each.value for each in told]


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


async def _plain(ground: Ground, process_: Process, topic: str, count: int) -> Pass:
    """What one writes at first: per batch a transaction with inbox, state and positions, each in one statement."""
    await empty(ground, process_, "inbox", "position", "kept")
    progress = Progress()
    progress.expect(count)
    async with floors.consumer(process_, topic) as client, process_.pool.acquire() as connection:
        async for records in floors.fetched(client, count):
            progress.saw(len(records))
            events = [floors.Submitted.model_validate_json(raw.value or b"") for raw in records]
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


async def _keep(events: Sequence[floors.Submitted], connection: Connection) -> None:
    await connection.execute(
        KEEP,
        [each.subject for each in events],
        [each.id for each in events],
        [each.data.proposing_unit for each in events],
        [each.data.award_code for each in events],
        [each.data.submitted_on for each in events],
        [each.time for each in events],
    )

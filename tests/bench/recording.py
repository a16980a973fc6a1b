"""The public record: catching up beside fetch + COPY + bare hashing, at a steady rate, and as it grows."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from audit.bootstrap import service as audit
from audit.service_layer.event_handlers import RECORDER
from chassis import process
from chassis.decoding import Delivery
from chassis.process import Process
from chassis.service import Service
from contracts import registry
from services.audit.tests.builders import a_sequencer
from tests.bench import appending, floors, stating
from tests.bench.ground import Ground, assembled, empty
from tests.bench.intaking import publish
from tests.bench.material import facts
from tests.bench.rounds import Pass, rate, ratio, take_turns
from tests.bench.subjects import Progress, projecting
from tests.bench.table import Line, at_least
from tlog.tree import CompactRange, leaf_hash

SERVICE = "nominations"
TOPICS = tuple(f"{name}.facts" for name in registry.PRODUCERS)
HASH_EVERY_SECONDS = 0.1


async def measure(ground: Ground, count: int, rounds: int) -> list[Line]:
    """`count` facts to catch up with, some seconds at a steady rate, `count` times ten appended without a broker."""
    return [
        *await _catching_up(ground, count, rounds),
        *await stating.measure(ground, count),
        *await appending.measure(ground, 10 * count),
    ]


async def _catching_up(ground: Ground, count: int, rounds: int) -> list[Line]:
    listed: list[Pass] = []
    async with assembled(ground, projecting(Progress()), TOPICS) as bare:
        prefix = bare.settings.topic_prefix
        topic = f"{prefix}{SERVICE}.facts"
        await publish(ground.servers, topic, list(facts(count, ground.trace_ratio, SERVICE)))
        passes = await take_turns(
            rounds,
            {
                "floor": lambda: _fetch_copy_hash(ground, bare, topic, count),
                "record": lambda: _record(ground, prefix, count, listed),
            },
        )
    return [
        rate("record: fetched, appended and hashed", passes["record"], "facts/s", at_least(20_000)),
        rate("the same, and listed behind", listed[-rounds:], "facts/s"),
        rate("floor: fetch + COPY + bare hashing", passes["floor"], "facts/s"),
        ratio("record / fetch + COPY + bare hashing", passes["record"], passes["floor"]),
    ]


async def _fetch_copy_hash(ground: Ground, bare: Process, topic: str, count: int) -> Pass:
    """The same bytes, read by nobody: into a table of one column, and into the hashes of a tree."""
    await empty(ground, bare, "copied")
    progress, tree = Progress(), CompactRange()
    progress.expect(count)
    async with floors.consumer(bare, topic) as client, bare.pool.acquire() as connection:
        async for records in floors.fetched(client, count):
            progress.saw(len(records))
            values = [raw.value or b"" for raw in records]
            await connection.copy_records_to_table("copied", columns=("value",), records=[(each,) for each in values])
            tree = tree.grown([leaf_hash(each) for each in values]).range
    return progress.taken()


def _watched(progress: Progress) -> Service:
    """The service itself; the first call of its handler starts the clock."""

    async def handle(deliveries: Sequence[Delivery], uow: Any, now: datetime) -> None:
        progress.saw(len(deliveries))
        await RECORDER.handle(deliveries, uow, now)

    return replace(audit(), recorder=replace(RECORDER, handle=handle))


async def _record(ground: Ground, prefix: str, count: int, listed: list[Pass]) -> Pass:
    """A database of its own, since nothing can be taken out of a record; until the last entry is hashed.

    To `listed` goes the same pass until the last entry is listed too.
    """
    progress = Progress()
    async with assembled(ground, _watched(progress), (), prefix) as made:
        progress.expect(count)
        works = [asyncio.create_task(process.consume(made)), asyncio.create_task(_hash(made, progress, count))]
        try:
            async with asyncio.timeout(600):
                await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
        finally:
            made.stopping.set()
            await asyncio.gather(*works)
        taken = progress.taken()
        listed.append(await _listed_too(made, taken))
    return taken


async def _listed_too(made: Process, taken: Pass) -> Pass:
    """What the record catches up with is listed when it is through."""
    behind = await appending.list_behind(made, taken.count)
    wall, cpu = taken.wall_seconds + behind.wall_seconds, taken.cpu_seconds + behind.cpu_seconds
    return Pass(taken.count, wall, cpu)


async def _hash(made: Process, progress: Progress, count: int) -> None:
    """The sequencer's own step beside the consumer; the end of the last one ends the pass."""
    sequencer = a_sequencer()
    hashed = 0
    while hashed < count and not made.stopping.is_set():
        while some := await made.dispatcher.tick(sequencer.integrate):
            hashed += some
        await asyncio.sleep(HASH_EVERY_SECONDS if hashed < count else 0)
    progress.ended()

"""From a command's commit to the call of the handler of its fact, at a steady rate."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from statistics import quantiles
from uuid import UUID, uuid4

from chassis import process, wake
from chassis.actors import Actor
from chassis.process import Process
from contracts.roles import Role
from tests.bench.children import child, environment
from tests.bench.ground import Ground, assembled
from tests.bench.material import SERVICE, UNIT
from tests.bench.subjects import Submit, listening
from tests.bench.table import Line, at_most

FACTS_PER_SECOND = 200
OFFICER = Actor(role=Role.UNIT_OFFICER, unit=UNIT, sub="5b7b5f0e-0000-4000-8000-00000000000a")
SETTLE_SECONDS = 300.0


async def measure(ground: Ground, count: int, rounds: int) -> list[Line]:
    """In one process, then with relay and consumer each in a process of its own."""
    one = [await _in_one(ground, count) for _ in range(rounds)]
    apart = [await _apart(ground, count) for _ in range(rounds)]
    return [
        _line("commit → handler, all in one process, p50", one, 50, 8.0),
        _line("commit → handler, all in one process, p99", one, 99, 20.0),
        _line("commit → handler, across processes, p50", apart, 50, None),
        _line("commit → handler, across processes, p99", apart, 99, None),
    ]


def _line(name: str, rounds: Sequence[Sequence[float]], percent: int, aim: float | None) -> Line:
    """The median round's quantile: one stall of a busy machine must not stand for all rounds."""
    each = sorted(quantiles(waits, n=100)[percent - 1] for waits in rounds)
    return Line(
        name=name,
        figure=each[len(each) // 2],
        unit="ms",
        aim=None if aim is None else at_most(aim),
        spread=(each[0], each[-1]),
        beside=f"{FACTS_PER_SECOND} facts/s, {len(rounds[0])} facts a round",
    )


async def _in_one(ground: Ground, count: int) -> list[float]:
    async with assembled(ground, listening(), [f"{SERVICE}.facts"]) as made:
        works = [asyncio.create_task(process.make_relay(made).run()), asyncio.create_task(process.consume(made))]
        try:
            return await _waits(made, count)
        finally:
            made.stopping.set()
            await asyncio.gather(*works)


async def _apart(ground: Ground, count: int) -> list[float]:
    async with assembled(ground, listening(), [f"{SERVICE}.facts"]) as made, AsyncExitStack() as stack:
        environ = environment(made.settings)
        for part in ("relay", "consume"):
            stack.enter_context(child(["tests.bench.parts", "listening", part], environ))
        announcing = asyncio.create_task(wake.announce(made.dispatcher.wake, made.settings.database_url, SERVICE))
        try:
            return await _waits(made, count)
        finally:
            announcing.cancel()
            await asyncio.gather(announcing, return_exceptions=True)


async def _waits(made: Process, count: int) -> list[float]:
    """Milliseconds of each fact, those of the first second left out: connections open, code warms."""
    warm = FACTS_PER_SECOND
    await _arrived(made, await _tell(made, 1))
    committed = await _tell(made, warm + count)
    arrived = await _arrived(made, committed)
    return [(arrived[subject] - at) / 1e6 for subject, at in list(committed.items())[warm:]]


async def _tell(made: Process, count: int) -> dict[UUID, int]:
    """One command per fact, at the rate; the time at which each commit was known."""
    committed: dict[UUID, int] = {}

    async def tell() -> None:
        subject = uuid4()
        await made.dispatcher.execute(Submit(nomination_ids=(subject,)), OFFICER, request_id="bench")
        committed[subject] = time.monotonic_ns()

    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(count):
            await asyncio.sleep(max(0.0, begun + number / FACTS_PER_SECOND - time.perf_counter()))
            group.create_task(tell())
    return committed


async def _arrived(made: Process, committed: dict[UUID, int]) -> dict[UUID, int]:
    async with asyncio.timeout(SETTLE_SECONDS):
        while True:
            rows = await made.pool.fetch("SELECT subject, nanoseconds FROM arrivals")
            found = {row["subject"]: row["nanoseconds"] for row in rows}
            if committed.keys() <= found.keys():
                return found
            await asyncio.sleep(0.1)

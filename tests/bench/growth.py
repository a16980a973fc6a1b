"""The cost of a fact while the tables grow: flat, or the slope says by how much."""

import asyncio
import math
from collections.abc import Sequence
from statistics import fmean, linear_regression, median
from uuid import uuid4

from chassis import process
from chassis.process import Process
from tests.bench.ground import Ground, assembled
from tests.bench.latency import OFFICER
from tests.bench.material import SERVICE
from tests.bench.rounds import Pass, timed
from tests.bench.subjects import Progress, Submit, projecting
from tests.bench.table import Line

FACTS_PER_COMMAND = 1_000
CHUNK = 10_000


async def measure(ground: Ground, count: int, rounds: int) -> list[Line]:
    """`count` facts told, relayed and applied in one process, ten thousand at a time; the first chunk warms up."""
    chunk = min(CHUNK, count // 4)
    progress = Progress()
    async with assembled(ground, projecting(progress), [f"{SERVICE}.facts"]) as made:
        works = [asyncio.create_task(process.make_relay(made).run()), asyncio.create_task(process.consume(made))]
        try:
            passes = [await _tell_and_apply(made, progress, chunk) for _ in range(count // chunk)]
        finally:
            made.stopping.set()
            await asyncio.gather(*works)
    return _lines(passes[1:], chunk, count)


async def _tell_and_apply(made: Process, progress: Progress, count: int) -> Pass:
    progress.expect(count)
    with timed(count) as measured:
        told = 0
        while told < count:
            some = min(FACTS_PER_COMMAND, count - told)
            await made.dispatcher.execute(
                Submit(nomination_ids=tuple(uuid4() for _ in range(some))), OFFICER, request_id="bench"
            )
            told += some
        async with asyncio.timeout(600):
            await progress.done.wait()
    return measured


def _lines(passes: Sequence[Pass], chunk: int, count: int) -> list[Line]:
    sizes = [math.log10((place + 2) * chunk) for place in range(len(passes))]
    walls = [each.wall_seconds / each.count * 1e6 for each in passes]
    cpus = [each.cpu_microseconds for each in passes]
    span = f"{2 * chunk:,} to {count:,} facts"
    cost = Line(
        name="told, relayed and applied, a fact",
        figure=median(walls),
        unit="µs",
        spread=(min(walls), max(walls)),
        beside=f"{median(cpus):.0f} µs CPU",
    )
    slopes = {"the wall": slope(sizes, walls), "CPU": slope(sizes, cpus)}
    return [
        cost,
        *(
            Line(name=f"its slope per tenfold of facts, by {by}", figure=figure, unit="%", beside=span)
            for by, figure in slopes.items()
        ),
    ]


def slope(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Least squares over the logarithm, in per cent of the mean."""
    return 100 * linear_regression(sizes, costs).slope / fmean(costs)

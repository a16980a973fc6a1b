"""One, two and four consumer processes over twelve partitions."""

import asyncio
import signal
import time
from contextlib import ExitStack
from typing import Any, cast

from aiokafka.admin import AIOKafkaAdminClient

from chassis.process import Process
from tests.bench.children import Child, child, environment
from tests.bench.ground import Ground, assembled
from tests.bench.intaking import publish
from tests.bench.material import SERVICE, facts
from tests.bench.subjects import Progress, projecting
from tests.bench.table import Line

JOIN_SECONDS = 300.0
DRAIN_SECONDS = 600.0


async def measure(ground: Ground, count: int, rounds: int) -> list[Line]:
    """`count` facts for each number of processes; how much faster several are than one is as the cores allow."""
    lines: list[Line] = []
    for processes in (1, 2, 4):
        rates = sorted([await _rate(ground, processes, count) for _ in range(rounds)])
        middle = rates[len(rates) // 2]
        beside = "" if not lines else f"{middle / lines[0].figure:.2f} × one process"
        name = f"batch handler, {processes} consumer process{'es' if processes > 1 else ''}"
        spread = (rates[0], rates[-1])
        lines.append(Line(name=name, figure=middle, unit="facts/s", spread=spread, beside=beside))
    return lines


async def _rate(ground: Ground, processes: int, count: int) -> float:
    """All have joined and stand still while the topic is filled; the clock runs from when they go on."""
    made = list(facts(count, ground.trace_ratio))
    async with assembled(ground, projecting(Progress()), [f"{SERVICE}.facts"]) as process_:
        with ExitStack() as stack:
            environ = environment(process_.settings)
            children = [
                stack.enter_context(child(["tests.bench.parts", "projecting", "consume"], environ))
                for _ in range(processes)
            ]
            await _joined(process_, processes)
            _tell_all(children, signal.SIGSTOP)
            await publish(ground.servers, f"{process_.settings.topic_prefix}{SERVICE}.facts", made)
            _tell_all(children, signal.SIGCONT)
            return await _drained(process_, count)


def _tell_all(children: list[Child], number: signal.Signals) -> None:
    for each in children:
        each.signal(number)


async def _joined(process_: Process, members: int) -> None:
    group = f"{process_.settings.topic_prefix}{SERVICE}"
    admin = AIOKafkaAdminClient(bootstrap_servers=process_.settings.kafka_servers)
    await admin.start()
    try:
        async with asyncio.timeout(JOIN_SECONDS):
            while True:
                (answer,) = await admin.describe_consumer_groups([group])
                _, _, state, _, _, joined, *_ = cast(Any, answer).groups[0]
                if state == "Stable" and len(joined) == members:
                    return
                await asyncio.sleep(0.2)
    finally:
        await admin.close()


async def _drained(process_: Process, count: int) -> float:
    """Facts per second from now until all have been read."""
    begun = time.perf_counter()
    async with asyncio.timeout(DRAIN_SECONDS):
        while await _read(process_) < count:  # noqa: ASYNC110 (another process moves the positions)
            await asyncio.sleep(0.01)
    return count / (time.perf_counter() - begun)


async def _read(process_: Process) -> int:
    return int(await process_.pool.fetchval("SELECT COALESCE(sum(next_offset), 0)::bigint FROM position"))

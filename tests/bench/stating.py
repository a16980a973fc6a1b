"""From the broker to a cosigned, published checkpoint while facts come at a steady rate: `audit all` and a witness."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles
from uuid import UUID

from aiokafka import AIOKafkaProducer

from audit.bootstrap import service as audit
from chassis import broker
from chassis.database import Pool
from chassis.process import Process
from local_stack import ports
from local_stack.topics import apply_topics
from services.audit.tests.builders import ENVIRON, SIGNER
from shared.witness.tests.builders import WITNESS
from shared.witness.tests.running import witness
from tests.bench.children import answers, child, environment
from tests.bench.ground import Ground, assembled
from tests.bench.material import Made, facts
from tests.bench.table import Line, at_most
from tlog import policy
from tlog.policy import Policy

SERVICE = "nominations"
FACTS_PER_SECOND = 1_500
MOST_FACTS = 30_000
TICK_SECONDS = 0.01
SETTLE_SECONDS = 300.0

Stated = list[tuple[float, int]]
"""When a published tree was first seen, and its size."""


async def measure(ground: Ground, count: int) -> list[Line]:
    """`count` facts after one second that warms up: from the moment a fact is handed to the producer."""
    made = list(facts(FACTS_PER_SECOND + min(count, MOST_FACTS), ground.trace_ratio, SERVICE))
    async with assembled(ground, audit(), ()) as process:
        folder = ground.state_dir / f"{process.settings.topic_prefix}witness"
        await apply_topics(ground.servers, process.settings.topic_prefix)
        (management,) = ports.choose_free(1)
        with witness(folder, log=SIGNER.vkey) as address:
            demanded = _demanding(folder / "policy", address)
            asking = {"MANAGEMENT_PORT": str(management), "LOG_WITNESS_POLICY": str(folder / "policy")}
            with child(["audit", "all"], environment(process.settings, **ENVIRON, **asking)) as running:
                await answers(f"http://127.0.0.1:{management}/readyz")
                cpu = running.cpu_seconds
                sent, behind, stated = await _tell_and_watch(process, made)
                cpu = running.cpu_seconds - cpu
        indices = await _indices(process.pool)
        demanded.verify(await process.pool.fetchval("SELECT note FROM publications ORDER BY number DESC LIMIT 1"))
    waits = _waits(sent, indices, stated)[FACTS_PER_SECOND:]
    return _lines(waits, sent, behind, cpu)


def _demanding(path: Path, address: str) -> Policy:
    """The policy that names the witness, and wants it."""
    text = f"log {SIGNER.vkey}\nwitness w {WITNESS.verifier()} {address}\nquorum w\n"
    path.write_text(text)
    return policy.parse(text.encode())


async def _tell_and_watch(process: Process, made: Sequence[Made]) -> tuple[dict[UUID, float], int, Stated]:
    stated: Stated = []
    watching = asyncio.create_task(_watch(process.pool, len(made), stated))
    sent = await _tell(process, made)
    behind = len(made) - int(await process.pool.fetchval("SELECT next_index FROM sequencer"))
    async with asyncio.timeout(SETTLE_SECONDS):
        await watching
    return sent, behind, stated


async def _tell(process: Process, made: Sequence[Made]) -> dict[UUID, float]:
    """At the rate, a few at a time; a machine that cannot keep it falls behind, and the figures say so."""
    producer = broker.make_producer(broker.Access(process.settings.kafka_servers), SERVICE)
    await producer.start()
    sent: dict[UUID, float] = {}
    begun = time.perf_counter()
    try:
        for number, each in enumerate(made):
            if (ahead := begun + number / FACTS_PER_SECOND - time.perf_counter()) > TICK_SECONDS:
                await asyncio.sleep(ahead)
            sent[each.fact_id] = time.perf_counter()
            await _send(producer, f"{process.settings.topic_prefix}{SERVICE}.facts", each)
        await producer.flush()
    finally:
        await producer.stop()
    return sent


async def _send(producer: AIOKafkaProducer, topic: str, each: Made) -> None:
    await producer.send(topic, value=each.value, key=each.key.encode(), headers=each.encoded_headers())


async def _watch(pool: Pool, count: int, stated: Stated) -> None:
    """Note when each published tree can be read, until one holds everything."""
    size = 0
    while size < count:
        newest = await pool.fetchval("SELECT max(size) FROM publications JOIN checkpoints USING (number)") or 0
        if newest > size:
            size = newest
            stated.append((time.perf_counter(), size))
        await asyncio.sleep(TICK_SECONDS)


async def _indices(pool: Pool) -> dict[UUID, int]:
    return {row["fact_id"]: row["index"] for row in await pool.fetch("SELECT fact_id, index FROM entries")}


def _waits(sent: dict[UUID, float], indices: dict[UUID, int], stated: Stated) -> list[float]:
    """Milliseconds of each fact, in the order in which they were sent."""
    return [
        1000 * (next(at for at, size in stated if size > indices[fact_id]) - begun) for fact_id, begun in sent.items()
    ]


def _lines(waits: Sequence[float], sent: dict[UUID, float], behind: int, cpu: float) -> list[Line]:
    cuts, times = quantiles(waits, n=100), list(sent.values())
    rate = (len(times) - 1) / (times[-1] - times[0])
    beside = (
        f"{rate:,.0f} facts/s, {len(waits):,} facts; {behind:,} not appended when the last was sent; "
        f"{1e6 * cpu / len(times):.0f} µs CPU each"
    )
    spread = (min(waits), max(waits))
    return [
        Line(name="fact → cosigned, published checkpoint, p50", figure=cuts[49], unit="ms", aim=at_most(1_000),
             spread=spread, beside=beside),
        Line(name="fact → cosigned, published checkpoint, p99", figure=cuts[98], unit="ms"),
    ]  # fmt: skip

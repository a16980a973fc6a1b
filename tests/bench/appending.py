"""The cost of an entry while the record grows, and of a proof from what it has grown to; no broker takes part."""

import math
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from statistics import median, quantiles

from audit import views
from audit.bootstrap import service as audit
from audit.service_layer import indexing
from audit.service_layer.event_handlers import RECORDER
from chassis.database import reading
from chassis.decoding import Delivery
from chassis.process import Process
from chassis.record import Record
from contracts.envelope import parse
from services.audit.tests.builders import a_sequencer
from tests.bench.ground import Ground, assembled
from tests.bench.growth import slope
from tests.bench.material import facts
from tests.bench.rounds import Pass, timed
from tests.bench.table import Line, at_most

SERVICE = "nominations"
CHUNK = 10_000
PROOFS = 300
MILLION = 1_000_000
PLAIN = Record(topic=f"{SERVICE}.facts", partition=0, offset=0, key=None, headers=(), value=None)


async def measure(ground: Ground, count: int) -> list[Line]:
    """`count` entries in batches as a consumer brings them, each chunk hashed and listed; the first one warms up."""
    chunk = min(CHUNK, count // 4)
    appended: list[Pass] = []
    listed: list[Pass] = []
    proofs: list[Line] = []
    async with assembled(ground, audit(), ()) as made:
        for place in range(count // chunk):
            appended.append(await _append(made, chunk, place))
            listed.append(await list_behind(made, chunk))
            if (place + 1) * chunk == MILLION:
                proofs += await _proofs(made, MILLION)
        if count != MILLION:
            proofs += await _proofs(made, chunk * len(appended))
    return [
        *_lines("appended and hashed", appended[1:], chunk),
        *_lines("listed behind", listed[1:], chunk),
        *proofs,
    ]


async def _append(made: Process, count: int, place: int) -> Pass:
    deliveries = _deliveries(count, place)
    sequencer = a_sequencer()
    with timed(count) as measured:
        for start in range(0, count, RECORDER.batch_records):
            batch = deliveries[start : start + RECORDER.batch_records]
            await made.dispatcher.tick(partial(RECORDER.handle, batch))
        while await made.dispatcher.tick(sequencer.integrate):
            pass
    return measured


async def list_behind(made: Process, count: int) -> Pass:
    """What was appended without its words is listed."""
    with timed(count) as measured:
        while await made.dispatcher.tick(indexing.list_batch):
            pass
    return measured


def _deliveries(count: int, place: int) -> list[Delivery]:
    return [
        Delivery(replace(PLAIN, offset=place * count + number, value=each.value), parse(each.value))
        for number, each in enumerate(facts(count, 0, SERVICE))
    ]


def _lines(what: str, passes: Sequence[Pass], chunk: int) -> list[Line]:
    sizes = [math.log10((place + 2) * chunk) for place in range(len(passes))]
    walls = [each.wall_seconds / each.count * 1e6 for each in passes]
    cpu = [each.cpu_microseconds for each in passes]
    span = f"{chunk:,} to {(len(passes) + 1) * chunk:,} entries"
    return [
        Line(name=f"{what}, an entry", figure=median(walls), unit="µs", spread=(min(walls), max(walls)),
             beside=f"{median(cpu):.0f} µs CPU"),
        Line(name="its slope per tenfold of entries, by the wall", figure=slope(sizes, walls), unit="%", beside=span),
        Line(name="its slope per tenfold of entries, by CPU", figure=slope(sizes, cpu), unit="%", beside=span),
    ]  # fmt: skip


async def _proofs(made: Process, size: int) -> list[Line]:
    """Of entries anywhere, each verified before it is given, as the route gives it."""
    await a_sequencer().turn(made.dispatcher)
    chance = random.Random(size)
    wanted = [chance.randrange(size) for _ in range(PROOFS)]
    rows = await made.pool.fetch("SELECT fact_id FROM entries WHERE index = ANY($1::bigint[])", wanted)
    waits = []
    for row in rows:
        begun = time.perf_counter()
        async with reading(made.pool) as connection:
            await views.proof(connection, row["fact_id"])
        waits.append(1000 * (time.perf_counter() - begun))
    cuts = quantiles(waits, n=100)
    return [
        Line(name=f"a proof from {size:,} entries, p50", figure=cuts[49], unit="ms",
             aim=at_most(5) if size <= MILLION else None,
             spread=(min(waits), max(waits)), beside=f"p99 {cuts[98]:.2g} ms"),
    ]  # fmt: skip

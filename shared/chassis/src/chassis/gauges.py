"""Measures that are states, not events, every two seconds: depth and age of the outbox, lag, letters, parked facts."""

import asyncio
from typing import TYPE_CHECKING

from chassis import metrics, telemetry
from chassis.database import TROUBLE, reading

if TYPE_CHECKING:
    from chassis.process import Process

EVERY_SECONDS = 2.0


async def keep_measuring(process: "Process") -> None:
    """Refresh the gauges until the process stops; trouble with the database shows in readiness, not here."""
    while not process.stopping.is_set():
        try:
            await measure(process)
        except TROUBLE as error:
            telemetry.log.debug("not-measured", error=type(error).__name__)
        try:
            await asyncio.wait_for(process.stopping.wait(), EVERY_SECONDS)
        except TimeoutError:
            continue


async def measure(process: "Process") -> None:
    """Set every gauge once."""
    name = process.service.name
    async with reading(process.pool) as connection:
        outbox = await connection.fetchrow(
            """
            SELECT count(1) AS rows, count(refusal) AS refused,
                   COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - min(created_at)), 0)::float8 AS age_seconds
            FROM outbox
            """
        )
        letters = await connection.fetchval("SELECT count(1) FROM dead_letter")
        parked = await connection.fetchval("SELECT count(1) FROM parked")
    if outbox is not None:
        metrics.OUTBOX_ROWS.labels(name).set(outbox["rows"])
        metrics.OUTBOX_REFUSED_ROWS.labels(name).set(outbox["refused"])
        metrics.OUTBOX_OLDEST_AGE.labels(name).set(outbox["age_seconds"])
    metrics.DEAD_LETTERS.labels(name).set(letters)
    metrics.PARKED.labels(name).set(parked)
    _measure_parts(process, name)


def _measure_parts(process: "Process", name: str) -> None:
    if process.relay is not None:
        metrics.RELAY_IS_LEADER.labels(name).set(process.relay.is_leader)
    if process.consumer is not None:
        metrics.CONSUMER_ASSIGNED.labels(name).set(len(process.consumer.assignment()))
        for place, lag in process.consumer.lag().items():
            metrics.CONSUMER_LAG.labels(name, place.topic, str(place.partition)).set(lag)

"""Numbers of a service's state, read from its database: what /metrics and `status` show alike."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from prometheus_client import Gauge

from chassis import metrics
from chassis.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One number; `labels` in the order in which the gauge names them, the service left out."""

    gauge: Gauge
    value: float
    labels: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As /metrics has it, with its labels, without the service."""
        [described] = self.gauge.describe()
        return "/".join([described.name, *self.labels])


Measure: TypeAlias = Callable[[Connection], Awaitable[Sequence[Reading]]]
"""Asked within a read-only transaction. Labels come from a list in the code, never from a row that somebody wrote."""


def show(service: str, readings: Sequence[Reading]) -> None:
    """Set the gauges."""
    for reading in readings:
        reading.gauge.labels(service, *reading.labels).set(reading.value)


async def spine(connection: Connection) -> list[Reading]:
    """What every service has: the outbox, letters, parked facts."""
    outbox = await connection.fetchrow(
        """
        SELECT count(1) AS rows, count(refusal) AS refused,
               COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - min(created_at)), 0)::float8 AS age_seconds
        FROM outbox
        """
    )
    if outbox is None:
        raise LookupError("an aggregate has one row")
    return [
        Reading(gauge=metrics.OUTBOX_ROWS, value=outbox["rows"]),
        Reading(gauge=metrics.OUTBOX_REFUSED_ROWS, value=outbox["refused"]),
        Reading(gauge=metrics.OUTBOX_OLDEST_AGE, value=outbox["age_seconds"]),
        Reading(gauge=metrics.DEAD_LETTERS, value=await connection.fetchval("SELECT count(1) FROM dead_letter")),
        Reading(gauge=metrics.PARKED, value=await connection.fetchval("SELECT count(1) FROM parked")),
    ]

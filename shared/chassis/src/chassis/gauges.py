"""Measures that are states, not events: the spine's every two seconds, a service's own every ten."""

import asyncio
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from aiokafka import TopicPartition

from chassis import measures, metrics, telemetry
from chassis.database import TROUBLE, Pool, reading
from chassis.measures import Measure

if TYPE_CHECKING:
    from chassis.process import Process

EVERY_SECONDS = 2.0
OWN_EVERY_TURNS = 5


async def keep_measuring(process: "Process") -> None:
    """Refresh the gauges until the process stops; trouble with the database shows in their age and in readiness."""
    followed: set[TopicPartition] = set()
    for turn in count():
        own = process.service.measures if turn % OWN_EVERY_TURNS == 0 else ()
        try:
            await measure(process, [measures.spine, *own])
        except TROUBLE as error:
            telemetry.log.debug("not-measured", error=type(error).__name__)
        followed = measure_parts(process, followed)
        try:
            await asyncio.wait_for(process.stopping.wait(), EVERY_SECONDS)
        except TimeoutError:
            continue
        return


async def measure(process: "Process", asked: Sequence[Measure]) -> None:
    """Set what the database knows, or nothing of it."""
    name = process.service.name
    _measure_pool(process.pool, name)
    async with reading(process.pool) as connection:
        readings = [each for measure in asked for each in await measure(connection)]
    measures.show(name, readings)
    metrics.MEASURED.labels(name).set_to_current_time()


def measure_parts(process: "Process", followed: set[TopicPartition]) -> set[TopicPartition]:
    """Set what relay and consumer know of themselves; a partition that went to another replica is followed there."""
    name, places = process.service.name, dict[TopicPartition, int]()
    if process.relay is not None:
        metrics.RELAY_IS_LEADER.labels(name).set(process.relay.is_leader)
    if process.consumer is not None:
        metrics.CONSUMER_ASSIGNED.labels(name).set(len(process.consumer.assignment()))
        places = process.consumer.lag()
    for place, lag in places.items():
        metrics.CONSUMER_LAG.labels(name, place.topic, str(place.partition)).set(lag)
    for place in followed - places.keys():
        metrics.CONSUMER_LAG.remove(name, place.topic, str(place.partition))
    return set(places)


def _measure_pool(pool: Pool, name: str) -> None:
    idle = pool.get_idle_size()
    metrics.POOL_CONNECTIONS.labels(name, "idle").set(idle)
    metrics.POOL_CONNECTIONS.labels(name, "busy").set(pool.get_size() - idle)
    metrics.POOL_SIZE.labels(name).set(pool.get_max_size())

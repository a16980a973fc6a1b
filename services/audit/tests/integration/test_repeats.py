"""What comes once more is counted by topic and day, in the transaction that moves the positions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from audit.service_layer.event_handlers import record
from audit.service_layer.unit_of_work import UnitOfWork
from audit.views.supervision.asked import Wanted
from audit.views.supervision.repeated import repeated
from chassis.decoding import Delivery
from chassis.testing import ServiceUnderTest
from services.audit.tests.builders import NOW, a_fact, append, deliveries

BEFORE_MIDNIGHT = datetime(2026, 11, 23, 16, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 23, 17, tzinfo=UTC)
"""In Vietnam."""


def on(topic: str, *values: bytes) -> Iterator[Delivery]:
    for each in deliveries(*values):
        yield Delivery(replace(each.record, topic=topic), each.envelope)


async def take(audit: ServiceUnderTest, at: datetime, *came: Delivery) -> None:
    async def taken(uow: UnitOfWork, _now: datetime) -> None:
        await record(came, uow, at)

    await audit.process.dispatcher.tick(taken)


async def shown(audit: ServiceUnderTest, since: datetime | None = None, until: datetime | None = None) -> list[object]:
    async with audit.process.dispatcher.pool.acquire() as connection:
        found = await repeated(connection, Wanted(since=since, until=until))
    return [(each.topic, each.day.day, each.records) for each in found]


async def test_repeats_are_counted_by_topic_and_by_the_day_in_vietnam(audit: ServiceUnderTest) -> None:
    one, other, third = (a_fact(uuid4()) for _ in range(3))

    await take(audit, BEFORE_MIDNIGHT, *on("review.facts", one, one, one), *on("nominations.facts", other, other))
    await take(audit, MIDNIGHT, *on("review.facts", one, third), *on("nominations.facts", other))
    await take(audit, MIDNIGHT, *on("nominations.facts", other))

    assert await shown(audit) == [
        ("nominations.facts", 24, 2), ("review.facts", 24, 1), ("review.facts", 23, 2), ("nominations.facts", 23, 1),
    ]  # fmt: skip
    assert await shown(audit, since=MIDNIGHT) == [("nominations.facts", 24, 2), ("review.facts", 24, 1)]
    assert await shown(audit, until=MIDNIGHT) == [("review.facts", 23, 2), ("nominations.facts", 23, 1)]
    assert await audit.pool.fetchval("SELECT repeats FROM sequencer") == 6


async def test_where_nothing_came_again_there_is_no_row(audit: ServiceUnderTest) -> None:
    await append(audit, a_fact(uuid4()), a_fact(uuid4()))

    assert await shown(audit) == []


async def test_a_batch_that_fails_counts_nothing(audit: ServiceUnderTest) -> None:
    fact = a_fact(uuid4())

    async def record_and_fail(uow: UnitOfWork, _now: object) -> None:
        await record(deliveries(fact, fact), uow, NOW)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await audit.process.dispatcher.tick(record_and_fail)

    assert await shown(audit) == []

"""Appending: dense, once, whole batches or nothing."""

from uuid import UUID, uuid4

import asyncpg
import pytest

from audit.service_layer.event_handlers import record
from audit.service_layer.unit_of_work import UnitOfWork
from chassis.testing import ServiceUnderTest
from services.audit.tests.builders import NOW, a_fact, append, deliveries, values
from services.audit.tests.concurrency import one_after_the_other
from tlog.tree import leaf_hash

ONE = UUID(int=1)


async def test_the_exact_bytes_are_appended_in_order_at_dense_indices(audit: ServiceUnderTest) -> None:
    facts = [a_fact(uuid4()) for _ in range(5)]

    await append(audit, *facts[:2])
    await append(audit)
    await append(audit, *facts[2:])

    rows = await audit.pool.fetch("SELECT index, value, leaf_hash FROM entries ORDER BY index")
    assert [tuple(row) for row in rows] == [(place, fact, leaf_hash(fact)) for place, fact in enumerate(facts)]


async def test_a_batch_that_fails_leaves_nothing_and_the_next_one_takes_its_indices(audit: ServiceUnderTest) -> None:
    facts = [a_fact(uuid4()) for _ in range(4)]

    async def record_and_fail(uow: UnitOfWork, now: object) -> None:
        await record(deliveries(*facts[:3]), uow, NOW)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await audit.process.dispatcher.tick(record_and_fail)
    await append(audit, facts[3])

    assert await values(audit.pool) == [facts[3]]
    assert await audit.pool.fetchval("SELECT next_index FROM sequencer") == 1


async def test_a_batch_whose_answer_was_lost_is_counted_as_repeats(audit: ServiceUnderTest) -> None:
    facts = [a_fact(uuid4()) for _ in range(3)]

    await append(audit, *facts)
    await append(audit, *facts, facts[0])

    assert await values(audit.pool) == facts
    assert await audit.pool.fetchval("SELECT repeats FROM sequencer") == 4


async def test_two_batches_at_once_get_indices_one_after_the_other(audit: ServiceUnderTest) -> None:
    facts = [a_fact(uuid4()) for _ in range(4)]

    await one_after_the_other(
        audit,
        lambda uow, now: record(deliveries(*facts[:2]), uow, now),
        lambda uow, now: record(deliveries(*facts[2:]), uow, now),
    )

    assert await values(audit.pool) == facts


async def test_of_one_fact_in_two_batches_at_once_the_second_is_a_repeat(audit: ServiceUnderTest) -> None:
    fact = a_fact(ONE)

    await one_after_the_other(
        audit,
        lambda uow, now: record(deliveries(fact), uow, now),
        lambda uow, now: record(deliveries(fact), uow, now),
    )

    assert await values(audit.pool) == [fact]
    assert await audit.pool.fetchval("SELECT repeats FROM sequencer") == 1


async def test_what_the_handler_would_let_through_the_table_still_refuses_twice(audit: ServiceUnderTest) -> None:
    fact = a_fact(ONE)
    await append(audit, fact)

    with pytest.raises(asyncpg.UniqueViolationError):
        await insert(audit.pool, 1, fact)
    with pytest.raises(asyncpg.UniqueViolationError):
        await insert(audit.pool, 0, a_fact(ONE, 2))


@pytest.mark.parametrize("size", [0, 65_536])
async def test_the_table_refuses_what_no_leaf_can_hold(audit: ServiceUnderTest, size: int) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await insert(audit.pool, 0, bytes(size))


async def test_nobody_chooses_a_leaf_hash(audit: ServiceUnderTest) -> None:
    with pytest.raises(asyncpg.GeneratedAlwaysError):
        await audit.pool.execute(
            """
            INSERT INTO entries (index, fact_id, source, subject, seq, type,
                                 topic, partition, record_offset, value, leaf_hash, appended_at)
            VALUES (0, $1, '/services/review', $1, 1, 'a.b.v1', 't', 0, 0, 'x', sha256('y'), now())
            """,
            ONE,
        )


async def insert(pool: asyncpg.Pool, index: int, value: bytes) -> None:
    await pool.execute(
        """
        INSERT INTO entries (index, fact_id, source, subject, seq, type,
                             topic, partition, record_offset, value, appended_at)
        SELECT $1, coalesce((SELECT fact_id FROM entries WHERE value = $3), $2), '/services/review', $2, 1, 'a.b.v1',
               't', 0, 0, $3, now()
        """,
        index,
        ONE,
        value,
    )

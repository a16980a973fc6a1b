"""The record after a restore: it knows again what it has stated, and never states a different tree."""

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import pytest

from audit.domain.errors import RecordDamaged
from audit.service_layer.event_handlers import record
from chassis.dispatch import Dispatcher
from chassis.testing import ServiceUnderTest, left_behind
from services.audit.tests.builders import ENVIRON, a_fact, a_sequencer, append, deliveries
from services.audit.tests.restored import recover


async def turned(audit: ServiceUnderTest, facts: Sequence[bytes]) -> None:
    """Take facts in one after the other, each in a tree of its own, and show the trees."""
    for fact in facts:
        await append(audit, fact)
        await a_sequencer().turn(audit.process.dispatcher)
    await audit.relayed()


async def take(dispatcher: Dispatcher, facts: Sequence[bytes]) -> None:
    await dispatcher.tick(lambda uow, now: record(deliveries(*facts), uow, now))


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)


async def test_a_database_behind_its_checkpoints_is_noticed(audit: ServiceUnderTest) -> None:
    await turned(audit, [a_fact(uuid4())])
    async with left_behind(audit) as older:
        assert await older.comparison.trouble() is None
        await turned(audit, [a_fact(uuid4()), a_fact(uuid4())])

        trouble = await older.comparison.trouble()

    assert trouble is not None
    assert f"2 records of {audit.prefix}audit.checkpoints" in trouble


async def test_a_record_recovered_without_its_order_refuses_to_sign_another_tree(
    audit: ServiceUnderTest, tmp_path: Path
) -> None:
    first, second = a_fact(uuid4()), a_fact(uuid4())
    async with left_behind(audit) as older:
        await turned(audit, [first, second])
        report = await recover(older, tmp_path, accepting=True)
        assert report.taken_back == {"entries": 0, "checkpoints": 2}
        assert await older.comparison.trouble() is None

        await take(older.dispatcher, [second])
        with pytest.raises(RecordDamaged, match="a tree of 1 where 2 leaves were signed"):
            await a_sequencer().turn(older.dispatcher)
        await take(older.dispatcher, [first, a_fact(uuid4())])
        with pytest.raises(RecordDamaged, match="does not extend the signed 2"):
            await a_sequencer().turn(older.dispatcher)

        stated = await older.pool.fetch("SELECT number, size FROM checkpoints ORDER BY number")
    assert [tuple(row) for row in stated] == [(1, 1), (2, 2)]


async def test_a_record_recovered_without_its_order_that_comes_to_the_same_tree_signs_on(
    audit: ServiceUnderTest, tmp_path: Path
) -> None:
    facts = [a_fact(uuid4()), a_fact(uuid4())]
    async with left_behind(audit) as older:
        await turned(audit, facts)
        await recover(older, tmp_path, accepting=True)

        await take(older.dispatcher, [*facts, a_fact(uuid4())])
        await a_sequencer().turn(older.dispatcher)

        stated = await older.pool.fetch("SELECT number, size FROM checkpoints ORDER BY number")
    assert [tuple(row) for row in stated] == [(1, 1), (2, 2), (3, 3)]


async def test_what_others_wrote_on_its_topic_states_nothing(audit: ServiceUnderTest, tmp_path: Path) -> None:
    async with left_behind(audit) as older:
        await turned(audit, [a_fact(uuid4())])
        forged = (await audit.row("SELECT note FROM checkpoints"))["note"].replace(b"\n1\n", b"\n9\n")
        await audit.pool.execute(
            "INSERT INTO outbox (topic, key, headers, value) VALUES ($1, 'x', '{}', $2)",
            f"{audit.prefix}audit.checkpoints",
            forged,
        )
        await audit.relayed()

        await recover(older, tmp_path, accepting=True)

        assert await older.pool.fetchval("SELECT max(size) FROM checkpoints") == 1

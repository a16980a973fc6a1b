"""The record after a restore: it knows again what it has stated, and never states a different tree."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from audit.domain.errors import RecordDamaged, StatedElsewhere
from audit.service_layer.event_handlers import record
from audit.service_layer.files import Files
from audit.service_layer.outside import Outside
from chassis import process
from chassis.dispatch import Dispatcher
from chassis.testing import LeftBehind, Neighbour, ServiceUnderTest, left_behind
from contracts.envelope import parse
from services.audit.tests.builders import ENVIRON, a_fact, a_sequencer, append, deliveries
from services.audit.tests.full_check import check_folder, check_record
from services.audit.tests.outside import an_outside, take_turn


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


async def test_a_recovered_record_refuses_to_sign_another_tree(audit: ServiceUnderTest) -> None:
    first, second = a_fact(uuid4()), a_fact(uuid4())
    async with left_behind(audit) as older:
        await turned(audit, [first, second])
        report = await older.recover()
        assert report.taken_back == {"checkpoints": 2}
        assert await older.comparison.trouble() is None

        await take(older.dispatcher, [second])
        with pytest.raises(RecordDamaged, match="a tree of 1 where 2 leaves were signed"):
            await a_sequencer().turn(older.dispatcher)
        await take(older.dispatcher, [first, a_fact(uuid4())])
        with pytest.raises(RecordDamaged, match="does not extend the signed 2"):
            await a_sequencer().turn(older.dispatcher)

        stated = await older.pool.fetch("SELECT number, size FROM checkpoints ORDER BY number")
    assert [tuple(row) for row in stated] == [(1, 1), (2, 2)]


async def test_a_recovered_record_that_comes_to_the_same_tree_signs_on(audit: ServiceUnderTest) -> None:
    facts = [a_fact(uuid4()), a_fact(uuid4())]
    async with left_behind(audit) as older:
        await turned(audit, facts)
        await older.recover()

        await take(older.dispatcher, [*facts, a_fact(uuid4())])
        await a_sequencer().turn(older.dispatcher)

        stated = await older.pool.fetch("SELECT number, size FROM checkpoints ORDER BY number")
    assert [tuple(row) for row in stated] == [(1, 1), (2, 2), (3, 3)]


async def test_what_others_wrote_on_its_topic_states_nothing(audit: ServiceUnderTest) -> None:
    async with left_behind(audit) as older:
        await turned(audit, [a_fact(uuid4())])
        forged = (await audit.row("SELECT note FROM checkpoints"))["note"].replace(b"\n1\n", b"\n9\n")
        await audit.pool.execute(
            "INSERT INTO outbox (topic, key, headers, value) VALUES ($1, 'x', '{}', $2)",
            f"{audit.prefix}audit.checkpoints",
            forged,
        )
        await audit.relayed()

        await older.recover()

        assert await older.pool.fetchval("SELECT max(size) FROM checkpoints") == 1


async def test_a_record_restored_from_an_hour_ago_comes_to_the_same_tree_and_signs_on(
    audit: ServiceUnderTest, nominations: Neighbour, tmp_path: Path
) -> None:
    outside = an_outside(audit, tmp_path)
    stream = UUID(int=1)  # one partition: who reads again, reads in the old order
    await _hour(audit, nominations, outside, [a_fact(stream, seq) for seq in range(1, 201)])
    async with left_behind(audit) as older:
        audit.clock.forward(timedelta(hours=1))
        lost = [a_fact(stream, seq) for seq in range(201, 301)]
        for start in range(0, 100, 25):
            await _hour(audit, nominations, outside, lost[start : start + 25])
        assert await older.comparison.trouble() is not None
        with pytest.raises(StatedElsewhere, match="300 entries"):
            await a_sequencer(outside=an_outside(audit, tmp_path)).turn(older.dispatcher)

        await older.recover()
        await _read_again(audit, older)
        await take(older.dispatcher, [a_fact(stream, 301)])
        again = an_outside(audit, tmp_path)
        await a_sequencer(outside=again).turn(older.dispatcher)
        await Files(folder=again.folder, rest_seconds=0).bring_up(older.pool)

        await check_record(older.pool)
        assert check_folder(again.folder) == 301
        lines = await older.pool.fetch("SELECT value FROM entries ORDER BY index")
        before = await audit.pool.fetch("SELECT value FROM entries ORDER BY index")
    assert [row["value"] for row in lines[:300]] == [row["value"] for row in before]


async def _hour(audit: ServiceUnderTest, other: Neighbour, outside: Outside, facts: Sequence[bytes]) -> None:
    """Facts come from the topic, a tree is shown, the files are written."""
    for fact in facts:
        read = parse(fact)
        await other.send_fact(fact, read.subject, read.id, read.type)
    await audit.consumed()
    await take_turn(audit, outside)
    await audit.relayed()


async def _read_again(audit: ServiceUnderTest, older: LeftBehind) -> None:
    """Consume on the restored database what lies on the topics from its own positions on."""
    await audit.stop()
    behind = replace(audit.process, pool=older.pool, dispatcher=older.dispatcher, stopping=asyncio.Event())
    consuming = asyncio.create_task(process.consume(behind))
    async with asyncio.timeout(60):
        while await older.pool.fetchval("SELECT next_index FROM sequencer") < 300:  # noqa: ASYNC110 (it consumes)
            await asyncio.sleep(0.02)
    behind.stopping.set()
    await consuming

"""A record that went on for an hour after its backup, and the backup, recovered beside the same topics and folder."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

from aiokafka import TopicPartition

from audit.service_layer.event_handlers import record
from audit.service_layer.files import Files
from chassis import positions, process
from chassis.positions import Move
from chassis.recovery import Report
from chassis.testing import LeftBehind, Neighbour, ServiceUnderTest
from contracts.envelope import parse
from services.audit.tests.builders import ENVIRON, a_fact, deliveries
from services.audit.tests.full_check import check_record
from services.audit.tests.outside import an_outside
from services.audit.tests.several_logs import turn, writer

AS_BEFORE = (
    "SELECT index, value, topic, partition, record_offset FROM entries ORDER BY index",
    "SELECT DISTINCT size, root FROM checkpoints ORDER BY size, root",
    "SELECT number, origin, first_index, opened_at FROM shards ORDER BY number",
    "SELECT level, position, hash FROM tile_hashes ORDER BY level, position",
)
PARTITIONS = [UUID(int=number) for number in range(1, 7)]
"""Subjects of partitions of their own, most of them."""


def mixed(first_seq: int, past_seq: int) -> list[bytes]:
    """Facts that go from one partition to the next, as whoever reads all of them at once never takes them."""
    return [a_fact(subject, seq) for seq in range(first_seq, past_seq) for subject in PARTITIONS]


async def lived(
    audit: ServiceUnderTest, other: Neighbour, folder: Path, facts: Sequence[bytes], *, at_once: int
) -> None:
    """Facts come one after the other; a tree is shown after so many, and the files are written."""
    for start in range(0, len(facts), at_once):
        await taken(audit, other, facts[start : start + at_once])
        await turn(audit, folder)
    await audit.relayed()


async def taken(audit: ServiceUnderTest, other: Neighbour, facts: Sequence[bytes]) -> None:
    """Facts are sent, and applied in this order as one batch, which moves the positions."""
    told = [(fact, parse(fact)) for fact in facts]
    records = [await other.send_fact(fact, read.subject, read.id, read.type) for fact, read in told]
    dispatcher, offsets = audit.process.dispatcher, dict[TopicPartition, list[int]]()
    for each in records:
        offsets.setdefault(each.place, []).append(each.offset)
    async with audit.pool.acquire() as connection:
        await positions.load(connection, dispatcher.group, {place: read[0] for place, read in offsets.items()})
    moves = [Move(place=place, expected=read[0], next_offset=read[-1] + 1) for place, read in offsets.items()]
    await dispatcher.apply(records, moves)


async def recover(
    older: LeftBehind, folder: Path, variables: Mapping[str, str] = ENVIRON, *, accepting: bool = False
) -> Report:
    """Run `recover` with the places of `outside_of`."""
    environ = {
        **ENVIRON,
        "LOG_FOLDER": str(folder / "log"),
        "LOG_KEPT_CHECKPOINT": str(folder / "kept" / "last-signed"),
        **variables,
    }
    recovery = replace(older.recovery, environ=environ, are_losses_accepted=accepting)
    return await recovery.run(older.url)


async def read_again(audit: ServiceUnderTest, older: LeftBehind, entries: int) -> None:
    """Consume on the restored database, to their ends, what lies on the topics from its own positions on."""
    query = "SELECT topic, partition, next_offset FROM position WHERE next_offset > 0 ORDER BY topic, partition"
    await audit.consumed()
    ends = await audit.pool.fetch(query)
    await audit.stop()
    behind = replace(audit.process, pool=older.pool, dispatcher=older.dispatcher, stopping=asyncio.Event())
    consuming = asyncio.create_task(process.consume(behind))
    async with asyncio.timeout(60):
        while await older.pool.fetch(query) != ends:  # noqa: ASYNC110 (it consumes)
            await asyncio.sleep(0.02)
    behind.stopping.set()
    await consuming
    assert await older.pool.fetchval("SELECT next_index FROM sequencer") == entries


async def goes_on(audit: ServiceUnderTest, older: LeftBehind, folder: Path, entries: int) -> None:
    """The restored record has every log, tree and entry as it was, and signs a tree with one more entry."""
    before = [await audit.pool.fetch(query) for query in AS_BEFORE]
    await read_again(audit, older, entries)
    assert [await older.pool.fetch(query) for query in AS_BEFORE] == before
    assert await older.comparison.trouble() is None
    await older.dispatcher.tick(lambda uow, now: record(deliveries(a_fact(uuid4())), uow, now))
    opened = await older.dispatcher.tick(lambda uow, _: uow.shards.open())
    await writer(audit, folder, opened).turn(older.dispatcher)
    await Files(folder=an_outside(audit, folder).folder, rest_seconds=0).bring_up(older.pool)
    await check_record(older.pool)
    newest = await older.pool.fetchval("SELECT max(size) FROM checkpoints WHERE number > $1", opened.after_checkpoint)
    assert newest == entries + 1 - opened.first_index

"""The single writer of the tree: hashing, signing and showing, each step repeatable, none of them early."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from audit.adapters.signer import LogSigner
from audit.domain.errors import CheckpointTaken, OtherLog, RecordDamaged
from audit.service_layer.unit_of_work import UnitOfWork
from chassis.testing import ServiceUnderTest, read_topic
from services.audit.tests.builders import ORIGIN, SIGNER, a_fact, a_sequencer, append, database_of
from services.audit.tests.concurrency import one_after_the_other
from tlog import checkpoint, note
from tlog.cosignature import CosignatureSigner
from tlog.note import private_form
from tlog.policy import parse as parse_policy

WITNESS = CosignatureSigner.of_seed("witness.example", bytes(32))


async def turn(audit: ServiceUnderTest) -> None:
    await a_sequencer().turn(audit.process.dispatcher)


async def sizes(audit: ServiceUnderTest) -> list[int]:
    """Sizes of the checkpoints, in the order of their numbers."""
    return [row["size"] for row in await audit.pool.fetch("SELECT size FROM checkpoints ORDER BY number")]


async def tamper(audit: ServiceUnderTest, table: str, statement: str) -> None:
    """Change a table as somebody would who has the whole database server."""
    superuser = await asyncpg.connect(audit.admin_url, database=database_of(audit))
    try:
        async with superuser.transaction():
            await superuser.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
            await superuser.execute(statement)
            await superuser.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only")
    finally:
        await superuser.close()


async def test_a_checkpoint_is_signed_only_when_the_tree_grew_or_the_clock_struck(audit: ServiceUnderTest) -> None:
    await turn(audit)
    await turn(audit)
    assert await sizes(audit) == [0]

    await append(audit, a_fact(uuid4()), a_fact(uuid4()))
    await turn(audit)
    await turn(audit)
    assert await sizes(audit) == [0, 2]

    audit.clock.forward(timedelta(minutes=9, seconds=59))
    await turn(audit)
    assert await sizes(audit) == [0, 2]
    audit.clock.forward(timedelta(seconds=1))
    await turn(audit)
    assert await sizes(audit) == [0, 2, 2]


@pytest.mark.parametrize("at_once", [1, 7, 256, 1000])
async def test_the_tree_is_the_same_in_whatever_steps_it_grows(audit: ServiceUnderTest, at_once: int) -> None:
    for start in range(0, 600, 200):
        await append(audit, *(a_fact(UUID(int=number)) for number in range(start, start + 200)))

    await replace(a_sequencer(), entries_at_once=at_once).turn(audit.process.dispatcher)

    assert await sizes(audit) == [600]
    assert await audit.pool.fetchval("SELECT count(1) FROM tile_hashes WHERE level = 1") == 2


async def test_hashing_that_failed_is_done_again_and_that_which_succeeded_is_not(audit: ServiceUnderTest) -> None:
    async def integrate_and_fail(uow: UnitOfWork, now: datetime) -> None:
        await a_sequencer().integrate(uow, now)
        raise RuntimeError("power cut")

    await append(audit, a_fact(uuid4()), a_fact(uuid4()))
    with pytest.raises(RuntimeError, match="power cut"):
        await audit.process.dispatcher.tick(integrate_and_fail)

    assert await audit.process.dispatcher.tick(a_sequencer().integrate) == 2
    assert await audit.process.dispatcher.tick(a_sequencer().integrate) == 0


async def test_two_who_hash_at_once_do_not_hash_twice(audit: ServiceUnderTest) -> None:
    await append(audit, *(a_fact(uuid4()) for _ in range(50)))

    assert await one_after_the_other(audit, a_sequencer().integrate, a_sequencer().integrate) == (50, 0)


async def test_entries_are_hashed_by_index_however_they_lie_on_disk(audit: ServiceUnderTest) -> None:
    await audit.pool.execute(
        """
        INSERT INTO entries (index, fact_id, source, subject, seq, type,
                             topic, partition, record_offset, value, appended_at)
        SELECT n, uuidv7(), '/services/review', uuidv4(), 1, 'a.b.v1', 't', 0, n, int8send(n), now()
        FROM generate_series(9, 0, -1) AS n
        """
    )
    await audit.pool.execute("UPDATE sequencer SET next_index = 10")

    await turn(audit)

    assert await sizes(audit) == [10]


async def test_of_two_who_sign_at_once_one_fails_and_nothing_of_it_leaves(audit: ServiceUnderTest) -> None:
    await append(audit, a_fact(uuid4()))
    await audit.process.dispatcher.tick(a_sequencer().integrate)

    with pytest.raises(CheckpointTaken):
        await one_after_the_other(audit, a_sequencer().sign, a_sequencer().sign)

    assert await sizes(audit) == [1]


async def test_two_who_show_at_once_show_it_once(audit: ServiceUnderTest) -> None:
    await audit.process.dispatcher.tick(a_sequencer().sign)

    await asyncio.gather(*(audit.process.dispatcher.tick(a_sequencer().publish) for _ in range(4)))

    assert await audit.pool.fetchval("SELECT count(1) FROM outbox WHERE topic LIKE '%audit.checkpoints'") == 1


@pytest.mark.parametrize("damage", ["size = 1, hashes = hashes[1:1]", "size = 2", "hashes = '{}'"])
async def test_a_tree_that_shrank_or_makes_no_sense_is_not_signed(audit: ServiceUnderTest, damage: str) -> None:
    await append(audit, *(a_fact(uuid4()) for _ in range(3)))
    await turn(audit)
    size, hashes = await audit.row("SELECT size, hashes FROM tree")

    await audit.pool.execute(f"UPDATE tree SET {damage}")

    with pytest.raises(RecordDamaged):
        await audit.process.dispatcher.tick(a_sequencer().sign)
    await audit.pool.execute("UPDATE tree SET size = $1, hashes = $2", size, hashes)


async def test_checkpoint_numbers_have_no_gaps_even_by_hand(audit: ServiceUnderTest) -> None:
    await turn(audit)

    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await audit.pool.execute(
            "INSERT INTO checkpoints (number, size, root, note, vkey, signed_at)"
            " SELECT 3, size, root, note, vkey, signed_at FROM checkpoints"
        )


async def test_what_was_signed_and_not_shown_is_shown_by_the_next_process(audit: ServiceUnderTest) -> None:
    await append(audit, a_fact(uuid4()))
    await audit.process.dispatcher.tick(a_sequencer().integrate)
    await audit.process.dispatcher.tick(a_sequencer().sign)
    assert await audit.pool.fetchval("SELECT count(1) FROM publications") == 0

    await turn(audit)
    await turn(audit)
    await audit.relayed()

    (shown,) = await audit.pool.fetch("SELECT number, note FROM publications")
    assert await read_topic(audit.servers, f"{audit.prefix}audit.checkpoints") == [(ORIGIN.encode(), shown["note"])]


async def test_the_topic_carries_every_checkpoint_in_order_under_the_logs_origin(audit: ServiceUnderTest) -> None:
    one = a_sequencer()
    await one.turn(audit.process.dispatcher)
    for _ in range(3):
        await append(audit, a_fact(uuid4()))
        await one.turn(audit.process.dispatcher)
    await audit.relayed()

    records = await read_topic(audit.servers, f"{audit.prefix}audit.checkpoints")
    assert [key for key, _ in records] == [ORIGIN.encode()] * 4
    assert [checkpoint.stated(value or b"").size for _, value in records] == [0, 1, 2, 3]


async def test_cosignatures_that_are_there_are_shown_with_the_checkpoint(audit: ServiceUnderTest) -> None:
    await append(audit, a_fact(uuid4()))
    await audit.process.dispatcher.tick(a_sequencer().integrate)
    await audit.process.dispatcher.tick(a_sequencer().sign)
    text = note.parse(await audit.pool.fetchval("SELECT note FROM checkpoints")).text
    await audit.pool.execute(
        "INSERT INTO cosignatures (number, line, received_at) VALUES (1, $1, now())", WITNESS.cosign(text, 1).line()
    )

    await turn(audit)

    policy = parse_policy(f"log {SIGNER.vkey}\nwitness w {WITNESS.verifier()}\nquorum w\n".encode())
    assert policy.verify(await audit.pool.fetchval("SELECT note FROM publications")).size == 1


async def test_a_changed_hash_is_found_before_the_next_signature(audit: ServiceUnderTest) -> None:
    await append(audit, *(a_fact(uuid4()) for _ in range(3)))
    await turn(audit)
    await append(audit, a_fact(uuid4()))
    await audit.process.dispatcher.tick(a_sequencer().integrate)

    await tamper(audit, "tile_hashes", "UPDATE tile_hashes SET hash = sha256('x') WHERE level = 0 AND position = 2")

    with pytest.raises(RecordDamaged):
        await turn(audit)
    assert await sizes(audit) == [3]
    await tamper(
        audit,
        "tile_hashes",
        "UPDATE tile_hashes SET hash = leaf_hash FROM entries WHERE index = 2 AND level = 0 AND position = 2",
    )


async def test_a_lost_hash_is_found_before_the_next_signature(audit: ServiceUnderTest) -> None:
    await append(audit, *(a_fact(uuid4()) for _ in range(3)))
    await turn(audit)
    await append(audit, a_fact(uuid4()))
    await audit.process.dispatcher.tick(a_sequencer().integrate)

    await tamper(audit, "tile_hashes", "DELETE FROM tile_hashes WHERE level = 0 AND position = 2")

    with pytest.raises(RecordDamaged, match=r"tile/0/000 lacks"):
        await turn(audit)
    await tamper(
        audit,
        "tile_hashes",
        "INSERT INTO tile_hashes (level, position, hash) SELECT 0, index, leaf_hash FROM entries WHERE index = 2",
    )


async def test_another_logs_key_does_not_sign_this_record(audit: ServiceUnderTest) -> None:
    await turn(audit)
    other = LogSigner("other.example", private_form("other.example", bytes(32)))
    await append(audit, a_fact(uuid4()))

    with pytest.raises(OtherLog):
        await a_sequencer(other).turn(audit.process.dispatcher)
    assert await sizes(audit) == [0]


async def test_a_new_key_of_the_same_log_goes_on_where_the_old_one_stopped(audit: ServiceUnderTest) -> None:
    await turn(audit)
    newer = LogSigner(ORIGIN, private_form(ORIGIN, bytes(32)))
    await append(audit, a_fact(uuid4()))

    await a_sequencer(newer).turn(audit.process.dispatcher)

    rows = await audit.pool.fetch("SELECT size, vkey FROM checkpoints ORDER BY number")
    assert [tuple(row) for row in rows] == [(0, SIGNER.vkey), (1, newer.vkey)]

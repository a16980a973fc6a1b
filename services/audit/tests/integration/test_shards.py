"""One log of the record ends and the next begins: under appends, crashes and rivals nothing is lost, and once."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest

from audit import views
from audit.domain.errors import CheckpointTaken, LogClosed, NotClosable, StatedElsewhere
from audit.domain.model import Shard
from audit.service_layer.checking import Inspections
from audit.service_layer.closing import Closing
from audit.service_layer.event_handlers import record
from audit.service_layer.witnessing import Witnesses
from chassis.database import reading
from chassis.testing import ServiceUnderTest, left_behind
from contracts.envelope import parse
from services.audit.tests.builders import LOG, ORIGIN, SIGNER, a_fact, a_sequencer, append, deliveries, values
from services.audit.tests.outside import an_outside
from services.audit.tests.several_logs import (
    AFTER,
    NEW_YEAR,
    NEXT,
    SIGNERS,
    close,
    keeper,
    shards,
    turn,
    writer,
)
from tlog import policy, proof
from tlog.cosignature import CosignatureSigner
from tlog.policy import Policy


async def proved(audit: ServiceUnderTest, fact: bytes, origin: str | None) -> int:
    """The index at which a log proves a fact."""
    async with reading(audit.pool) as connection:
        raw = await views.proof(connection, parse(fact).id)
    assert proof.verify(raw, fact, Policy.of_log(SIGNERS[origin].vkey)).origin == (origin or ORIGIN)
    return proof.parse(raw).index


async def test_facts_go_on_in_the_next_log_and_both_prove_theirs(audit: ServiceUnderTest, tmp_path: Path) -> None:
    old, new = [a_fact(uuid4()) for _ in range(600)], [a_fact(uuid4()) for _ in range(700)]
    await append(audit, *old)
    await turn(audit, tmp_path)

    await close(audit, tmp_path)
    await append(audit, *new)
    await turn(audit, tmp_path)

    entries = await values(audit.pool)
    assert [*old, entries[600], *new] == entries
    assert await proved(audit, old[7], None) == 7
    assert await proved(audit, entries[600], NEXT) == 0
    assert await proved(audit, new[699], NEXT) == 700
    async with reading(audit.pool) as connection:
        status = await views.status(connection)
    assert (status.appended, status.hashed, status.signed, status.published) == (1301, 1301, 1301, 1301)


async def test_the_fact_that_comes_from_the_topic_is_a_repeat(audit: ServiceUnderTest, tmp_path: Path) -> None:
    await append(audit, a_fact(uuid4()))
    await close(audit, tmp_path)
    (waiting,) = await audit.pool.fetch("SELECT value FROM outbox WHERE topic LIKE '%audit.facts'")

    await append(audit, waiting["value"], a_fact(uuid4()))

    assert (await values(audit.pool))[1] == waiting["value"]
    assert tuple(await audit.row("SELECT next_index, repeats FROM sequencer")) == (3, 1)
    assert await audit.pool.fetchval("SELECT count(1) FROM anomalies") == 0


async def test_a_fact_that_the_old_log_has_is_a_repeat_in_the_new_one_and_its_stream_goes_on(
    audit: ServiceUnderTest, tmp_path: Path
) -> None:
    first = a_fact(UUID(int=1), 1)
    await append(audit, first)
    await close(audit, tmp_path)

    await append(audit, first, a_fact(UUID(int=1), 2), a_fact(UUID(int=1), 4))

    assert tuple(await audit.row("SELECT next_index, repeats FROM sequencer")) == (4, 1)
    assert [row["kind"] for row in await audit.pool.fetch("SELECT kind FROM anomalies")] == ["gap"]


async def test_a_log_is_closed_while_others_append(audit: ServiceUnderTest, tmp_path: Path) -> None:
    facts = [a_fact(uuid4()) for _ in range(400)]
    enough = asyncio.Event()
    batches = [facts[start : start + 20] for start in range(0, 400, 20)]

    async def appending() -> None:
        for number, batch in enumerate(batches):
            await append(audit, *batch)
            if number == 4:
                enough.set()

    async def closing() -> Shard:
        await enough.wait()
        return await close(audit, tmp_path)

    _, opened = await asyncio.gather(appending(), closing())
    await turn(audit, tmp_path)

    assert 100 <= opened.first_index <= 400
    entries = await values(audit.pool)
    assert [*entries[: opened.first_index], *entries[opened.first_index + 1 :]] == facts


async def test_of_two_who_close_at_once_one_does(audit: ServiceUnderTest, tmp_path: Path) -> None:
    await append(audit, a_fact(uuid4()))

    opened = await asyncio.gather(*(close(audit, tmp_path) for _ in range(3)))

    assert {(shard.number, shard.origin) for shard in opened} == {(2, NEXT)}
    assert await audit.pool.fetchval("SELECT next_index FROM sequencer") == 2


async def test_a_log_that_was_closed_is_never_signed_again(audit: ServiceUnderTest, tmp_path: Path) -> None:
    await append(audit, a_fact(uuid4()))
    stale = writer(audit, tmp_path)
    await close(audit, tmp_path)

    for step in (stale.integrate, stale.sign, stale.publish):
        with pytest.raises(LogClosed):
            await audit.process.dispatcher.tick(step)
    with pytest.raises(asyncpg.RestrictViolationError, match=r"another log than log\.example/thidua/2027"):
        await audit.pool.execute(
            "INSERT INTO checkpoints (number, size, root, note, vkey, signed_at)"
            " SELECT number + 1, size, root, note, vkey, signed_at FROM checkpoints"
        )


async def test_signing_and_closing_wait_for_each_other(audit: ServiceUnderTest, tmp_path: Path) -> None:
    await append(audit, a_fact(uuid4()))

    async def sign_all_the_time() -> None:
        rival = replace(writer(audit, tmp_path), republish_after=timedelta(days=-1))
        while True:
            try:
                await rival.turn(audit.process.dispatcher)
            except CheckpointTaken:
                continue

    async def close_in_the_end() -> None:
        for _ in range(50):
            try:
                await close(audit, tmp_path)
            except (CheckpointTaken, NotClosable):
                continue
            return

    signing = asyncio.create_task(sign_all_the_time())
    await close_in_the_end()
    with pytest.raises(LogClosed):
        await asyncio.wait_for(signing, 30)

    (_, opened) = await shards(audit)
    assert opened.after_checkpoint == await audit.pool.fetchval("SELECT max(number) FROM checkpoints")
    assert opened.after_checkpoint == await audit.pool.fetchval("SELECT max(number) FROM publications")


async def test_an_empty_log_is_not_closed(audit: ServiceUnderTest, tmp_path: Path) -> None:
    with pytest.raises(NotClosable, match="no entry"):
        await close(audit, tmp_path)


async def test_a_log_whose_last_word_no_witness_saw_is_closed_only_by_who_says_so(
    audit: ServiceUnderTest, tmp_path: Path
) -> None:
    witness = f"witness w {CosignatureSigner.of_seed('w.example', bytes(32)).verifier()}"
    wanted = policy.parse(f"log {SIGNER.vkey}\n{witness}\nquorum w\n".encode())
    alone = Witnesses(policy=wanted, clients=(), log=LOG, seconds=0)
    writing = a_sequencer(outside=an_outside(audit, tmp_path, alone))
    await append(audit, a_fact(uuid4()))

    with pytest.raises(NotClosable, match="too few witnesses"):
        await Closing(writer=writing, following=NEXT).run(audit.process.dispatcher)
    assert len(await shards(audit)) == 1
    await Closing(writer=writing, following=NEXT, needs_quorum=False).run(audit.process.dispatcher)

    assert len(await shards(audit)) == 2


async def test_the_keeper_closes_at_the_turn_of_the_year_in_vietnam(audit: ServiceUnderTest, tmp_path: Path) -> None:
    await append(audit, a_fact(uuid4()))
    keeping = keeper(audit, tmp_path, NEXT)
    audit.clock.forward(NEW_YEAR - audit.clock() - (NEW_YEAR - NEW_YEAR.replace(hour=16, minute=59)))
    await keeping.turn(audit.process.dispatcher)
    assert len(await shards(audit)) == 1

    audit.clock.forward(NEW_YEAR - audit.clock())
    for _ in range(3):
        await append(audit, a_fact(uuid4()))
        await keeping.turn(audit.process.dispatcher)

    assert [shard.origin for shard in await shards(audit)] == [None, NEXT]
    assert await audit.pool.fetchval("SELECT size FROM checkpoints ORDER BY number DESC LIMIT 1") == 3


async def test_a_third_log_follows_the_second(audit: ServiceUnderTest, tmp_path: Path) -> None:
    for following in (NEXT, AFTER):
        await append(audit, *(a_fact(uuid4()) for _ in range(300)))
        await turn(audit, tmp_path)
        await close(audit, tmp_path, following)
    await append(audit, a_fact(uuid4()))
    await turn(audit, tmp_path)

    assert [(shard.first_index, shard.past_index) for shard in await shards(audit)] == [
        (0, 300),
        (300, 601),
        (601, None),
    ]
    inspections = Inspections(folder=an_outside(audit, tmp_path).folder, trusted=Policy((LOG,)), rest_seconds=0)
    await inspections.round(audit.pool, _no_rest, audit.clock)
    assert [each.flaws for each in inspections._of.values()] == [[], [], []]
    assert (tmp_path / "log" / "2027" / "tile" / "entries" / "001.p" / "45").exists()
    assert {path.name for path in (tmp_path / "kept").iterdir() if path.suffix != ".lock"} == {
        "last-signed",
        "last-signed-2027",
        "last-signed-2028",
    }


async def test_the_folder_lists_its_logs_with_keys_and_dates(audit: ServiceUnderTest, tmp_path: Path) -> None:
    listed = tmp_path / "log" / "shards"
    await append(audit, a_fact(uuid4()))
    await turn(audit, tmp_path)
    (alone,) = json.loads(listed.read_bytes())["logs"]
    assert (alone["origin"], alone["vkey"], alone["closed_at"], alone["last_note"]) == (ORIGIN, SIGNER.vkey, None, None)

    await close(audit, tmp_path)
    await turn(audit, tmp_path)
    whole = listed.read_bytes()
    first, second = json.loads(whole)["logs"]
    assert first == {**alone, "closed_at": second["opened_at"], "last_note": first["last_note"]}
    assert first["last_note"].encode() == (tmp_path / "log" / "checkpoint").read_bytes()
    assert (second["path"], second["vkey"], second["first_index"]) == ("2027", SIGNERS[NEXT].vkey, 1)

    listed.write_bytes(whole.replace(b"2027", b"2037"))
    await turn(audit, tmp_path)
    assert listed.read_bytes() == whole


async def _no_rest(_seconds: float) -> None:
    return None


async def test_a_database_from_before_the_closing_signs_nothing_more(audit: ServiceUnderTest, tmp_path: Path) -> None:
    await append(audit, a_fact(uuid4()))
    await turn(audit, tmp_path)
    async with left_behind(audit) as older:
        await close(audit, tmp_path)
        await turn(audit, tmp_path)
        more = deliveries(a_fact(uuid4()))
        await older.dispatcher.tick(lambda uow, now: record(more, uow, now))

        for missing in ("kept/last-signed-2027", "log/2027/checkpoint"):
            with pytest.raises(StatedElsewhere, match="2027 has a signed tree of 1 entries"):
                await writer(audit, tmp_path).turn(older.dispatcher)
            (tmp_path / missing).unlink()

        assert await older.pool.fetchval("SELECT max(size) FROM checkpoints") == 1

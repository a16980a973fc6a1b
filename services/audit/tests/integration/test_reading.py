"""Proofs are verified before they leave; a damaged record is silent rather than wrong."""

from uuid import UUID, uuid4

import pytest

from audit import views
from audit.domain.errors import NothingSigned, NotRecorded, NotYetProven, RecordDamaged
from audit.domain.model import FIRST
from audit.entrypoints import measures
from chassis.database import reading
from chassis.testing import ServiceUnderTest
from services.audit.tests.builders import SIGNER, a_fact, a_sequencer, append
from services.audit.tests.integration.test_sequencing import tamper
from tlog import proof
from tlog.policy import Policy

ONE = UUID(int=1)
TRUSTED = Policy.of_log(SIGNER.vkey)


async def proof_of(audit: ServiceUnderTest, fact_id: UUID, index: int | None = None) -> bytes:
    async with reading(audit.pool) as connection:
        return await views.proof(connection, fact_id, index)


async def test_every_entry_is_proved_with_the_vkey_alone(audit: ServiceUnderTest) -> None:
    ids = [uuid4() for _ in range(20)]
    facts = [a_fact(UUID(int=number), fact_id=fact_id) for number, fact_id in enumerate(ids)]
    for start in range(0, 20, 3):
        await append(audit, *facts[start : start + 3])
        await a_sequencer().turn(audit.process.dispatcher)

    for index, (fact_id, fact) in enumerate(zip(ids, facts, strict=True)):
        made = await proof_of(audit, fact_id)
        assert proof.verify(made, fact, TRUSTED).size == 20
        assert proof.parse(made).index == index


async def test_entries_of_a_log_with_three_levels_of_tiles_are_proved(audit: ServiceUnderTest) -> None:
    await audit.pool.execute(
        """
        INSERT INTO entries (index, fact_id, source, subject, seq, type,
                             topic, partition, record_offset, value, appended_at)
        SELECT n, uuidv7(), '/services/review', uuidv4(), 1, 'a.b.v1', 't', 0, n,
               convert_to('entry ' || n, 'UTF8'), now()
        FROM generate_series(0, 65999) AS n
        """
    )
    await audit.pool.execute("UPDATE sequencer SET next_index = 66000")
    await a_sequencer().turn(audit.process.dispatcher)

    levels = await audit.pool.fetch("SELECT level, count(1) FROM tile_hashes GROUP BY level ORDER BY level")
    assert [tuple(row) for row in levels] == [(0, 66_000), (1, 257), (2, 1)]
    for index in (0, 255, 256, 65_535, 65_536, 65_791, 65_792, 65_999):
        row = await audit.row("SELECT fact_id, value FROM entries WHERE index = $1", index)
        made = await proof_of(audit, row["fact_id"])
        assert proof.verify(made, row["value"], TRUSTED).size == 66_000


async def test_both_sides_of_a_fork_can_be_read_and_proved(audit: ServiceUnderTest) -> None:
    first, second = a_fact(ONE, fact_id=ONE), a_fact(ONE, fact_id=ONE, unit="01@unknown")
    await append(audit, first, second)
    await a_sequencer().turn(audit.process.dispatcher)

    proof.verify(await proof_of(audit, ONE), first, TRUSTED)
    proof.verify(await proof_of(audit, ONE, 1), second, TRUSTED)
    with pytest.raises(NotRecorded):
        await proof_of(audit, ONE, 2)


async def test_what_is_not_there_or_not_signed_has_no_proof(audit: ServiceUnderTest) -> None:
    await append(audit, a_fact(ONE, fact_id=ONE))
    with pytest.raises(NotYetProven):
        await proof_of(audit, ONE)
    async with reading(audit.pool) as connection:
        with pytest.raises(NothingSigned):
            await views.published(connection, FIRST)
    await a_sequencer().turn(audit.process.dispatcher)
    await append(audit, a_fact(UUID(int=2), fact_id=UUID(int=2)))

    await proof_of(audit, ONE)
    with pytest.raises(NotYetProven):
        await proof_of(audit, UUID(int=2))
    with pytest.raises(NotRecorded):
        await proof_of(audit, UUID(int=3))


async def test_changed_bytes_are_not_vouched_for(audit: ServiceUnderTest) -> None:
    await append(audit, a_fact(ONE, fact_id=ONE), a_fact(UUID(int=2)))
    await a_sequencer().turn(audit.process.dispatcher)
    original = await audit.pool.fetchval("SELECT encode(value, 'hex') FROM entries WHERE index = 0")

    await tamper(audit, "entries", "UPDATE entries SET value = 'forged' WHERE index = 0")

    with pytest.raises(RecordDamaged, match="entry 0 is not what was signed"):
        await proof_of(audit, ONE)
    await tamper(audit, "entries", f"UPDATE entries SET value = decode('{original}', 'hex') WHERE index = 0")


async def test_the_status_tells_how_far_each_step_is(audit: ServiceUnderTest) -> None:
    fact = a_fact(ONE, 1)
    await append(audit, fact, fact, a_fact(ONE, 3))
    await a_sequencer().turn(audit.process.dispatcher)
    await append(audit, a_fact(ONE, 4), a_fact(ONE, 4))

    async with reading(audit.pool) as connection:
        told = await views.status(connection)

    assert told == views.Status(
        appended=4,
        hashed=2,
        signed=2,
        published=2,
        listed=4,
        checkpoint=1,
        published_at=audit.clock(),
        repeats=1,
        unknown_types=0,
        anomalies=2,
    )


async def test_what_an_operator_sees_of_the_record(audit: ServiceUnderTest) -> None:
    await append(audit, a_fact(ONE, 1), a_fact(ONE, 3))

    before = await measured(audit)
    await a_sequencer().turn(audit.process.dispatcher)
    after = await measured(audit)

    assert (before["record_entries/appended"], before["record_entries/published"]) == (2, 0)
    assert "record_checkpoint_age_seconds" not in before
    assert after["record_entries/published"] == 2
    assert "record_checkpoint_age_seconds" in after
    assert [after[f"record_anomalies/{kind}"] for kind in ("gap", "fork", "late")] == [1, 0, 0]


async def measured(audit: ServiceUnderTest) -> dict[str, float]:
    async with reading(audit.pool) as connection:
        readings = await measures.record(connection)
    return {each.name: each.value for each in readings}

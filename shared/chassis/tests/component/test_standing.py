"""A database that is older than what it has published: noticed, and recovered without telling anything twice."""

from datetime import datetime
from uuid import UUID, uuid4

import pytest

from chassis import published, standing
from chassis.actors import Actor
from chassis.own_topics import FACTS
from chassis.problems import Problem
from chassis.recovery import Forked, StillRelaying
from chassis.relay import LEADER_LOCK
from chassis.standing import Comparison, Standing, comparison_of
from chassis.testing import ServiceUnderTest, left_behind, read_topic
from contracts.nominations import PersonalErased
from contracts.roles import Role
from shared.chassis.tests.toy import UNIT, Submit, Toy

OFFICER = Actor(role=Role.UNIT_OFFICER, unit=UNIT, sub="5b7b5f0e-0000-4000-8000-00000000000a")


def submit(*nomination_ids: UUID, name: str = "Nguyễn Thị Hường") -> Submit:
    return Submit(nomination_ids=nomination_ids, name=name)


async def erase(service: ServiceUnderTest, nomination_id: UUID, fact_id: UUID) -> None:
    async def work(uow: Toy, now: datetime) -> None:
        uow.outbox.add(PersonalErased(nomination_id=nomination_id, fact_id=fact_id), at=now)
        uow.outbox.add_record("personal", str(fact_id), None, {})

    await service.process.dispatcher.tick(work)
    await service.relayed()


def comparison(service: ServiceUnderTest) -> Comparison:
    return comparison_of(service.process.service, service.process.settings, service.pool)


async def marks(compared: Comparison) -> int:
    async with compared.pool.acquire() as connection:
        return sum((await published.load(connection, compared.topic(FACTS))).values())


async def test_a_database_that_told_everything_is_in_good_standing(service: ServiceUnderTest) -> None:
    await service.execute(submit(uuid4(), uuid4()), OFFICER)
    await service.relayed()

    assert await comparison(service).trouble() is None
    assert await marks(comparison(service)) == 2


async def test_repeats_beyond_the_mark_are_its_own(service: ServiceUnderTest) -> None:
    nomination_id = uuid4()
    await service.execute(submit(nomination_id), OFFICER)
    async with left_behind(service) as before_the_relay:
        await service.relayed()

        assert await before_the_relay.comparison.trouble() is None
        assert await marks(before_the_relay.comparison) == 1


async def test_an_older_database_is_noticed_and_counts_what_it_does_not_know(service: ServiceUnderTest) -> None:
    known = uuid4()
    await service.execute(submit(known), OFFICER)
    await service.relayed()
    async with left_behind(service) as older:
        await service.execute(submit(known, uuid4()), OFFICER)
        await service.relayed()

        trouble = await older.comparison.trouble()

    assert trouble is not None
    assert f"2 records of {service.prefix}toy.facts that the database does not know" in trouble
    assert "python -m toy recover" in trouble


async def test_another_fact_in_the_same_place_is_a_fork(service: ServiceUnderTest) -> None:
    nomination_id = uuid4()
    async with left_behind(service) as other:
        await service.execute(submit(nomination_id), OFFICER)
        await service.relayed()
        await other.dispatcher.execute(submit(nomination_id), OFFICER, request_id="test")

        assert "1 records" in str(await other.comparison.trouble())
        with pytest.raises(Forked):
            await other.recover()
        assert "1 records" in str(await other.comparison.trouble())


async def test_a_topic_that_lost_records_is_named(service: ServiceUnderTest) -> None:
    await service.execute(submit(uuid4()), OFFICER)
    await service.relayed()
    await service.pool.execute("UPDATE published SET next_offset = next_offset + 5 WHERE topic LIKE '%facts'")

    assert "the broker has lost records" in str(await comparison(service).trouble())


async def test_recovering_moves_sequences_erases_again_and_names_what_is_lost(service: ServiceUnderTest) -> None:
    erased, later = uuid4(), uuid4()
    await service.execute(submit(erased, name="Đặng Thị Bí Mật"), OFFICER)
    await service.relayed()
    (fact,) = await service.facts()
    async with left_behind(service) as older:
        await erase(service, erased, fact.id)
        await service.execute(submit(later), OFFICER)
        await service.relayed()

        report = await older.recover()

        assert (report.unknown_facts, report.erased_again, report.personal_parts_recovered) == (2, 1, 1)
        assert report.lost == {str(later): ["nominations.nomination-submitted.v1"]}
        assert await older.comparison.trouble() is None
        pool = older.pool
        assert await pool.fetchval("SELECT body IS NULL FROM personal WHERE fact_id = $1", fact.id)
        tombstones = await pool.fetch("SELECT key, value FROM outbox")
        assert [tuple(row) for row in tombstones] == [(str(fact.id), None)]
        await older.dispatcher.execute(submit(erased, later), OFFICER, request_id="test")
        next_seq = await pool.fetch("SELECT seq FROM outbox WHERE seq IS NOT NULL ORDER BY seq")
        assert [row["seq"] for row in next_seq] == [2, 3]


async def test_a_part_that_waited_at_the_backup_does_not_follow_its_tombstone(service: ServiceUnderTest) -> None:
    nomination_id = uuid4()
    await service.execute(submit(nomination_id), OFFICER)
    async with left_behind(service) as older:
        await service.relayed()
        (fact,) = await service.facts()
        await erase(service, nomination_id, fact.id)

        await older.recover()

        left = await older.pool.fetch("SELECT topic, value FROM outbox")
        assert [tuple(row) for row in left] == [(f"{service.prefix}toy.personal", None)]
    assert (await read_topic(service.servers, f"{service.prefix}toy.personal"))[-1][1] is None


async def test_nobody_recovers_while_a_relay_leads(service: ServiceUnderTest) -> None:
    async with left_behind(service) as older, older.pool.acquire() as leader:
        await leader.fetchval("SELECT pg_advisory_lock($1)", LEADER_LOCK)

        with pytest.raises(StillRelaying):
            await older.recover()


def test_a_command_waits_for_the_comparison_and_for_the_operator() -> None:
    found = Standing()
    with pytest.raises(Problem) as unknown:
        found.admit()
    found.found("database is older", is_behind=True)
    with pytest.raises(Problem) as behind:
        found.admit()

    assert (unknown.value.status, unknown.value.slug) == (503, "temporarily-unavailable")
    assert (behind.value.status, behind.value.slug) == (503, "database-behind")
    standing.good_standing().admit()

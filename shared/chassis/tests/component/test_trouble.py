"""When the surroundings fail: nothing is lost, nothing is doubled, and the service goes on by itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg

from chassis import process
from chassis.actors import Actor
from chassis.testing import Neighbour, ServiceUnderTest, neighbour, running
from contracts.roles import Role
from local_stack.test_run import KafkaForTests, PostgresForTests
from shared.chassis.tests.toy import UNIT, Submit, submitted, toy

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
OFFICER = Actor(role=Role.UNIT_OFFICER, unit=UNIT, sub="5b7b5f0e-0000-4000-8000-00000000000a")


async def cut_connections(service: ServiceUnderTest, application: str = "toy%") -> int:
    """End every session of the service, as a restarted database would."""
    admin = await asyncpg.connect(service.admin_url)
    try:
        rows = await admin.fetch(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = (SELECT $1::text) AND application_name LIKE $2 AND pid <> pg_backend_pid()
            """,
            await database_of(service),
            application,
        )
    finally:
        await admin.close()
    return len(rows)


async def database_of(service: ServiceUnderTest) -> str:
    return service.process.settings.database_url.rsplit("/", 1)[1]


async def test_cut_database_connections_lose_and_double_nothing(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    told = [submitted(uuid4()) for _ in range(600)]
    consuming = asyncio.create_task(service.consumed())
    cuts = 0
    for place, fact in enumerate(told):
        await nominations.tell(fact, at=NOW)
        if place % 150 == 149:
            cuts += await cut_connections(service)
    await consuming
    await service.settled()

    assert cuts > 0
    handled = await service.pool.fetch("SELECT subject FROM handled")
    assert sorted(row["subject"] for row in handled) == sorted(fact.nomination_id for fact in told)
    opened = [str(each.data["nomination_id"]) for each in await service.facts()]
    assert len(set(opened)) == len(told)
    assert len({each.id for each in await service.facts()}) == len(told)


async def test_another_relay_takes_over_and_the_order_of_each_key_holds(service: ServiceUnderTest) -> None:
    ids = tuple(uuid4() for _ in range(5))
    second = replace(service.process, relay=None)
    relays = [process.make_relay(service.process), process.make_relay(second)]
    tasks = [asyncio.create_task(relay.run()) for relay in relays]
    for turn in range(12):
        await service.execute(Submit(nomination_ids=ids), OFFICER)
        if turn % 4 == 3:
            await cut_connections(service, "toy-relay")
    await service.relayed()
    service.process.stopping.set()
    await asyncio.gather(*tasks)

    for nomination_id in ids:
        seen = [each.seq for each in await service.facts() if each.subject == nomination_id]
        assert first_occurrences(seen) == list(range(1, 13))


def first_occurrences(numbers: list[int]) -> list[int]:
    return list(dict.fromkeys(numbers))


async def test_a_consumer_that_stops_half_way_goes_on_where_its_state_is(
    kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path
) -> None:
    async with running(
        toy(), kafka_servers=kafka.servers, admin_url=postgres.admin_url, state_dir=tmp_path, now=NOW
    ) as service:
        told = await _tell(service, 1_500)
        first = asyncio.create_task(process.consume(service.process))
        async with asyncio.timeout(30):
            while not await service.pool.fetchval("SELECT EXISTS (SELECT FROM handled)"):  # noqa: ASYNC110 (polls state)
                await asyncio.sleep(0.005)
        service.process.stopping.set()
        await first
        stopped_at = await service.pool.fetchval("SELECT count(1) FROM handled")
        service.process.stopping.clear()
        service.process.consumer = None

        await service.settled()

        handled = await service.pool.fetch("SELECT subject FROM handled")
        assert 0 < stopped_at <= len(told)
        assert sorted(row["subject"] for row in handled) == sorted(told)


async def _tell(service: ServiceUnderTest, count: int) -> list[UUID]:
    facts = [submitted(uuid4()) for _ in range(count)]
    async with neighbour("nominations", service) as nominations:
        await asyncio.gather(*(nominations.tell(fact, at=NOW) for fact in facts))
    return [fact.nomination_id for fact in facts]


@asynccontextmanager
async def forwarded(target: str, port: int) -> AsyncIterator[None]:
    """A bootstrap address that opens only now."""
    host, target_port = target.split(":")

    async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream, downstream = await asyncio.open_connection(host, int(target_port))
        await asyncio.gather(_copy(reader, downstream), _copy(upstream, writer))

    server = await asyncio.start_server(pipe, "127.0.0.1", port)
    try:
        yield
    finally:
        server.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while chunk := await reader.read(65_536):
            writer.write(chunk)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def test_a_service_started_before_its_broker_works_once_it_is_there(
    kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path, unused_tcp_port: int
) -> None:
    async with running(
        toy(), kafka_servers=kafka.servers, admin_url=postgres.admin_url, state_dir=tmp_path, now=NOW
    ) as service:
        told = await _tell(service, 3)
        early = replace(service.process.settings, kafka_servers=f"127.0.0.1:{unused_tcp_port}")
        service.process.settings = early
        consuming = asyncio.create_task(service.consumed())
        await asyncio.sleep(1)
        before = {verdict.name: verdict.ok for verdict in await service.process.health.verdicts()}
        async with forwarded(kafka.servers, unused_tcp_port):
            await consuming
            after = {verdict.name: verdict.ok for verdict in await service.process.health.verdicts()}

            handled = await service.pool.fetch("SELECT subject FROM handled")
            assert (before["consumer"], after["consumer"]) == (False, True)
            assert sorted(row["subject"] for row in handled) == sorted(told)
            await service.stop()

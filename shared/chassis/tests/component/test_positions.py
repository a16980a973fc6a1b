"""Positions: kept with the state, never reset, and the fence against a stale replica."""

import asyncio
from uuid import uuid4

import pytest

from chassis import process
from chassis.positions import Fenced, Move
from chassis.record import Record
from chassis.testing import Neighbour, ServiceUnderTest
from chassis.testing.topics import ends_of
from contracts.envelope import CONTENT_TYPE
from shared.chassis.tests.arrivals import NOW, endorsed, handled, rendered, send
from shared.chassis.tests.toy import submitted

AT_OFFSET = """
    INSERT INTO position (consumer_group, topic, partition, start_offset, next_offset) VALUES ('toy', $1, $2, $3, $4)
"""


async def test_a_position_outside_the_log_makes_the_service_not_ready_and_is_never_reset(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    await nominations.tell(submitted(uuid4()), at=NOW)
    topic = f"{service.prefix}nominations.facts"
    await service.pool.executemany(
        AT_OFFSET,
        [(topic, partition, 0, 1_000_000) for partition in range(3)],
    )
    consuming = asyncio.create_task(process.consume(service.process))
    async with asyncio.timeout(20):
        while "outside the log" not in await _consumer_trouble(service):  # noqa: ASYNC110 (readiness is polled)
            await asyncio.sleep(0.05)
    service.process.stopping.set()
    await consuming

    positions = await service.pool.fetch("SELECT DISTINCT next_offset FROM position WHERE topic = $1", topic)
    assert await handled(service) == []
    assert [row["next_offset"] for row in positions] == [1_000_000]


async def _consumer_trouble(service: ServiceUnderTest) -> str:
    verdicts = {verdict.name: verdict for verdict in await service.process.health.verdicts()}
    return verdicts["consumer"].message if "consumer" in verdicts and not verdicts["consumer"].ok else ""


async def test_a_partition_outside_the_log_does_not_hold_up_the_others(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    topic = f"{service.prefix}nominations.facts"
    facts = [submitted(uuid4()) for _ in range(40)]
    for fact in facts:
        await nominations.tell(fact, at=NOW)
    ends = await ends_of(service.servers, [topic])
    stuck, free = sorted(ends, key=lambda place: ends[place])[0], sum(sorted(ends.values())[1:])
    await service.pool.execute(AT_OFFSET, stuck.topic, stuck.partition, 0, 1_000_000)
    consuming = asyncio.create_task(process.consume(service.process))

    async with asyncio.timeout(20):
        while len(await handled(service)) < free:  # noqa: ASYNC110 (state is polled)
            await asyncio.sleep(0.05)
    trouble = await _consumer_trouble(service)
    service.process.stopping.set()
    await consuming

    assert f"{topic}-{stuck.partition}" in trouble
    assert (
        await service.pool.fetchval(
            "SELECT next_offset FROM position WHERE topic = $1 AND partition = $2", topic, stuck.partition
        )
        == 1_000_000
    )


async def test_a_group_started_later_applies_a_stream_it_first_sees_above_one(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    nomination_id = uuid4()
    await send(nominations, endorsed(nomination_id), 1)
    await send(nominations, endorsed(nomination_id), 2)
    await service.pool.executemany(
        AT_OFFSET,
        [
            (place.topic, place.partition, min(end, 1), min(end, 1))
            for place, end in (await ends_of(service.servers, [f"{service.prefix}nominations.facts"])).items()
        ],
    )

    await service.settled()

    assert await handled(service) == [(nomination_id, 2)]


async def test_a_stale_replica_is_fenced_and_changes_nothing(service: ServiceUnderTest, nominations: Neighbour) -> None:
    await send(nominations, submitted(uuid4()), 1)
    await service.consumed()
    place = next(place for place, offset in service.process.consumer.next_offset.items() if offset)  # type: ignore[union-attr]
    fact = submitted(uuid4())
    record = Record(
        topic=place.topic,
        partition=place.partition,
        offset=0,
        key=str(fact.subject).encode(),
        headers=(("content-type", CONTENT_TYPE.encode()),),
        value=rendered(fact, 1)[1],
    )

    with pytest.raises(Fenced):
        await service.process.dispatcher.apply([record], [Move(place=place, expected=0, next_offset=1)])

    assert (fact.subject, 1) not in await handled(service)


async def test_a_database_that_keeps_us_waiting_does_not_hold_up_the_group(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    """The client sends heartbeats only after partitions were taken over: that must not wait for a connection."""
    await nominations.tell(submitted(uuid4()), at=NOW)
    taken = [await service.pool.acquire() for _ in range(service.pool.get_max_size())]
    consuming = asyncio.create_task(process.consume(service.process))
    async with asyncio.timeout(20):
        while not _sends_heartbeats(service):  # noqa: ASYNC110 (state is polled)
            await asyncio.sleep(0.05)
    has_joined = service.process.consumer is not None and service.process.consumer.joined
    for connection in taken:
        await service.pool.release(connection)
    await service.consumed()
    service.process.stopping.set()
    await consuming

    assert not has_joined
    assert len(await handled(service)) == 1


def _sends_heartbeats(service: ServiceUnderTest) -> bool:
    consumer = service.process.consumer
    client = None if consumer is None else consumer._client
    coordinator = None if client is None else client._coordinator
    return coordinator is not None and coordinator._heartbeat_task is not None


async def test_a_process_knows_how_much_it_is_about_to_apply(service: ServiceUnderTest, nominations: Neighbour) -> None:
    consuming = asyncio.create_task(process.consume(service.process))
    context = service.process.context()
    assert context.behind() == 0
    try:
        async with asyncio.timeout(20):
            while service.process.consumer is None or not service.process.consumer.joined:  # noqa: ASYNC110 (polled)
                await asyncio.sleep(0.05)
            consumer = service.process.consumer
            async with consumer._applying:
                for _ in range(3):
                    await nominations.tell(submitted(uuid4()), at=NOW)
                while context.behind() < 3:  # noqa: ASYNC110 (polled)
                    await asyncio.sleep(0.05)
                consumer.last_error = "the database is away"
                assert context.behind() == 0
                consumer.last_error = None
            while context.behind():  # noqa: ASYNC110 (polled)
                await asyncio.sleep(0.05)
        assert len(await handled(service)) == 3
    finally:
        service.process.stopping.set()
        await consuming

"""From a command to the topic: state and facts together, once, in order, committed to."""

import asyncio
from base64 import b85encode
from hashlib import sha512
from uuid import uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from chassis import process
from chassis.actors import Actor
from chassis.outbox import TooLarge
from chassis.testing import ServiceUnderTest, read_topic
from contracts.canonical import canonical_bytes
from contracts.commitment import actor_commitment, commitment
from contracts.personal import parse_personal
from contracts.roles import Role
from shared.chassis.tests.toy import UNIT, Refuse, Refused, Submit

OFFICER = Actor(role=Role.UNIT_OFFICER, unit=UNIT, sub="5b7b5f0e-0000-4000-8000-00000000000a")


async def test_a_command_over_many_becomes_one_fact_each_in_the_order_given(service: ServiceUnderTest) -> None:
    ids = tuple(uuid4() for _ in range(2_000))

    await service.execute(Submit(nomination_ids=ids), OFFICER)
    await service.relayed()

    facts = await service.facts()
    assert [fact.subject for fact in sorted(facts, key=lambda fact: fact.id)] == list(ids)
    assert {fact.seq for fact in facts} == {1}
    assert {(fact.actor_role, fact.actor_unit, fact.source) for fact in facts} == {
        ("unit-officer", UNIT, "/services/toy")
    }


async def test_seq_is_gapless_per_subject_under_concurrent_commands(service: ServiceUnderTest) -> None:
    ids = tuple(uuid4() for _ in range(3))

    await asyncio.gather(*(service.execute(Submit(nomination_ids=ids), OFFICER) for _ in range(20)))
    await service.relayed()

    facts = await service.facts()
    for nomination_id in ids:
        assert [fact.seq for fact in facts if fact.subject == nomination_id] == list(range(1, 21))


async def test_a_refused_command_leaves_nothing(service: ServiceUnderTest) -> None:
    with pytest.raises(Refused):
        await service.execute(Refuse(nomination_id=uuid4()), OFFICER)

    for table in ("outbox", "fact_sequence", "command_log", "personal"):
        assert await service.pool.fetchval(f"SELECT count(1) FROM {table}") == 0


async def test_the_personal_part_travels_beside_the_fact_and_opens_its_commitment(service: ServiceUnderTest) -> None:
    await service.execute(Submit(nomination_ids=(uuid4(),), name="Phạm Văn Á"), OFFICER)
    await service.relayed()

    (fact,) = await service.facts()
    ((key, value),) = await read_topic(service.servers, f"{service.prefix}toy.personal")
    part = parse_personal(value or b"")
    assert key == str(fact.id).encode()
    assert part.body == {"name": "Phạm Văn Á"}
    assert fact.personal_commit == commitment(part.salt, canonical_bytes(part.body))
    assert b"Ph" not in fact.value.replace(b"application", b"")


async def test_the_command_log_opens_the_actors_commitment(service: ServiceUnderTest) -> None:
    await service.execute(Submit(nomination_ids=(uuid4(),)), OFFICER)
    await service.relayed()

    (fact,) = await service.facts()
    row = await service.row("SELECT command, actor_sub, salt, actor_commit FROM command_log")
    assert (row["command"], row["actor_sub"]) == ("Submit", OFFICER.sub)
    assert fact.actor_commit == row["actor_commit"] == actor_commitment(row["salt"], row["actor_sub"])


async def test_a_fact_that_is_too_large_refuses_the_command_and_names_the_field(service: ServiceUnderTest) -> None:
    with pytest.raises(TooLarge) as refusal:
        await service.execute(Submit(nomination_ids=(uuid4(),), name="a" * 262_145), OFFICER)

    assert refusal.value.field_name == "name"
    assert await service.pool.fetchval("SELECT count(1) FROM outbox") == 0


async def test_a_row_that_the_broker_refuses_stops_its_key_and_no_other(service: ServiceUnderTest) -> None:
    stopped, free = uuid4(), uuid4()
    await service.execute(Submit(nomination_ids=(stopped, stopped, free)), OFFICER)
    await service.pool.execute(
        """
        UPDATE outbox SET value = convert_to(repeat(md5(random()::text), 70000), 'UTF8')
        WHERE subject = $1 AND seq = 1
        """,
        stopped,
    )

    await _relay_until_refused(service)

    assert [fact.subject for fact in await service.facts()] == [free]
    rows = await service.pool.fetch("SELECT seq, refusal FROM outbox WHERE subject = $1 ORDER BY id", stopped)
    assert [tuple(row) for row in rows] == [(1, "MessageSizeTooLargeError"), (2, None)]


async def _relay_until_refused(service: ServiceUnderTest) -> None:
    task = asyncio.create_task(process.make_relay(service.process).run())
    try:
        async with asyncio.timeout(20):
            while not await service.pool.fetchval(  # noqa: ASYNC110 (the relay tells nobody)
                "SELECT count(1) = 2 AND count(refusal) = 1 FROM outbox WHERE subject IS NOT NULL"
            ):
                await asyncio.sleep(0.02)
    finally:
        service.process.stopping.set()
        await task


async def test_what_the_broker_refuses_stops_alone_though_it_travelled_with_others(service: ServiceUnderTest) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=service.servers)
    await admin.start()
    topic = ConfigResource(
        ConfigResourceType.TOPIC, f"{service.prefix}toy.personal", configs={"max.message.bytes": "20000"}
    )
    await admin.alter_configs([topic])
    await admin.close()
    noise = b85encode(b"".join(sha512(str(turn).encode()).digest() for turn in range(600))).decode()
    for place in range(30):
        name = noise if place == 15 else f"Người thứ {place}"
        await service.execute(Submit(nomination_ids=(uuid4(),), name=name), OFFICER)

    task = asyncio.create_task(process.make_relay(service.process).run())
    async with asyncio.timeout(20):
        while await service.pool.fetchval("SELECT count(1) <> 1 OR count(refusal) <> 1 FROM outbox"):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    service.process.stopping.set()
    await task

    assert len(await service.facts()) == 30
    assert len(await read_topic(service.servers, f"{service.prefix}toy.personal")) == 29

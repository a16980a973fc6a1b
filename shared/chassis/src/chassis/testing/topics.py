"""Topics of one test, under a prefix of its own: created, and read from end to end."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from contracts.envelope import Envelope, parse
from contracts.fact import Fact
from contracts.registry import FACTS

PARTITIONS = 3


async def create_topics(servers: str, prefix: str, services: Sequence[str]) -> list[str]:
    """Create every kind of topic for the given services; return the names of those that were not there yet."""
    kinds = [f"{service}.{kind}" for service in services for kind in ("facts", "personal", "dead-letters")]
    wanted = [f"{prefix}{name}" for name in [*kinds, *(["audit.checkpoints"] if "audit" in services else [])]]
    async with _administering(servers) as admin:
        missing = sorted(set(wanted) - set(await admin.list_topics()))
        if missing:
            await admin.create_topics([NewTopic(name, PARTITIONS, 1) for name in missing])
    return missing


async def delete_topics(servers: str, names: Sequence[str]) -> None:
    """Delete a test's topics: thousands of partitions of tests long over would slow the broker for the rest."""
    async with _administering(servers) as admin:
        await admin.delete_topics(list(names))


@asynccontextmanager
async def _administering(servers: str) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


async def ends_of(servers: str, topics: Sequence[str]) -> dict[TopicPartition, int]:
    """The end offset of every partition of the topics."""
    client = AIOKafkaConsumer(bootstrap_servers=servers)
    await client.start()
    try:
        places = [TopicPartition(topic, partition) for topic in topics for partition in range(PARTITIONS)]
        return dict(await client.end_offsets(places))
    finally:
        await client.stop()


async def read_topic(servers: str, topic: str) -> list[tuple[bytes | None, bytes | None]]:
    """(key, value) of everything on a topic, by partition and offset."""
    ends = await ends_of(servers, [topic])
    client = AIOKafkaConsumer(bootstrap_servers=servers, auto_offset_reset="earliest")
    await client.start()
    try:
        client.assign(list(ends))
        await client.seek_to_beginning()
        found: list[tuple[int, int, bytes | None, bytes | None]] = []
        while any([await client.position(place) < end for place, end in ends.items()]):
            for batch in (await client.getmany(timeout_ms=200)).values():
                found += [(raw.partition, raw.offset, raw.key, raw.value) for raw in batch]
    finally:
        await client.stop()
    return [(key, value) for _, _, key, value in sorted(found, key=lambda each: each[:2])]


async def read_facts(servers: str, topic: str) -> list[Envelope[Fact]]:
    """Every fact on a topic, decoded where its type is released."""
    envelopes = [parse(value) for _, value in await read_topic(servers, topic) if value is not None]
    return [
        replace(each, fact=FACTS[each.type].model_validate(each.data)) if each.type in FACTS else each
        for each in envelopes
    ]

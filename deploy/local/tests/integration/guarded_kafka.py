"""The guarded door of the tests' broker, with the topics, principals and rights of deploy/kafka/topics.toml."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.client import AIOKafkaClient, CoordinationType
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    GroupCoordinatorNotAvailableError,
    TopicAuthorizationFailedError,
)
from aiokafka.protocol.fetch import FetchRequest

from chassis.broker import Access
from chassis.testing.topics import delete_topics
from local_stack.provisioning import provision
from local_stack.repository import TOPICS
from local_stack.rights import principals
from local_stack.test_run import KafkaForTests
from local_stack.topics import Topic, read_topics

TOPIC_AUTHORIZATION_FAILED = 29
RECORD = b"a record"


@dataclass(frozen=True, slots=True)
class Guarded:
    """What tests of rights need; a topic here has its name in production."""

    servers: str
    open_servers: str
    admin_password: str
    passwords: Mapping[str, str]
    topics: Sequence[Topic]

    def access(self, principal: str) -> Access:
        return Access(self.servers, principal, self.passwords[principal])


@asynccontextmanager
async def guarded(kafka: KafkaForTests) -> AsyncIterator[Guarded]:
    """Provision the broker, put a record into partition 0 of every topic, delete the topics at the end."""
    if kafka.guarded is None or kafka.admin_password is None:
        pytest.skip("the broker that TEST_KAFKA_SERVERS names is not ours to guard")
    topics = read_topics(TOPICS)
    made = Guarded(
        kafka.guarded,
        kafka.servers,
        kafka.admin_password,
        {name: f"password of {name}" for name in principals(topics)},
        topics,
    )
    await provision(made.servers, made.passwords, made.admin_password)
    try:
        async with AIOKafkaProducer(bootstrap_servers=kafka.servers) as producer:
            for topic in topics:
                await producer.send_and_wait(topic.name, RECORD, key=b"key", partition=0)
        yield made
    finally:
        await delete_topics(kafka.servers, [topic.name for topic in topics])


@asynccontextmanager
async def connected(access: Access) -> AsyncIterator[AIOKafkaClient]:
    client = AIOKafkaClient(**access.options())
    await client.bootstrap()
    try:
        yield client
    finally:
        await client.close()


async def readable(client: AIOKafkaClient, topics: Sequence[Topic]) -> set[str]:
    """The topics whose first record this principal is given; each other one must be refused for want of a right."""
    places = [(topic.name, [(0, 0, 1_000)]) for topic in topics]
    await client.fetch_all_metadata()
    answer: Any = await client.send(client.get_random_node(), FetchRequest(500, 1, 1_000_000, 0, places))
    codes = {name: partitions[0][1] for name, partitions in answer.topics}
    assert set(codes.values()) <= {0, TOPIC_AUTHORIZATION_FAILED}
    return {name for name, code in codes.items() if code == 0}


async def writable(access: Access, topics: Sequence[Topic]) -> set[str]:
    """The topics that take a record of this principal; each other one must refuse it for want of a right."""
    taken = set()
    async with AIOKafkaProducer(**access.options(), enable_idempotence=False) as producer:
        for topic in topics:
            try:
                await producer.send_and_wait(topic.name, RECORD, key=b"key", partition=0)
            except TopicAuthorizationFailedError:
                continue
            taken.add(topic.name)
    return taken


async def joinable(client: AIOKafkaClient, groups: Sequence[str]) -> set[str]:
    """The groups whose coordinator this principal may ask for: who may not, may not join either (READ implies it)."""
    found = set()
    for group in groups:
        try:
            await client.coordinator_lookup(CoordinationType.GROUP, group)
        except GroupAuthorizationFailedError:
            continue
        except GroupCoordinatorNotAvailableError:
            pass  # the first group of a cluster: allowed, but not there yet
        found.add(group)
    return found

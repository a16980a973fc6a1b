"""Asking a Kafka cluster; aiokafka's administration is typed in part only, so that stays in here."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import for_code

TOPIC_ALREADY_EXISTS = 36
SET_ON_THE_TOPIC = 1


class Cluster:
    """Topics of a cluster and their settings."""

    def __init__(self, client: Any) -> None:
        self._client = client

    async def topics(self) -> list[str]:
        names: list[str] = await self._client.list_topics()
        return names

    async def partitions(self, topics: list[str]) -> dict[str, int]:
        """Return how many partitions with a leader each topic has, as far as the broker knows yet."""
        described = await self._client.describe_topics(topics)
        return {t["topic"]: sum(p["leader"] >= 0 for p in t["partitions"]) for t in described}

    async def create(self, name: str, partitions: int, copies: int, config: Mapping[str, str]) -> bool:
        """Create a topic; return False when it exists, as when another replica was quicker."""
        topic = NewTopic(name, partitions, copies, topic_configs=dict(config))
        answer = await self._client.create_topics([topic])
        code = answer.topic_errors[0][1]
        if code not in (0, TOPIC_ALREADY_EXISTS):
            raise for_code(code)(name)
        return bool(code == 0)

    async def configs(self, topics: list[str]) -> dict[str, dict[str, str]]:
        """Return what is set on each of these topics itself."""
        found: dict[str, dict[str, str]] = {}
        for answer in await self._client.describe_configs([_resource(topic, {}) for topic in topics]):
            for _, _, _, name, entries in answer.resources:
                found[name] = {key: value for key, value, _, source, *_ in entries if source == SET_ON_THE_TOPIC}
        return found

    async def set_config(self, topic: str, config: Mapping[str, str]) -> None:
        """Replace all that is set on the topic."""
        for answer in await self._client.alter_configs([_resource(topic, config)]):
            for code, message, *_ in answer.resources:
                if code:
                    raise for_code(code)(message)


@asynccontextmanager
async def administering(servers: str, request_timeout_ms: int = 15_000) -> AsyncIterator[Cluster]:
    """Connect; raises KafkaError when no broker answers."""
    client: Any = AIOKafkaAdminClient(bootstrap_servers=servers, request_timeout_ms=request_timeout_ms)
    try:
        await client.start()
        yield Cluster(client)
    finally:
        await client.close()


def _resource(topic: str, config: Mapping[str, str]) -> Any:
    return ConfigResource(ConfigResourceType.TOPIC, topic, configs=dict(config) or None)

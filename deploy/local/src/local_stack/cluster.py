"""Asking a Kafka cluster; aiokafka's administration is typed in part only, so that stays in here."""

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import for_code
from aiokafka.protocol.admin import DescribeAclsRequest

from local_stack.kafka_requests import AlterUsers, DescribeUsers, Grant, Revoke, Rows

TOPIC_ALREADY_EXISTS = 36
RESOURCE_NOT_FOUND = 91
SET_ON_THE_TOPIC = 1
ANY = 1


class Cluster:
    """Topics of a cluster and their settings, who may sign in, and who may do what."""

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
                _require(code, message)

    async def rights(self) -> list[tuple[int, str, int, str, int]]:
        """Return every right: resource type, name, pattern type, principal, operation."""
        anything: Any = None
        everything = DescribeAclsRequest(ANY, anything, ANY, anything, anything, ANY, ANY)
        answer = await self._client._send_request(everything)
        _require(answer.error_code, answer.error_message)
        return [
            (resource, name, pattern, principal.removeprefix("User:"), operation)
            for resource, name, pattern, found in answer.resources
            for principal, _, operation, _ in found
        ]

    async def grant(self, rows: Rows) -> None:
        answer = await self._client._send_request(Grant(rows))
        for code, message in answer.creation_responses:
            _require(code, message)

    async def revoke(self, rows: Rows) -> None:
        answer = await self._client._send_request(Revoke(rows))
        for code, message, _ in answer.filter_responses:
            _require(code, message)

    async def users(self) -> list[str]:
        """Return who has a SCRAM password."""
        answer = await self._client._send_request(DescribeUsers())
        _require(answer.error_code, answer.error_message)
        return [user for user, *_ in answer.results]

    async def set_users(self, passwords: Mapping[str, str], gone: Sequence[str]) -> None:
        """Set these passwords and forget those users; one that is gone already is no error."""
        answer = await self._client._send_request(AlterUsers(passwords, gone))
        for _, code, message, _ in answer.results:
            _require(0 if code == RESOURCE_NOT_FOUND else code, message)


def _require(code: int, message: str | None) -> None:
    if code:
        raise for_code(code)(message)


@asynccontextmanager
async def administering(
    servers: str, admin_password: str | None = None, *, request_timeout_ms: int = 15_000
) -> AsyncIterator[Cluster]:
    """Connect, as the administrator where a password is given; raises KafkaError when no broker answers."""
    # The administrator's PLAIN needs nothing that a new cluster doesn't have (docs/decisions/0014).
    logging.getLogger("aiokafka.conn").setLevel(logging.ERROR)
    as_admin: Any = {
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "PLAIN",
        "sasl_plain_username": "admin",
        "sasl_plain_password": admin_password,
    }
    client: Any = AIOKafkaAdminClient(
        bootstrap_servers=servers,
        request_timeout_ms=request_timeout_ms,
        **(as_admin if admin_password is not None else {}),
    )
    try:
        await client.start()
        yield Cluster(client)
    finally:
        await client.close()


def _resource(topic: str, config: Mapping[str, str]) -> Any:
    return ConfigResource(ConfigResourceType.TOPIC, topic, configs=dict(config) or None)

"""The toy service, running."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chassis.testing import Neighbour, ServiceUnderTest, neighbour, running
from contracts.review import ActorOpened
from local_stack.test_run import KafkaForTests, PostgresForTests
from shared.chassis.tests.toy import projecting_toy, toy

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.fixture
async def service(kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path) -> AsyncIterator[ServiceUnderTest]:
    async with running(
        toy(), kafka_servers=kafka.servers, admin_url=postgres.admin_url, state_dir=tmp_path, now=NOW
    ) as under_test:
        yield under_test


@pytest.fixture
async def projecting(
    kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path
) -> AsyncIterator[ServiceUnderTest]:
    async with running(
        projecting_toy(), kafka_servers=kafka.servers, admin_url=postgres.admin_url, state_dir=tmp_path, now=NOW
    ) as under_test:
        yield under_test


@pytest.fixture
async def opening(kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path) -> AsyncIterator[ServiceUnderTest]:
    """The toy as a service that tells who did something."""
    async with running(
        replace(toy(), actor_opened=ActorOpened),
        kafka_servers=kafka.servers,
        admin_url=postgres.admin_url,
        state_dir=tmp_path,
        now=NOW,
    ) as under_test:
        yield under_test


@pytest.fixture
async def nominations(service: ServiceUnderTest) -> AsyncIterator[Neighbour]:
    async with neighbour("nominations", service) as other:
        yield other

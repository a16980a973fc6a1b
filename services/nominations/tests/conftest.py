"""Nominations, running."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chassis.testing import Neighbour, ServiceUnderTest, neighbour, running
from local_stack.test_run import KafkaForTests, PostgresForTests
from nominations.bootstrap import service as declare
from nominations.bootstrap import vault as made_vault
from nominations.config import EvidenceConfig
from nominations.entrypoints.vault import Vault
from services.nominations.tests.builders import NOW


@pytest.fixture
async def service(kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path) -> AsyncIterator[ServiceUnderTest]:
    async with running(
        declare({"STATE_DIR": str(tmp_path)}),
        kafka_servers=kafka.servers,
        admin_url=postgres.admin_url,
        state_dir=tmp_path,
        now=NOW,
    ) as under_test:
        yield under_test


@pytest.fixture
async def review(service: ServiceUnderTest) -> AsyncIterator[Neighbour]:
    async with neighbour("review", service) as other:
        yield other


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """The vault of the service under test, without a scanner."""
    return made_vault(EvidenceConfig(state_dir=tmp_path))

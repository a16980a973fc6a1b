"""The audit service running on the real broker and database; after each test everything it stored is recomputed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import pytest

from audit.bootstrap import service as declared
from chassis.testing import Neighbour, ServiceUnderTest, neighbour, running
from local_stack.test_run import KafkaForTests, PostgresForTests
from services.audit.tests.builders import ENVIRON, NOW, a_fact, a_sequencer, append
from services.audit.tests.full_check import check_record


@pytest.fixture
async def audit(kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path) -> AsyncIterator[ServiceUnderTest]:
    async with a_record(kafka, postgres, tmp_path) as under_test:
        yield under_test


@pytest.fixture(scope="module")
async def filled(
    kafka: KafkaForTests, postgres: PostgresForTests, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[ServiceUnderTest]:
    """One record with a row in every table, for tests that change nothing."""
    async with a_record(kafka, postgres, tmp_path_factory.mktemp("filled")) as under_test:
        await append(under_test, a_fact(UUID(int=1), 1), a_fact(UUID(int=1), 3))
        await a_sequencer().turn(under_test.process.dispatcher)
        await under_test.pool.execute("INSERT INTO cosignatures (number, line, received_at) VALUES (1, 'x', now())")
        yield under_test


@asynccontextmanager
async def a_record(kafka: KafkaForTests, postgres: PostgresForTests, folder: Path) -> AsyncIterator[ServiceUnderTest]:
    async with running(
        declared({**ENVIRON, "STATE_DIR": str(folder)}),
        kafka_servers=kafka.servers,
        admin_url=postgres.admin_url,
        state_dir=folder,
        now=NOW,
        environ=ENVIRON,
    ) as under_test:
        yield under_test
        await check_record(under_test.pool)


@pytest.fixture
async def nominations(audit: ServiceUnderTest) -> AsyncIterator[Neighbour]:
    async with neighbour("nominations", audit) as other:
        yield other

"""Review, running on the real broker and database, with a neighbour that submits nominations."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chassis.testing import Neighbour, ServiceUnderTest, neighbour, running
from local_stack.test_run import KafkaForTests, PostgresForTests
from review.bootstrap import service
from services.review.tests.builders import NOW


@pytest.fixture
async def review(kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path) -> AsyncIterator[ServiceUnderTest]:
    async with running(
        service(), kafka_servers=kafka.servers, admin_url=postgres.admin_url, state_dir=tmp_path, now=NOW
    ) as under_test:
        yield under_test


@pytest.fixture
async def nominations(review: ServiceUnderTest) -> AsyncIterator[Neighbour]:
    async with neighbour("nominations", review) as other:
        yield other

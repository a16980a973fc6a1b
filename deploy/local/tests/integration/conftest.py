"""One guarded broker for all tests of rights: who changes a right or a password puts it back."""

from collections.abc import AsyncIterator

import pytest

from deploy.local.tests.integration.guarded_kafka import Guarded, guarded
from local_stack.test_run import KafkaForTests


@pytest.fixture(scope="package")
async def cluster(kafka: KafkaForTests) -> AsyncIterator[Guarded]:
    async with guarded(kafka) as made:
        yield made

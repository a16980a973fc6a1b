"""One system for the whole folder: what is asked of it here changes nothing that another test counts on."""

from collections.abc import AsyncIterator

import pytest

from local_stack.test_run import KafkaForTests, PostgresForTests
from tests.access.life import live
from tests.access.system import System, whole
from tests.access.walk import Asked, everything


@pytest.fixture(scope="package")
async def system(
    kafka: KafkaForTests, postgres: PostgresForTests, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[System]:
    async with whole(kafka.servers, postgres.admin_url, tmp_path_factory.mktemp("system")) as made:
        await live(made)
        yield made


@pytest.fixture(scope="package")
async def answers(system: System) -> list[Asked]:
    """What everybody was answered who asked for everything."""
    return await everything(system)

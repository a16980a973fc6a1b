"""The present migrations bring each released database to the same schema as an empty one."""

from pathlib import Path

import pytest

from local_stack.test_run import PostgresForTests
from tests.architecture.repository import SERVICES
from tests.contract import released_databases
from tests.contract.released import releases

RELEASED = [release for release in releases() if (release / "databases").is_dir()]


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("release", RELEASED, ids=lambda release: release.name)
async def test_a_released_database_becomes_the_present_one(
    release: Path, service: str, postgres: PostgresForTests
) -> None:
    empty = await released_databases.from_nothing(postgres.admin_url, service)
    kept = await released_databases.restored(postgres.admin_url, service, release / "databases" / f"{service}.sql")

    await kept.migrate()

    assert kept.schema() == empty.schema()
    assert await kept.rights() == await empty.rights() != []


async def test_a_schema_that_differs_is_seen(postgres: PostgresForTests) -> None:
    one = await released_databases.from_nothing(postgres.admin_url, "review")
    other = await released_databases.from_nothing(postgres.admin_url, "review")

    await other.execute("ALTER TABLE cases ADD COLUMN budget integer")

    assert one.schema() != other.schema()

"""New code on the previous schema: it does nothing but say what it waits for, and goes on by itself."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from chassis import migrations
from chassis.actors import Actor
from chassis.health import Health
from chassis.problems import Problem
from chassis.process import Part, Process, run_parts
from chassis.standing import Standing
from chassis.testing import Neighbour, ServiceUnderTest, url_of
from contracts.roles import Role
from shared.chassis.tests.toy import UNIT, Submit, submitted

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
OFFICER = Actor(role=Role.UNIT_OFFICER, unit=UNIT, sub="5b7b5f0e-0000-4000-8000-00000000000a")
MISSING = "migrations are missing: tests/0002_planted.sql"
SECONDS = 30


def with_one_more_migration(service: ServiceUnderTest, folder: Path, port: int) -> Process:
    """The next release of the service, on the database of this one."""
    newer = shutil.copytree(str(service.process.service.migrations), folder / "tests" / "migrations")
    (newer / "0002_planted.sql").write_text("ALTER TABLE handled ADD COLUMN planted integer;")
    return replace(
        service.process,
        service=replace(service.process.service, schema=newer),
        settings=replace(service.process.settings, management_port=port),
        health=Health(),
        standing=Standing(),
        stopping=asyncio.Event(),
    )


@asynccontextmanager
async def consuming_and_relaying(process: Process) -> AsyncIterator[None]:
    running = asyncio.create_task(run_parts(process, frozenset({Part.CONSUME, Part.RELAY})))
    try:
        yield
    finally:
        process.stopping.set()
        assert await running == 0


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(SECONDS):
        while True:
            if await holds():
                return
            await asyncio.sleep(0.02)


async def waits(process: Process) -> bool:
    return process.standing.trouble == MISSING


async def has_done(service: ServiceUnderTest, *, taken: int, told: int) -> bool:
    handled = await service.pool.fetchval("SELECT count(*) FROM handled")
    return (handled, len(await service.facts())) == (taken, told)


async def test_code_that_came_before_its_migration_waits_for_it(
    service: ServiceUnderTest, nominations: Neighbour, tmp_path: Path, unused_tcp_port: int
) -> None:
    newer = with_one_more_migration(service, tmp_path, unused_tcp_port)
    await service.execute(Submit(nomination_ids=(uuid4(),)), OFFICER)
    await nominations.tell(submitted(uuid4()), at=NOW)

    async with consuming_and_relaying(newer):
        await until(lambda: waits(newer))
        with pytest.raises(Problem, match="503"):
            newer.standing.admit()
        assert (await readiness(unused_tcp_port))["standing"] == MISSING
        assert newer.consumer is None  # has not even joined its group
        assert await has_done(service, taken=0, told=0)

        name = service.process.settings.database_url.rpartition("/")[2]
        await migrations.migrate(url_of(service.admin_url, name, "toy_owner"), [newer.service.migrations], "toy")

        # The case that answers what was told goes out too.
        await until(lambda: has_done(service, taken=1, told=2))


async def readiness(port: int) -> dict[str, str]:
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.get(f"http://127.0.0.1:{port}/readyz")
    assert answer.status_code == 503
    return {check["name"]: check["message"] for check in answer.json()["checks"]}

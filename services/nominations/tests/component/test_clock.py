"""The clock forgets workbooks that have expired, and waits for a database that is away."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import asyncpg
import pytest

from chassis.testing import ServiceUnderTest
from contracts.roles import Role
from nominations.entrypoints.clock import forget_imports
from services.nominations.tests.builders import AGENCY, NOW, UNIT
from services.nominations.tests.workbooks import person, table

TERMS = {"commendation_kind": "merit", "receiving_agency": AGENCY}
PATIENCE_SECONDS = 30.0


async def given_an_expired_import(service: ServiceUnderTest) -> None:
    sent = await service.client.post(
        "/imports",
        files={"file": ("a.xlsx", table(person(1)))},
        data=TERMS,
        headers=service.signed_in(Role.UNIT_OFFICER, UNIT),
    )
    assert sent.status_code == 201, sent.text
    week = timedelta(days=7)
    await service.pool.execute("UPDATE imports SET created_at = created_at - $1::interval, expires_at = $2", week, NOW)


@asynccontextmanager
async def clock_of(service: ServiceUnderTest) -> AsyncIterator[asyncio.Task[None]]:
    """The loop, running; stopped at the end, and whatever ended it before rises."""
    clock = asyncio.create_task(forget_imports(service.process.context()))
    try:
        yield clock
    finally:
        service.process.stopping.set()
        await clock


async def is_forgotten(service: ServiceUnderTest) -> bool:
    return bool(await service.pool.fetchval("SELECT count(1) FROM imports") == 0)


async def until(clock: asyncio.Task[None], holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not clock.done() and not await holds():  # noqa: ASYNC110 (state is polled)
            await asyncio.sleep(0.02)


async def let_in(service: ServiceUnderTest, connections: int) -> None:
    """Let so many sessions into the service's database from now on, -1 for any number; end those that are there."""
    database = service.process.settings.database_url.rsplit("/", 1)[1]
    admin = await asyncpg.connect(service.admin_url)
    try:
        await admin.execute(f"ALTER DATABASE {database} CONNECTION LIMIT {connections}")
        await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", database)
    finally:
        await admin.close()


async def test_an_expired_import_is_forgotten(service: ServiceUnderTest) -> None:
    await given_an_expired_import(service)

    async with clock_of(service) as clock:
        await until(clock, lambda: is_forgotten(service))

        assert await is_forgotten(service)


async def test_a_database_that_is_away_is_waited_for(
    service: ServiceUnderTest, capsys: pytest.CaptureFixture[str]
) -> None:
    await given_an_expired_import(service)
    written: list[str] = []

    async def it_waits() -> bool:
        written.append(capsys.readouterr().out)
        return "expired imports wait for the database" in "".join(written)

    await let_in(service, 0)
    async with clock_of(service) as clock:
        await until(clock, it_waits)
        await let_in(service, -1)
        await until(clock, lambda: is_forgotten(service))

        assert await is_forgotten(service)

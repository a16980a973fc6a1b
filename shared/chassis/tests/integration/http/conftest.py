"""One database, one issuer and one application of the note service for the tests in this folder."""

import logging
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx
import pytest

from chassis import http, logs, migrations, process
from chassis.addresses import NOWHERE, Networks
from chassis.database import Pool, connect_pool
from chassis.dispatch import Dispatcher
from chassis.identity import Identity
from local_stack.test_run import PostgresForTests
from shared.chassis.tests import note_service
from shared.chassis.tests.http_builders import ISSUER, Database, Issuer, fresh_database, serving, settings

UNCOUNTED = {"person_requests_per_minute": 0, "address_requests_per_minute": 0}


@dataclass(frozen=True, slots=True)
class Board:
    """The note service, ready to be asked."""

    client: httpx.AsyncClient
    issuer: Issuer
    pool: Pool
    dispatcher: Dispatcher
    database: Database

    def officer(self, **headers: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.issuer.token('unit-officer')}", **headers}


@asynccontextmanager
async def open_board(
    database: Database, issuer: Issuer, trusted_proxies: str = "", **limits: int
) -> AsyncIterator[Board]:
    """Nobody is counted, unless `limits` says how many requests a minute somebody has."""
    trusted = Networks.parsed(trusted_proxies) if trusted_proxies else NOWHERE
    chosen = settings(database, issuer.jwks_url, trusted_proxies=trusted, **{**UNCOUNTED, **limits})
    identity = Identity(issuer=ISSUER, jwks_url=issuer.jwks_url, audience="thidua", now=process.utc_now)
    pool = await connect_pool(database.url, application_name="notes")
    service = note_service.service()
    dispatcher = process.make_dispatcher(service, chosen, pool)
    transport = httpx.ASGITransport(http.application(service, dispatcher, pool, identity, chosen))
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client:
        yield Board(client, issuer, pool, dispatcher, database)
    await identity.close()
    pool.terminate()


@pytest.fixture(scope="session")
async def database(postgres: PostgresForTests) -> AsyncIterator[Database]:
    async with fresh_database(postgres.admin_url) as made:
        await migrations.migrate(made.owner_url, [], made.runtime_role)
        owner = await asyncpg.connect(made.owner_url)
        await owner.execute(note_service.SQL)
        await owner.close()
        yield made


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    """An issuer that a test may change."""
    made = Issuer()
    made.add_key("first")
    async with serving(made):
        yield made


@pytest.fixture(scope="session")
async def opened(database: Database) -> AsyncIterator[Board]:
    issuer = Issuer()
    issuer.add_key("first")
    async with serving(issuer), open_board(database, issuer) as board:
        yield board


@pytest.fixture
async def board(opened: Board) -> Board:
    """The note service with nothing on it."""
    await opened.pool.execute("DELETE FROM note")
    await opened.pool.execute("DELETE FROM idempotency_keys")
    return opened


@pytest.fixture(scope="session", autouse=True)
def quiet_logs() -> Iterator[None]:
    """Log lines as in production, to nowhere: structlog's default would draw every traceback."""
    with Path(os.devnull).open("w") as nowhere:
        logs.set_up("notes", "INFO", nowhere)
        yield
        logging.getLogger().handlers.clear()

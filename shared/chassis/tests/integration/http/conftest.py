"""One database, one issuer and one application of the note service for the tests in this folder."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import asyncpg
import httpx
import pytest

from chassis import http, migrations, process
from chassis.database import Pool, connect_pool
from chassis.dispatch import Dispatcher
from chassis.identity import Identity
from local_stack.test_run import PostgresForTests
from shared.chassis.tests import note_service
from shared.chassis.tests.http_builders import ISSUER, Database, Issuer, fresh_database, serving, settings


@dataclass(frozen=True, slots=True)
class Board:
    """The note service, ready to be asked."""

    client: httpx.AsyncClient
    issuer: Issuer
    pool: Pool
    dispatcher: Dispatcher

    def officer(self, **headers: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.issuer.token('unit-officer')}", **headers}


@pytest.fixture
async def database(postgres: PostgresForTests) -> AsyncIterator[Database]:
    async with fresh_database(postgres.admin_url) as made:
        yield made


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    made = Issuer()
    made.add_key("first")
    async with serving(made):
        yield made


@pytest.fixture
async def board(database: Database, issuer: Issuer) -> AsyncIterator[Board]:
    await migrations.migrate(database.owner_url, [], database.runtime_role)
    owner = await asyncpg.connect(database.owner_url)
    await owner.execute(note_service.SQL)
    await owner.close()
    chosen = settings(database, issuer.jwks_url)
    identity = Identity(issuer=ISSUER, jwks_url=issuer.jwks_url, audience="thidua", now=process.utc_now)
    pool = await connect_pool(database.url, application_name="notes")
    service = note_service.service()
    dispatcher = process.make_dispatcher(service, chosen, pool)
    transport = httpx.ASGITransport(http.application(service, dispatcher, pool, identity, chosen))
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client:
        yield Board(client, issuer, pool, dispatcher)
    await identity.close()
    await pool.close()

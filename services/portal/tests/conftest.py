"""The portal, running on the real broker and database, with the services whose facts it projects."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from chassis.testing import Neighbour, ServiceUnderTest, neighbour, running
from contracts.roles import Role
from local_stack.test_run import KafkaForTests, PostgresForTests
from portal.adapters.sealing import Seal
from portal.adapters.sessions import Session, Sessions, Tokens
from portal.bootstrap import service
from portal.entrypoints.cookies import BROWSER, SESSION
from services.portal.tests.builders import NOW, SETTINGS

SUB = "9f0c1d5e-0000-4000-8000-000000000001"


@dataclass(frozen=True, slots=True)
class Portal:
    """The service under test, and its visitors."""

    under_test: ServiceUnderTest

    @property
    def seal(self) -> Seal:
        return Seal(SETTINGS["SESSION_SECRET"])

    @property
    def sessions(self) -> Sessions:
        return Sessions(self.under_test.pool, self.seal)

    def client(self, cookies: dict[str, str] | None = None) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self.under_test.process.application())
        return httpx.AsyncClient(transport=transport, base_url="http://service.test", cookies=cookies)

    async def signed_in(self, role: Role, unit: str | None) -> httpx.AsyncClient:
        """A client of somebody who signed in."""
        return self.client({SESSION: await self.session(role, unit), BROWSER: "a-browser"})

    async def session(self, role: Role, unit: str | None) -> str:
        """The cookie of a session that lies in the database as a sign-in leaves it."""
        cookie = secrets.token_urlsafe(32)
        tokens = Tokens(access=self.under_test.token(role, unit, SUB))
        session = Session(
            sub=SUB,
            name="Vũ Quang Hải",
            roles=frozenset({role}),
            unit=unit,
            tokens=tokens,
            access_expires_at=self.under_test.clock() + timedelta(hours=1),
        )
        await self.sessions.begin(cookie, session, self.under_test.clock())
        return cookie

    def form_token(self) -> str:
        return self.seal.form_token("a-browser")


@pytest.fixture
async def portal(kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path) -> AsyncIterator[Portal]:
    async with running(
        service(SETTINGS), kafka_servers=kafka.servers, admin_url=postgres.admin_url, state_dir=tmp_path, now=NOW
    ) as under_test:
        yield Portal(under_test)


@pytest.fixture
async def nominations(portal: Portal) -> AsyncIterator[Neighbour]:
    async with neighbour("nominations", portal.under_test) as other:
        yield other


@pytest.fixture
async def review(portal: Portal) -> AsyncIterator[Neighbour]:
    async with neighbour("review", portal.under_test) as other:
        yield other

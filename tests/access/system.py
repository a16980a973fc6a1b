"""All services in this process on real ports, one broker and one issuer, with a life's worth of things in them."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import httpx
from fastapi import FastAPI

from audit.bootstrap import service as audit_service
from chassis import server
from chassis.service import Service
from chassis.testing import ServiceUnderTest, running
from contracts.roles import Role
from local_stack import ports
from nominations.bootstrap import service as nominations_service
from portal.adapters.sealing import Seal
from portal.adapters.sessions import Session, Sessions, Tokens
from portal.bootstrap import service as portal_service
from portal.entrypoints.cookies import BROWSER, SESSION
from portal.entrypoints.site import Site
from services.audit.tests.builders import ENVIRON as AUDIT_ENVIRON
from services.portal.tests.builders import NOW, SETTINGS
from tests.architecture.repository import SERVICES as ALL

# The record first: it reads every producer's topic, and so makes them all. The portal last: it asks all others.
BEHIND = ("audit", *(name for name in ALL if name not in ("audit", "portal")))
SERVICES = (*BEHIND, "portal")
A_BROWSER = "a-browser"
ENVIRONS: Mapping[str, Mapping[str, str]] = {"audit": AUDIT_ENVIRON}


@dataclass(slots=True, kw_only=True)
class System:
    """`things` are the ids of what was made, by the name that routes and bodies give them."""

    services: dict[str, ServiceUnderTest]
    apps: Mapping[str, FastAPI]
    urls: Mapping[str, str]
    client: httpx.AsyncClient
    things: dict[str, str] = field(default_factory=dict)

    @property
    def seal(self) -> Seal:
        return Seal(SETTINGS["SESSION_SECRET"])

    def person(self, role: Role, unit: str | None) -> dict[str, str]:
        """Headers of somebody with a token."""
        return self.services["audit"].signed_in(role, unit, sub=f"{role}-of-{unit}")

    async def cookies(self, role: Role, unit: str | None) -> dict[str, str]:
        """Cookies of somebody who has just signed in at the portal."""
        portal, cookie = self.services["portal"], secrets.token_urlsafe(32)
        sub = f"{role}-of-{unit}"
        session = Session(
            sub=sub,
            name="Vũ Quang Hải",
            roles=frozenset({role}),
            unit=unit,
            tokens=Tokens(access=portal.token(role, unit, sub)),
            access_expires_at=portal.clock() + timedelta(hours=1),
        )
        await Sessions(portal.pool, self.seal).begin(cookie, session, portal.clock())
        return {SESSION: cookie, BROWSER: A_BROWSER}

    async def settled(self) -> None:
        """Everything that was told has arrived everywhere."""
        for each in [*self.services.values(), *self.services.values()]:
            await (each.consumed() if each.process.service.name == "portal" else each.settled())


@asynccontextmanager
async def whole(kafka_servers: str, admin_url: str, folder: Path) -> AsyncIterator[System]:
    """The five services, each with its database; nothing is in them yet."""
    numbers = ports.choose_free(len(SERVICES))
    urls = {name: f"http://{ports.HOST}:{number}" for name, number in zip(SERVICES, numbers, strict=True)}
    made: dict[str, ServiceUnderTest] = {}
    apps: dict[str, FastAPI] = {}
    async with AsyncExitStack() as stack:
        for name in SERVICES:
            made[name] = await stack.enter_async_context(
                running(
                    _declared(name, urls, made, folder),
                    kafka_servers=kafka_servers,
                    admin_url=admin_url,
                    state_dir=folder,
                    now=NOW,
                    environ=ENVIRONS.get(name),
                    beside=made.get("audit"),
                )
            )
            apps[name] = await stack.enter_async_context(serving(made[name], int(urls[name].rpartition(":")[2])))
        client = await stack.enter_async_context(httpx.AsyncClient(trust_env=False, timeout=60))
        yield System(services=made, apps=apps, urls=urls, client=client)


def _declared(name: str, urls: Mapping[str, str], before: Mapping[str, ServiceUnderTest], folder: Path) -> Service:
    if name == "nominations":
        return nominations_service({"STATE_DIR": str(folder)})
    if name == "audit":
        return audit_service({**AUDIT_ENVIRON, "STATE_DIR": str(folder)})
    if name == "portal":
        issuer = before["audit"].issuer.url
        neighbours = {f"{each.upper()}_URL": urls[each] for each in BEHIND}
        own = {"PUBLIC_URL": urls["portal"], "OIDC_ISSUER": issuer, "OIDC_JWKS_URL": f"{issuer}/jwks"}
        return portal_service({**SETTINGS, **neighbours, **own})
    declared: Service = import_module(f"{name}.bootstrap").service()
    return declared


@asynccontextmanager
async def serving(under_test: ServiceUnderTest, port: int) -> AsyncIterator[FastAPI]:
    """A service under test at an address, until the block ends."""
    stopping = under_test.process.stopping
    app = under_test.process.application()
    assert isinstance(app, FastAPI)
    task = asyncio.create_task(server.serve(app, host=ports.HOST, port=port, stopping=stopping))
    try:
        yield app
    finally:
        stopping.set()
        await task
        await _hung_up(getattr(app.state, "site", None))


async def _hung_up(site: Site | None) -> None:
    """End the portal's connections; a process ends without saying goodbye."""
    if site is not None:
        for each in (site.nominations, site.review, site.notifications, site.record):
            await each.neighbour.close()
        await site.issuer.close()

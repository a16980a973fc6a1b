"""All services as real processes on one broker and database, with the local issuer: what a browser meets."""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from secrets import token_hex

import httpx

from chassis import server
from chassis.service import Service
from chassis.testing import create_database, create_topics
from contracts.registry import PRODUCERS
from local_stack import ports, record_keys
from local_stack.issuer import Client, create_app
from local_stack.people import Person, sample_people
from local_stack.state import State
from local_stack.tokens import Signer, signer
from tests.architecture.repository import SERVICES as ALL

SERVICES = (*PRODUCERS, *(name for name in ALL if name not in PRODUCERS))
READY_SECONDS = 180.0
STOP_SECONDS = 30.0
SECRET = "0123456789abcdef0123456789abcdef"


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeSystem:
    """Addresses of what runs."""

    urls: Mapping[str, str]
    signer: Signer
    people: Mapping[str, Person]

    @property
    def portal(self) -> str:
        return self.urls["portal"]

    def token(self, person: str) -> dict[str, str]:
        """Request headers of a sample person."""
        made = self.signer.access_token(self.people[person], "portal", datetime.now(UTC))
        return {"Authorization": f"Bearer {made}"}

    async def command(self, person: str, service: str, path: str, body: object) -> dict[str, object]:
        """Ask a service directly, as the portal would for that person."""
        async with httpx.AsyncClient(base_url=self.urls[service], timeout=60, trust_env=False) as client:
            answer = await client.post(path, json=body, headers=self.token(person))
        assert answer.is_success, answer.text
        found: dict[str, object] = answer.json()
        return found


@asynccontextmanager
async def whole_system(kafka_servers: str, admin_url: str, state: State) -> AsyncIterator[WholeSystem]:
    """Start everything on free ports with fresh databases and topics, stop it by process id."""
    numbers = ports.choose_free(2 * len(SERVICES) + 1)
    urls = {name: f"http://{ports.HOST}:{number}" for name, number in zip(SERVICES, numbers, strict=False)}
    managed = dict(zip(SERVICES, numbers[len(SERVICES) :], strict=False))
    issuer_url, prefix = f"http://{ports.HOST}:{numbers[-1]}", f"w{token_hex(4)}."
    await create_topics(kafka_servers, prefix, SERVICES)
    signing = signer(state, issuer_url)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(issuing(signing, urls["portal"], numbers[-1]))
        for name in SERVICES:
            declared: Service = import_module(f"{name}.bootstrap").service()
            environment = {
                "DATABASE_URL": await create_database(admin_url, declared),
                "KAFKA_SERVERS": kafka_servers,
                "TOPIC_PREFIX": prefix,
                "HTTP_PORT": urls[name].rpartition(":")[2],
                "MANAGEMENT_PORT": str(managed[name]),
                "OIDC_ISSUER": issuer_url,
                "OIDC_JWKS_URL": f"{issuer_url}/jwks",
                "STATE_DIR": str(state.root),
                "LOG_LEVEL": "WARNING",
                **own_settings(name, urls, state, ports.choose_free(1)[0]),
            }
            await stack.enter_async_context(_process(name, environment, state.logs))
        await asyncio.gather(*(_ready(port) for port in managed.values()))
        yield WholeSystem(urls=urls, signer=signing, people=sample_people())


def own_settings(name: str, urls: Mapping[str, str], state: State, smtp_port: int) -> dict[str, str]:
    """What one service alone reads, beside what all read."""
    match name:
        case "portal":
            return {
                **{f"{each.upper()}_URL": url for each, url in urls.items() if each != "portal"},
                "OIDC_CLIENT_ID": "portal",
                "OIDC_CLIENT_SECRET": SECRET,
                "PUBLIC_URL": urls["portal"],
                "SESSION_SECRET": SECRET,
            }
        case "nominations":
            return {"PERSON_HASH_KEY": SECRET}
        case "notifications":
            mail = {"SMTP_HOST": ports.HOST, "SMTP_PORT": str(smtp_port), "MAIL_FROM": "thi-dua@thidua.example"}
            return {**mail, "PUBLIC_URL": urls["portal"]}
        case "audit":
            return {
                "LOG_ORIGIN": record_keys.LOG_ORIGIN,
                "LOG_SIGNING_KEY": record_keys.log_signing_key(state),
                "BUNDLE_SIGNING_KEY": record_keys.bundle_signing_key(state),
            }
        case _:
            return {}


@asynccontextmanager
async def issuing(signing: Signer, portal_url: str, port: int) -> AsyncIterator[None]:
    """The local issuer, with the portal as its only client."""
    client = Client(
        id="portal",
        secret=SECRET,
        redirect_uris=frozenset({f"{portal_url}/sign-in/callback"}),
        signed_out_uris=frozenset({f"{portal_url}/"}),
    )
    app = create_app(signing, client, sample_people(), lambda: datetime.now(UTC))
    stopping = asyncio.Event()
    serving = asyncio.create_task(server.serve(app, host=ports.HOST, port=port, stopping=stopping))
    try:
        yield
    finally:
        stopping.set()
        await serving


@asynccontextmanager
async def _process(name: str, environment: Mapping[str, str], logs: Path) -> AsyncIterator[None]:
    with (logs / f"whole-{name}.log").open("wb") as log:
        started = await asyncio.create_subprocess_exec(
            sys.executable, "-m", name, "all", env={"PYTHONUTF8": "1", **environment}, stdout=log, stderr=log
        )
    try:
        yield
    finally:
        if started.returncode is None:
            started.terminate()
        await asyncio.wait_for(started.wait(), STOP_SECONDS)


async def _ready(port: int) -> None:
    async with httpx.AsyncClient(trust_env=False) as client, asyncio.timeout(READY_SECONDS):
        while True:
            try:
                if (await client.get(f"http://{ports.HOST}:{port}/readyz")).is_success:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.2)

"""An issuer of tokens and a database, for the tests of the HTTP side."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import httpx
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.routing import Router as PlainRouter

from chassis import server
from chassis.settings import ChassisSettings

ISSUER = "http://issuer.test"


@dataclass(slots=True)
class Issuer:
    """Publishes its keys over real HTTP and signs what it is asked to."""

    keys: dict[str, ECKey] = field(default_factory=dict)
    port: int = 0
    requests: int = 0

    def add_key(self, kid: str) -> None:
        self.keys[kid] = ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"})

    @property
    def jwks_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/jwks"

    def token(
        self,
        *roles: str,
        unit: str | None = "11953@2025-07-01",
        sub: str = "9c0b1f5e-0000-4000-8000-000000000001",
        kid: str = "first",
        **changes: object,
    ) -> str:
        now = datetime.now(UTC)
        claims: dict[str, object] = {"iss": ISSUER, "aud": "thidua", "sub": sub, "roles": list(roles)}
        claims |= {"iat": now, "exp": now + timedelta(minutes=5)} | ({"unit": unit} if unit else {}) | changes
        present = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "ES256", "kid": kid}, present, self.keys[kid])

    async def answer(self, request: Request) -> Response:
        self.requests += 1
        return JSONResponse({"keys": [key.as_dict(private=False) for key in self.keys.values()]})


@asynccontextmanager
async def serving(issuer: Issuer) -> AsyncIterator[Issuer]:
    """The issuer's key document on a port of its own."""
    stopping = asyncio.Event()
    with server.listen("127.0.0.1", 0) as probe:
        issuer.port = probe.getsockname()[1]
    app = PlainRouter([Route("/jwks", issuer.answer)])
    task = asyncio.create_task(server.serve(app, host="127.0.0.1", port=issuer.port, stopping=stopping))
    await answering(f"{issuer.jwks_url}")
    issuer.requests = 0
    yield issuer
    stopping.set()
    await task


async def answering(url: str) -> None:
    """Wait until somebody answers."""
    async with httpx.AsyncClient() as client:
        for _ in range(200):
            try:
                await client.get(url)
            except httpx.TransportError:
                await asyncio.sleep(0.02)
            else:
                return
    raise TimeoutError(url)


@dataclass(frozen=True, slots=True)
class Database:
    """A database of its own with an owner and a runtime role."""

    owner_url: str
    url: str
    runtime_role: str


@asynccontextmanager
async def fresh_database(admin_url: str) -> AsyncIterator[Database]:
    """Make a database and its two roles; both go at the end."""
    name = f"chassis_{uuid4().hex[:12]}"
    owner, runtime = f"{name}_owner", name
    admin = await asyncpg.connect(admin_url)
    try:
        await admin.execute(f"CREATE ROLE {owner} LOGIN PASSWORD 'x'; CREATE ROLE {runtime} LOGIN PASSWORD 'x'")
        await admin.execute(f"CREATE DATABASE {name} OWNER {owner} TEMPLATE template0")
        yield Database(_address(admin_url, owner, name), _address(admin_url, runtime, name), runtime)
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.execute(f"DROP ROLE {owner}")
        await admin.execute(f"DROP ROLE {runtime}")
    finally:
        await admin.close()


def _address(admin_url: str, user: str, database: str) -> str:
    parts = urlsplit(admin_url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}:x@{host}", path=f"/{database}"))


def settings(database: Database, jwks_url: str, **changes: object) -> ChassisSettings:
    values: dict[str, object] = {
        "database_url": database.url,
        "kafka_servers": "127.0.0.1:1",
        "oidc_issuer": ISSUER,
        "oidc_jwks_url": jwks_url,
    }
    return ChassisSettings(**{**values, **changes})  # type: ignore[arg-type]

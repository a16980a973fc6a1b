"""One service on the real broker and database: its own database, topic prefix and issuer, a clock that stands."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import asyncpg
import httpx
from aiokafka import TopicPartition

from chassis import process
from chassis.actors import Actor
from chassis.database import is_transient
from chassis.process import Process
from chassis.service import Service
from chassis.settings import ChassisSettings
from chassis.standing import good_standing
from chassis.testing.databases import create_database
from chassis.testing.issuer import IssuerForTests
from chassis.testing.topics import create_topics, delete_topics, ends_of, read_facts
from contracts.envelope import Envelope
from contracts.fact import Fact
from contracts.roles import Role

SETTLE_SECONDS = 30.0


@dataclass(slots=True)
class Clock:
    """A time that moves when the test says so."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, by: timedelta) -> None:
        self.moment += by


@dataclass(slots=True, kw_only=True)
class ServiceUnderTest:
    process: Process
    client: httpx.AsyncClient
    clock: Clock
    issuer: IssuerForTests
    servers: str
    prefix: str
    admin_url: str
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def pool(self) -> asyncpg.Pool:
        return self.process.pool

    def token(self, role: Role, unit: str | None, sub: str = "9f0c1d5e-0000-4000-8000-000000000001") -> str:
        """An access token of the test's issuer."""
        return self.issuer.token(sub=sub, roles=[role], unit=unit)

    def signed_in(
        self, role: Role, unit: str | None, sub: str = "9f0c1d5e-0000-4000-8000-000000000001"
    ) -> dict[str, str]:
        """Request headers of a signed-in person."""
        return {"Authorization": f"Bearer {self.token(role, unit, sub)}"}

    async def row(self, query: str, *arguments: object) -> asyncpg.Record:
        """The one row that a query must find."""
        found = await self.pool.fetchrow(query, *arguments)
        if found is None:
            raise LookupError(query)
        return found

    async def execute(self, command: object, actor: Actor) -> object:
        """Run a command without HTTP."""
        return await self.process.dispatcher.execute(command, actor, request_id="test")

    async def relayed(self) -> None:
        """Run the relay and wait until the outbox is empty."""
        if self.process.relay is None:
            self._tasks.append(asyncio.create_task(process.make_relay(self.process).run()))
        self.process.dispatcher.wake.event.set()
        await self._until(self._outbox_is_empty)

    async def consumed(self) -> None:
        """Run the consumer and wait until it has applied everything that is on its topics now."""
        if self.process.consumer is None:
            self._tasks.append(asyncio.create_task(process.consume(self.process)))
        ends = await ends_of(self.servers, list(self.process.dispatcher.topics))
        await self._until(lambda: self._has_read(ends))

    async def settled(self) -> None:
        """Relay and consume until neither has anything left, also when the service reads its own topics."""
        for _ in range(3):
            await self.relayed()
            await self.consumed()
        await self.relayed()

    async def facts(self) -> list[Envelope[Fact]]:
        """Everything on the service's own topic of facts, decoded, by partition and offset."""
        return await read_facts(self.servers, f"{self.prefix}{self.process.service.name}.facts")

    async def _until(self, holds: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(SETTLE_SECONDS):
            while not await self._seen(holds):
                for task in self._tasks:
                    if task.done():
                        task.result()
                await asyncio.sleep(0.01)

    async def _seen(self, holds: Callable[[], Awaitable[bool]]) -> bool:
        """One look; one that the surroundings spoil, as when a test cuts connections, saw nothing."""
        try:
            return await holds()
        except Exception as error:
            if not is_transient(error):
                raise
            return False

    async def _outbox_is_empty(self) -> bool:
        return not await self.pool.fetchval("SELECT EXISTS (SELECT FROM outbox WHERE refusal IS NULL)")

    async def _has_read(self, ends: Mapping[TopicPartition, int]) -> bool:
        rows = await self.pool.fetch(
            "SELECT topic, partition, next_offset FROM position WHERE consumer_group = $1",
            self.process.service.consumer_group,
        )
        known = {TopicPartition(row["topic"], row["partition"]): row["next_offset"] for row in rows}
        return all(known.get(place, -1) >= end for place, end in ends.items())

    async def stop(self) -> None:
        self.process.stopping.set()
        await asyncio.gather(*self._tasks)


@asynccontextmanager
async def running(
    service: Service,
    *,
    kafka_servers: str,
    admin_url: str,
    state_dir: Path,
    now: datetime,
    environ: Mapping[str, str] | None = None,
    beside: ServiceUnderTest | None = None,
    requests_per_minute: int = 0,
) -> AsyncIterator[ServiceUnderTest]:
    """Run one service with a database made from its migrations and topics under a prefix of its own.

    `beside` another one it shares that one's topics and issuer: together they are a system. A test asks faster than
    people do, so nobody is counted unless it says how many requests a person and an address have.
    """
    prefix, clock = beside.prefix if beside else f"t{secrets.token_hex(5)}.", Clock(now)
    topics = await create_topics(kafka_servers, prefix, sorted({service.name, *service.facts_from}))
    database_url = await create_database(admin_url, service)
    async with nullcontext(beside.issuer) if beside else IssuerForTests.running() as issuer:
        settings = _settings(issuer, database_url, kafka_servers, prefix, state_dir, requests_per_minute)
        made = await process.assemble(service, settings, environ or {})
        made.dispatcher, made.standing = replace(made.dispatcher, now=clock), good_standing()
        async with _asked_by_http(made) as client:
            under_test = ServiceUnderTest(
                process=made,
                client=client,
                clock=clock,
                issuer=issuer,
                servers=kafka_servers,
                prefix=prefix,
                admin_url=admin_url,
            )
            try:
                yield under_test
            finally:
                await under_test.stop()
                await delete_topics(kafka_servers, topics)


def _settings(
    issuer: IssuerForTests, database_url: str, kafka_servers: str, prefix: str, folder: Path, requests_per_minute: int
) -> ChassisSettings:
    return ChassisSettings(
        database_url=database_url,
        kafka_servers=kafka_servers,
        oidc_issuer=issuer.url,
        oidc_jwks_url=f"{issuer.url}/jwks",
        topic_prefix=prefix,
        person_requests_per_minute=requests_per_minute,
        address_requests_per_minute=requests_per_minute,
        state_dir=folder,
        person_hash_key="key-of-the-test",
    )


@asynccontextmanager
async def _asked_by_http(made: Process) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the process's routes; process and client end together."""
    transport = httpx.ASGITransport(app=made.application())
    try:
        async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as client:
            yield client
    finally:
        await made.identity.close()
        await made.pool.close()

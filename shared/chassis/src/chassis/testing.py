"""A service under test on the real broker and database: its own database, topic prefix and issuer, a clock that stands.

`running` gives a `ServiceUnderTest`; `Neighbour` writes another service's facts as that service would.
"""

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import asyncpg
import httpx
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from contracts.canonical import canonical_bytes
from contracts.commitment import commitment
from contracts.envelope import CONTENT_TYPE, PERSONAL_CONTENT_TYPE, Attributes, Envelope, parse, render, source_of
from contracts.fact import Fact
from contracts.personal import PersonalRecord
from contracts.registry import FACTS
from contracts.roles import Role

from chassis import broker, migrations, process
from chassis.actors import Actor
from chassis.entropy import Entropy
from chassis.process import Process
from chassis.service import Service
from chassis.settings import ChassisSettings
from chassis.issuer_for_tests import IssuerForTests

PARTITIONS = 3
PASSWORD = "test"  # noqa: S105 (of roles on a server that ends with the run)
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

    def signed_in(self, role: Role, unit: str | None, sub: str = "9f0c1d5e-0000-4000-8000-000000000001") -> dict[str, str]:
        """Request headers of a signed-in person."""
        return {"Authorization": f"Bearer {self.token(role, unit, sub)}"}

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

    async def _until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(SETTLE_SECONDS):
            while not await holds():  # type: ignore[misc]
                for task in self._tasks:
                    if task.done():
                        task.result()
                await asyncio.sleep(0.01)

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
    neighbours: Sequence[str] = ("nominations", "review", "notifications", "audit"),
    entropy: Entropy | None = None,
) -> AsyncIterator[ServiceUnderTest]:
    """Run one service with a database made from its migrations and topics under a prefix of its own."""
    prefix, clock = f"t{secrets.token_hex(5)}.", Clock(now)
    await create_topics(kafka_servers, prefix, sorted({service.name, *neighbours}))
    database_url = await create_database(admin_url, service)
    async with IssuerForTests.running() as issuer:
        settings = ChassisSettings(
            database_url=database_url,
            kafka_servers=kafka_servers,
            oidc_issuer=issuer.url,
            oidc_jwks_url=f"{issuer.url}/jwks",
            topic_prefix=prefix,
            state_dir=state_dir,
        )
        made = await process.assemble(service, settings, environ or {})
        origin = replace(made.dispatcher.origin, entropy=entropy or Entropy())
        made.dispatcher = replace(made.dispatcher, now=clock, origin=origin)
        transport = httpx.ASGITransport(app=made.application())
        async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as client:
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
                await made.identity.close()
                await made.pool.close()


@dataclass(slots=True, kw_only=True)
class Neighbour:
    """Another service, as the one under test sees it: facts in order, personal parts beside them."""

    name: str
    prefix: str
    producer: AIOKafkaProducer
    entropy: Entropy = field(default_factory=Entropy)
    _seq: Counter[UUID] = field(default_factory=Counter)

    async def tell(self, fact: Fact, *, at: datetime, role: Role = Role.SERVICE, unit: str | None = None) -> UUID:
        """Publish the next fact of its subject and return its id."""
        fact_id, body = self.entropy.fact_id(), fact.personal()
        self._seq[fact.subject] += 1
        salt = self.entropy.salt()
        attributes = Attributes(
            id=fact_id,
            source=source_of(self.name),
            type=fact.TYPE,
            subject=fact.subject,
            seq=self._seq[fact.subject],
            time=at,
            actor_role=role,
            actor_unit=unit,
            personal_commit=commitment(salt, canonical_bytes(body)) if body else None,
        )
        await self.send_fact(render(fact, attributes), fact.subject, fact_id, fact.TYPE)
        if body:
            await self.send_personal(fact_id, PersonalRecord(salt=salt, body=body).value())
        return fact_id

    async def send_fact(self, value: bytes, subject: UUID, fact_id: UUID, type_name: str) -> None:
        """Put the bytes of a fact on the topic, with the headers of the wire."""
        headers = [
            ("content-type", CONTENT_TYPE.encode()),
            ("ce_id", str(fact_id).encode()),
            ("ce_type", type_name.encode()),
        ]
        await self.producer.send_and_wait(
            f"{self.prefix}{self.name}.facts", value=value, key=str(subject).encode(), headers=headers
        )

    async def send_personal(self, fact_id: UUID, value: bytes | None) -> None:
        """Put a personal record, or its tombstone, on the topic."""
        await self.producer.send_and_wait(
            f"{self.prefix}{self.name}.personal",
            value=value,
            key=str(fact_id).encode(),
            headers=[("content-type", PERSONAL_CONTENT_TYPE.encode())],
        )


@asynccontextmanager
async def neighbour(name: str, under_test: ServiceUnderTest) -> AsyncIterator[Neighbour]:
    """Another service on the broker of the one under test."""
    producer = broker.make_producer(under_test.servers, name)
    await producer.start()
    try:
        yield Neighbour(name=name, prefix=under_test.prefix, producer=producer)
    finally:
        await producer.stop()


async def create_topics(servers: str, prefix: str, services: Sequence[str]) -> None:
    """Create every kind of topic for the given services."""
    names = [f"{prefix}{service}.{kind}" for service in services for kind in ("facts", "personal", "dead-letters")]
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    try:
        wanted = [*names, f"{prefix}audit.checkpoints"] if "audit" in services else names
        await admin.create_topics([NewTopic(name, PARTITIONS, 1) for name in wanted])
    finally:
        await admin.close()


async def create_database(admin_url: str, service: Service) -> str:
    """Make a fresh database from a template that carries the service's schema; return the runtime role's URL."""
    template, name = f"template_{service.name}", f"{service.name}_{secrets.token_hex(5)}"
    admin = await asyncpg.connect(admin_url)
    try:
        await admin.execute("SELECT pg_advisory_lock(1952805748)")
        if not await admin.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", template):
            await _create_template(admin, admin_url, service, template)
        await admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {service.name}_owner")
        await admin.execute(f"GRANT CONNECT ON DATABASE {name} TO {service.name}")
    finally:
        await admin.close()
    return url_of(admin_url, name, service.name)


async def _create_template(admin: asyncpg.Connection, admin_url: str, service: Service, template: str) -> None:
    owner = f"{service.name}_owner"
    for role in (owner, service.name):
        if not await admin.fetchval("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role):
            await admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")
    await admin.execute(f"CREATE DATABASE {template}_new OWNER {owner}")
    await migrations.migrate(url_of(admin_url, f"{template}_new", owner), [service.migrations], service.name)
    await admin.execute(f"ALTER DATABASE {template}_new RENAME TO {template}")


def url_of(admin_url: str, database: str, role: str) -> str:
    """The address of a test database for one role."""
    parts = urlsplit(admin_url)
    return urlunsplit(parts._replace(netloc=f"{role}:{PASSWORD}@{parts.hostname}:{parts.port}", path=f"/{database}"))


async def ends_of(servers: str, topics: Sequence[str]) -> dict[TopicPartition, int]:
    """The end offset of every partition of the topics."""
    client = AIOKafkaConsumer(bootstrap_servers=servers)
    await client.start()
    try:
        places = [TopicPartition(topic, partition) for topic in topics for partition in range(PARTITIONS)]
        return dict(await client.end_offsets(places))
    finally:
        await client.stop()


async def read_topic(servers: str, topic: str) -> list[tuple[bytes | None, bytes | None]]:
    """(key, value) of everything on a topic, by partition and offset."""
    ends = await ends_of(servers, [topic])
    client = AIOKafkaConsumer(bootstrap_servers=servers, auto_offset_reset="earliest")
    await client.start()
    try:
        client.assign(list(ends))
        await client.seek_to_beginning()
        found: list[tuple[int, int, bytes | None, bytes | None]] = []
        while any([await client.position(place) < end for place, end in ends.items()]):
            for batch in (await client.getmany(timeout_ms=200)).values():
                found += [(raw.partition, raw.offset, raw.key, raw.value) for raw in batch]
    finally:
        await client.stop()
    return [(key, value) for _, _, key, value in sorted(found, key=lambda each: each[:2])]


async def read_facts(servers: str, topic: str) -> list[Envelope[Fact]]:
    """Every fact on a topic, decoded where its type is released."""
    envelopes = [parse(value) for _, value in await read_topic(servers, topic) if value is not None]
    return [
        replace(each, fact=FACTS[each.type].model_validate(each.data)) if each.type in FACTS else each
        for each in envelopes
    ]

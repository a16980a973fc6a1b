"""Services as real processes on one set of topics, started when a measurement needs them."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace

from aiokafka import AIOKafkaConsumer, TopicPartition

from chassis.actors import Actor
from chassis.process import Process
from chassis.service import Service
from chassis.testing.issuer import IssuerForTests
from contracts.roles import Role
from local_stack import ports
from local_stack.cluster import administering
from local_stack.recipients import recipients
from local_stack.topics import apply_topics
from notifications.domain.commands import RegisterRecipients
from services.audit.tests.builders import ENVIRON
from services.portal.tests.builders import SETTINGS
from tests.bench.children import Child, answers, child, environment
from tests.bench.ground import PARTITIONS, Ground, assembled

SETTLE_SECONDS = 900.0
COUNTED = (".facts", ".personal")
PEOPLE = {"recipients": recipients()}
OPERATOR = Actor(role=Role.OPERATOR, sub="5b7b5f0e-0000-4000-8000-00000000000b")
NO_MAIL_SERVER = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": "9", "MAIL_FROM": "b@thidua.example"}
OWN: Mapping[str, Mapping[str, str]] = {
    "audit": ENVIRON,
    # Nobody opens a page or waits for a mail here.
    "notifications": {**NO_MAIL_SERVER, "PUBLIC_URL": SETTINGS["PUBLIC_URL"]},
    "portal": {name: value for name, value in SETTINGS.items() if not name.startswith("OIDC_ISSUER")},
}


@dataclass(slots=True, kw_only=True)
class Running:
    """One service: its process, its address, its database and how many bytes that took while empty."""

    child: Child
    url: str
    service: Service
    database: Process
    empty_bytes: int

    async def grown_bytes(self) -> int:
        """What its tables and indexes have grown by, as the run left them."""
        return await _stored_bytes(self.database) - self.empty_bytes

    async def waiting(self) -> int:
        """Rows that the relay has not sent yet."""
        return int(await self.database.pool.fetchval("SELECT count(1) FROM outbox"))

    async def read(self) -> dict[TopicPartition, int]:
        rows = await self.database.pool.fetch("SELECT topic, partition, next_offset FROM position")
        return {TopicPartition(row["topic"], row["partition"]): row["next_offset"] for row in rows}


@dataclass(slots=True, kw_only=True)
class Whole:
    ground: Ground
    issuer: IssuerForTests
    prefix: str = ""
    running: dict[str, Running] = field(default_factory=dict)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start(self, *services: Service) -> None:
        """Start them and wait until each is ready."""
        ready = [await self._start(service) for service in services]
        for address in ready:
            await answers(f"{address}/readyz")

    async def _start(self, service: Service) -> str:
        made = await self._stack.enter_async_context(assembled(self.ground, service, []))
        if not self.prefix:
            self.prefix = made.settings.topic_prefix
            await apply_topics(self.ground.servers, self.prefix)
        port, management = ports.choose_free(2)
        jwks = f"{self.issuer.url}/jwks"
        settings = replace(made.settings, topic_prefix=self.prefix, oidc_issuer=self.issuer.url, oidc_jwks_url=jwks)
        own = {**OWN.get(service.name, {}), "HTTP_PORT": str(port), "MANAGEMENT_PORT": str(management)}
        empty = await _stored_bytes(made)
        if service.name == "notifications":
            # Before it reads its first fact: what is told to nobody takes no place.
            await made.dispatcher.execute(RegisterRecipients.model_validate(PEOPLE), OPERATOR, request_id="bench")
        started = self._stack.enter_context(child([service.name, "all"], environment(settings, **own)))
        self.running[service.name] = Running(
            child=started, url=f"http://127.0.0.1:{port}", service=service, database=made, empty_bytes=empty
        )
        return f"http://127.0.0.1:{management}"

    def signed_in(self, person: str, role: Role, unit: str | None) -> dict[str, str]:
        """Request headers of a person."""
        return {"Authorization": f"Bearer {self.issuer.token(sub=person, roles=[role], unit=unit)}"}

    async def settled(self) -> dict[str, int]:
        """Wait until nobody has anything left to send or to read; how many records each topic then has."""
        async with administering(self.ground.servers) as cluster:
            kept = [name for name in await cluster.topics() if name.startswith(self.prefix) and name.endswith(COUNTED)]
        places = [TopicPartition(name, number) for name in kept for number in range(PARTITIONS)]
        client = AIOKafkaConsumer(bootstrap_servers=self.ground.servers)
        await client.start()
        try:
            async with asyncio.timeout(SETTLE_SECONDS):
                ends, before = dict(await client.end_offsets(places)), dict[TopicPartition, int]()
                while ends != before or not await self._is_settled(ends):
                    await asyncio.sleep(0.2)
                    before, ends = ends, dict(await client.end_offsets(places))
        finally:
            await client.stop()
        return {
            name.removeprefix(self.prefix): sum(ends[place] for place in places if place.topic == name)
            for name in sorted(kept)
        }

    async def _is_settled(self, ends: Mapping[TopicPartition, int]) -> bool:
        """Read to these ends by everybody, and nothing that would move them."""
        for each in self.running.values():
            known, topics = await each.read(), each.service.topics(self.prefix)
            if any(known.get(place, 0) < end for place, end in ends.items() if place.topic in topics):
                return False
        return not any([await each.waiting() for each in self.running.values()])


@asynccontextmanager
async def whole(ground: Ground) -> AsyncIterator[Whole]:
    """Nothing runs yet; at the end nothing does any more."""
    async with IssuerForTests.running() as issuer:
        made = Whole(ground=ground, issuer=issuer)
        async with made._stack:
            yield made


async def _stored_bytes(database: Process) -> int:
    return int(
        await database.pool.fetchval(
            """
            SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            """
        )
    )

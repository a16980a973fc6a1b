"""Another service, as the one under test sees it: real bytes on the real broker."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from aiokafka import AIOKafkaProducer

from chassis import broker
from chassis.entropy import Entropy
from chassis.record import Record
from chassis.testing.service_under_test import ServiceUnderTest
from contracts.canonical import canonical_bytes
from contracts.commitment import commitment
from contracts.envelope import CONTENT_TYPE, PERSONAL_CONTENT_TYPE, Attributes, render, source_of
from contracts.fact import Fact
from contracts.personal import PersonalRecord
from contracts.roles import Role


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

    async def send_fact(self, value: bytes, subject: UUID, fact_id: UUID, type_name: str) -> Record:
        """Put the bytes of a fact on the topic, with the headers of the wire, and return the record there."""
        headers = (
            ("content-type", CONTENT_TYPE.encode()),
            ("ce_id", str(fact_id).encode()),
            ("ce_type", type_name.encode()),
        )
        topic, key = f"{self.prefix}{self.name}.facts", str(subject).encode()
        lies = await self.producer.send_and_wait(topic, value=value, key=key, headers=list(headers))
        return Record(topic=topic, partition=lies.partition, offset=lies.offset, key=key, headers=headers, value=value)

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
    producer = broker.make_producer(broker.Access(under_test.servers), name)
    await producer.start()
    try:
        yield Neighbour(name=name, prefix=under_test.prefix, producer=producer)
    finally:
        await producer.stop()

"""Facts as another service would send them, and what became of them here."""

from datetime import UTC, datetime
from uuid import uuid4

from chassis.testing import Neighbour, ServiceUnderTest
from contracts.envelope import Attributes, render, source_of
from contracts.fact import Fact
from contracts.nominations import NominationEndorsed
from contracts.roles import Role
from shared.chassis.tests.toy import UNIT

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def endorsed(nomination_id: object) -> NominationEndorsed:
    return NominationEndorsed.model_validate({"nomination_id": nomination_id, "proposing_unit": UNIT})


def rendered(fact: Fact, seq: int, source: str = source_of("nominations")) -> tuple[Attributes, bytes]:
    attributes = Attributes(
        id=uuid4(), source=source, type=fact.TYPE, subject=fact.subject, seq=seq, time=NOW, actor_role=Role.SERVICE
    )
    return attributes, render(fact, attributes)


async def send(nominations: Neighbour, fact: Fact, seq: int) -> bytes:
    attributes, value = rendered(fact, seq)
    await nominations.send_fact(value, fact.subject, attributes.id, fact.TYPE)
    return value


async def handled(service: ServiceUnderTest) -> list[tuple[object, int]]:
    rows = await service.pool.fetch("SELECT subject, seq FROM handled ORDER BY place")
    return [(row["subject"], row["seq"]) for row in rows]


async def letters(service: ServiceUnderTest) -> list[str]:
    rows = await service.pool.fetch("SELECT error_class FROM dead_letter ORDER BY id")
    return [row["error_class"] for row in rows]

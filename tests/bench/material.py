"""Facts like those that a unit's list makes, as objects and as the bytes of the wire."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from uuid_utils.compat import uuid7

from contracts.envelope import CONTENT_TYPE, Attributes, render, source_of
from contracts.nominations import NominationSubmitted
from contracts.roles import Role
from contracts.vocabulary import CommendationKind, SubjectKind

SERVICE = "bench"
UNIT = "33106@2025-07-01"
AGENCY = "33@2025-07-01"
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
COMMIT = "5f" * 32
LIST = uuid4()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One fact of a subject of its own, as outbox and topic hold it."""

    fact_id: UUID
    subject: UUID
    key: str
    headers: dict[str, str]
    value: bytes

    def encoded_headers(self) -> list[tuple[str, bytes]]:
        return [(name, text.encode()) for name, text in self.headers.items()]


def submitted(nomination_id: UUID) -> NominationSubmitted:
    """One of a list, without a personal part: that would be a second message."""
    return NominationSubmitted(
        nomination_id=nomination_id,
        list_id=LIST,
        subject_kind=SubjectKind.INDIVIDUAL,
        award_code="BKT",
        commendation_kind=CommendationKind.MERIT,
        simplified=False,
        proposing_unit=UNIT,
        receiving_agency=AGENCY,
        submitted_on=date(2026, 11, 23),
    )


def facts(count: int, trace_ratio: float, service: str = SERVICE) -> Iterator[Made]:
    """`count` facts, each the first of its subject; `trace_ratio` of them belong to a trace that is recorded."""
    chance = random.Random(count)
    for _ in range(count):
        yield _made(uuid4(), "01" if chance.random() < trace_ratio else "00", service)


def _made(subject: UUID, flags: str, service: str) -> Made:
    fact, fact_id = submitted(subject), uuid7()
    attributes = Attributes(
        id=fact_id,
        source=source_of(service),
        type=fact.TYPE,
        subject=subject,
        seq=1,
        time=NOW,
        actor_role=Role.UNIT_OFFICER,
        actor_unit=UNIT,
        actor_commit=COMMIT,
    )
    headers = {
        "content-type": CONTENT_TYPE,
        "ce_id": str(fact_id),
        "ce_type": fact.TYPE,
        "traceparent": f"00-{uuid4().hex}-{subject.hex[:16]}-{flags}",
    }
    return Made(fact_id=fact_id, subject=subject, key=str(subject), headers=headers, value=render(fact, attributes))

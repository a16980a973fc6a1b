"""The envelope: a fact as a CloudEvent 1.0 in structured mode, in canonical bytes.

`render` makes the bytes once, in the producer's outbox; `parse` reads them strictly (CloudEvents 1.0.2 §3).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from contracts.canonical import MAX_INTEGER, Json, canonical_bytes, timestamp
from contracts.fact import Fact

CONTENT_TYPE = "application/cloudevents+json"
PERSONAL_CONTENT_TYPE = "application/json"
MAX_FACT_BYTES = 65_535
MAX_PERSONAL_BYTES = 262_144

_TYPE = re.compile(r"[a-z][a-z0-9-]*\.[a-z0-9-]+\.v[1-9][0-9]*")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
_HEX64 = re.compile(r"[0-9a-f]{64}")

F = TypeVar("F", bound=Fact, covariant=True)


class NotACloudEvent(ValueError):
    """The bytes are no fact of this wire; the message says which attribute and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """What stands around a fact's data."""

    id: UUID
    source: str
    type: str
    subject: UUID
    seq: int
    time: datetime
    actor_role: str
    """A word of `contracts.roles.Role`, or of a later release of it."""
    actor_unit: str | None = None
    actor_commit: str | None = None
    personal_commit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope(Attributes, Generic[F]):
    """A fact as received; `fact` is None for a type that the reader does not handle, `value` the bytes as they came."""

    fact: F | None = None
    data: Mapping[str, Json]
    value: bytes


def source_of(service: str) -> str:
    """The CloudEvents `source` of a service."""
    return f"/services/{service}"


def render(fact: Fact, attributes: Attributes) -> bytes:
    """Make the bytes that lie in the outbox, on the topic and in the leaf of the record."""
    optional = {
        "actorunit": attributes.actor_unit,
        "actorcommit": attributes.actor_commit,
        "personalcommit": attributes.personal_commit,
    }
    return canonical_bytes(
        {
            "specversion": "1.0",
            "id": attributes.id,
            "source": attributes.source,
            "type": attributes.type,
            "subject": attributes.subject,
            "time": timestamp(attributes.time),
            "datacontenttype": "application/json",
            "seq": attributes.seq,
            "actorrole": attributes.actor_role,
            "data": fact.public(),
            **{name: value for name, value in optional.items() if value is not None},
        }
    )


def parse(value: bytes) -> Envelope[Fact]:
    """Read an event's bytes without decoding its data into a contract; raises NotACloudEvent."""
    event = _object(value)
    if event.get("specversion") != "1.0":
        raise NotACloudEvent("specversion is not 1.0")
    return Envelope(
        id=_uuid(event, "id"),
        source=_text(event, "source"),
        type=_matching(event, "type", _TYPE),
        subject=_uuid(event, "subject"),
        seq=_seq(event),
        time=_time(event),
        actor_role=_text(event, "actorrole"),
        actor_unit=_optional(event, "actorunit"),
        actor_commit=_commit(event, "actorcommit"),
        personal_commit=_commit(event, "personalcommit"),
        data=_data(event),
        value=value,
    )


def _object(value: bytes) -> dict[str, Json]:
    try:
        event = json.loads(value, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise NotACloudEvent("the value is not JSON") from error
    if not isinstance(event, dict):
        raise NotACloudEvent("the value is not a JSON object")
    return event


def _refuse_constant(name: str) -> None:
    raise NotACloudEvent(f"{name} is not JSON")


def _text(event: Mapping[str, Json], name: str) -> str:
    value = event.get(name)
    if not isinstance(value, str) or not value:
        raise NotACloudEvent(f"{name} is missing or not text")
    return value


def _optional(event: Mapping[str, Json], name: str) -> str | None:
    return _text(event, name) if name in event else None


def _matching(event: Mapping[str, Json], name: str, pattern: re.Pattern[str]) -> str:
    value = _text(event, name)
    if not pattern.fullmatch(value):
        raise NotACloudEvent(f"{name} has the wrong form")
    return value


def _commit(event: Mapping[str, Json], name: str) -> str | None:
    return _matching(event, name, _HEX64) if name in event else None


def _uuid(event: Mapping[str, Json], name: str) -> UUID:
    text = _text(event, name)
    try:
        identifier = UUID(text)
    except ValueError:
        raise NotACloudEvent(f"{name} is not a UUID") from None
    if str(identifier) != text:
        raise NotACloudEvent(f"{name} is not a UUID in its canonical form")
    return identifier


def _seq(event: Mapping[str, Json]) -> int:
    seq = event.get("seq")
    if not isinstance(seq, int) or isinstance(seq, bool) or not 1 <= seq <= MAX_INTEGER:
        raise NotACloudEvent("seq is not an integer from 1")
    return seq


def _time(event: Mapping[str, Json]) -> datetime:
    try:
        return datetime.fromisoformat(_matching(event, "time", _TIME))
    except ValueError as error:
        raise NotACloudEvent("time is not UTC with six decimals") from error


def _data(event: Mapping[str, Json]) -> Mapping[str, Json]:
    data = event.get("data")
    if not isinstance(data, dict):
        raise NotACloudEvent("data is missing or not an object")
    return data

"""The envelope: a fact as a CloudEvent 1.0 in structured mode, in canonical bytes.

`render` makes the bytes once, in the producer's outbox; `parse` reads them strictly (CloudEvents 1.0.2 §3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import core_schema, from_json

from contracts.canonical import MAX_INTEGER, Json, canonical_bytes, timestamp
from contracts.fact import Fact

CONTENT_TYPE = "application/cloudevents+json"
PERSONAL_CONTENT_TYPE = "application/json"
MAX_FACT_BYTES = 65_535
MAX_PERSONAL_BYTES = 262_144

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

    def with_fact(self, fact: Fact) -> "Envelope[Fact]":
        """The same event with its data decoded; field by field, for `replace` takes thrice as long, once per fact."""
        return Envelope(
            id=self.id,
            source=self.source,
            type=self.type,
            subject=self.subject,
            seq=self.seq,
            time=self.time,
            actor_role=self.actor_role,
            actor_unit=self.actor_unit,
            actor_commit=self.actor_commit,
            personal_commit=self.personal_commit,
            fact=fact,
            data=self.data,
            value=self.value,
        )


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
    event = _event(value)
    return Envelope(
        id=event.id,
        source=event.source,
        type=event.type,
        subject=event.subject,
        seq=event.seq,
        time=_time(event.time),
        actor_role=event.actorrole,
        actor_unit=event.actorunit,
        actor_commit=event.actorcommit,
        personal_commit=event.personalcommit,
        data=event.data,
        value=value,
    )


@dataclass(frozen=True, slots=True)
class _Canonical:
    """A UUID in its one canonical form: checked as text before it becomes one."""

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> core_schema.CoreSchema:
        text = core_schema.str_schema(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", strict=True)
        return core_schema.chain_schema([text, core_schema.uuid_schema()])


_CanonicalUuid = Annotated[UUID, _Canonical()]
_Text = Annotated[str, Field(min_length=1, strict=True)]
_Hex64 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", strict=True)]


class _Event(BaseModel):
    """The attributes by their names on the wire, in the one form each has; others are tolerated."""

    model_config = ConfigDict(extra="ignore")

    specversion: Literal["1.0"]
    id: _CanonicalUuid
    source: _Text
    type: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*\.[a-z0-9-]+\.v[1-9][0-9]*$", strict=True)]
    subject: _CanonicalUuid
    seq: Annotated[int, Field(ge=1, le=MAX_INTEGER, strict=True)]
    time: Annotated[
        str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$", strict=True)
    ]
    actorrole: _Text
    data: Annotated[dict[str, Any], Field(strict=True)]
    # Absent they are None; a null on the wire is refused.
    actorunit: _Text = cast(str, None)
    actorcommit: _Hex64 = cast(str, None)
    personalcommit: _Hex64 = cast(str, None)


def _event(value: bytes) -> _Event:
    try:
        return _Event.model_validate(from_json(value, allow_inf_nan=False))
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
        name = problem["loc"][0] if problem["loc"] else "the value"
        raise NotACloudEvent(f"{name}: {problem['type']}") from None
    except ValueError:
        raise NotACloudEvent("the value is not JSON") from None


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise NotACloudEvent("time is no moment") from None

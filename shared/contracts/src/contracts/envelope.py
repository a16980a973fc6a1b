"""The envelope: a fact as a CloudEvent 1.0 in structured mode, in canonical bytes.

`render` makes the bytes once, in the producer's outbox; `parse` reads them strictly (CloudEvents 1.0.2 §3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar, cast
from uuid import UUID

from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError, core_schema, from_json

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
    try:
        event = from_json(value, allow_inf_nan=False)
        if isinstance(event, dict):
            event["value"] = value  # over whatever the wire calls so: attributes of other names are tolerated
        return cast(Envelope[Fact], _ENVELOPE.validate_python(event))
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
        name = problem["loc"][0] if problem["loc"] else "the value"
        raise NotACloudEvent(f"{name}: {problem['type']}") from None
    except ValueError:
        raise NotACloudEvent("the value is not JSON") from None


def _text(pattern: str | None = None) -> core_schema.CoreSchema:
    return core_schema.str_schema(pattern=pattern, min_length=1, strict=True)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("no_moment", "time is no moment") from None


_HEX64 = _text(r"^[0-9a-f]{64}$")
_UUID = core_schema.chain_schema(
    # Checked as text before it becomes one: there is one canonical form.
    [_text(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"), core_schema.uuid_schema()]
)
_MOMENT = core_schema.no_info_after_validator_function(
    _moment, _text(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$")
)


def _field(name: str, form: core_schema.CoreSchema, wire: str | None = None) -> core_schema.DataclassField:
    return core_schema.dataclass_field(name, form, kw_only=True, validation_alias=wire)


def _optional(name: str, form: core_schema.CoreSchema, wire: str) -> core_schema.DataclassField:
    """Absent it is None; a null on the wire is refused."""
    return _field(name, core_schema.with_default_schema(form, default=None), wire)


_NOT_ON_THE_WIRE = core_schema.with_default_schema(core_schema.none_schema(), default=None)
_FIELDS = [
    core_schema.dataclass_field("specversion", core_schema.literal_schema(["1.0"]), kw_only=True, init_only=True),
    _field("id", _UUID),
    _field("source", _text()),
    _field("type", _text(r"^[a-z][a-z0-9-]*\.[a-z0-9-]+\.v[1-9][0-9]*$")),
    _field("subject", _UUID),
    _field("seq", core_schema.int_schema(ge=1, le=MAX_INTEGER, strict=True)),
    _field("time", _MOMENT),
    _field("actor_role", _text(), "actorrole"),
    _field("data", core_schema.dict_schema(strict=True)),
    _optional("actor_unit", _text(), "actorunit"),
    _optional("actor_commit", _HEX64, "actorcommit"),
    _optional("personal_commit", _HEX64, "personalcommit"),
    _field("value", core_schema.bytes_schema(strict=True)),
    core_schema.dataclass_field("fact", _NOT_ON_THE_WIRE, init=False),
]
"""The attributes by their names on the wire, in the one form each has; an Envelope is made of them in one go."""

_ENVELOPE = SchemaValidator(
    core_schema.dataclass_schema(
        Envelope,
        core_schema.dataclass_args_schema("Envelope", _FIELDS, collect_init_only=True),
        [field["name"] for field in _FIELDS],
        slots=True,
    )
)

"""Reading records: what is on a topic of facts becomes a delivery, or says why it cannot."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from pydantic import ValidationError

from chassis.record import Record
from contracts.envelope import CONTENT_TYPE, MAX_FACT_BYTES, Envelope, NotACloudEvent, parse, source_of
from contracts.fact import Fact


@dataclass(frozen=True, slots=True)
class Delivery:
    """A readable event and the record it came in."""

    record: Record
    envelope: Envelope[Fact]

    @property
    def stream(self) -> tuple[UUID, str]:
        """(subject, source): the unit of order."""
        return self.envelope.subject, self.envelope.source


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that can never be applied; `error_class` is safe to show anywhere, `reason` holds no bytes of it."""

    record: Record
    error_class: str
    reason: str


class WrongBody(ValueError):
    """A handled type whose data does not fit its contract; the message names fields, never values."""


def read(record: Record, service: str) -> Delivery | Unreadable:
    """Read one record of `<service>.facts`."""
    if not record.names_are_text:
        return Unreadable(record, "not-a-cloudevent", "a header's name is not UTF-8")
    content_type = (record.header("content-type") or "").lower()
    if not content_type.startswith("application/cloudevents"):
        return Unreadable(record, "not-a-cloudevent", "header content-type is missing, unreadable or another type")
    if not content_type.startswith(CONTENT_TYPE):
        return Unreadable(record, "not-a-cloudevent", "the event is not in structured JSON mode")
    if record.value is None:
        return Unreadable(record, "not-a-cloudevent", "the value is null")
    if len(record.value) > MAX_FACT_BYTES:
        return Unreadable(record, "too-large", f"a fact has at most {MAX_FACT_BYTES} bytes")
    try:
        envelope = parse(record.value)
    except NotACloudEvent as error:
        return Unreadable(record, "not-a-cloudevent", str(error))
    if envelope.source != source_of(service):
        return Unreadable(record, "foreign-source", f"the topic belongs to {source_of(service)}")
    if record.key != str(envelope.subject).encode():
        return Unreadable(record, "wrong-key", "the record's key is not the event's subject")
    return Delivery(record, envelope)


def decode(delivery: Delivery, types: Mapping[str, type[Fact]]) -> Delivery:
    """Put the fact into the envelope; a type that is not handled stays without; raises WrongBody."""
    fact_type = types.get(delivery.envelope.type)
    if fact_type is None:
        return delivery
    try:
        fact = fact_type.model_validate(delivery.envelope.data)
    except ValidationError as error:
        raise WrongBody(_fields(error)) from None
    if fact.subject != delivery.envelope.subject:
        raise WrongBody(f"{fact_type.SUBJECT} is not the event's subject")
    return Delivery(delivery.record, delivery.envelope.with_fact(fact))


def _fields(error: ValidationError) -> str:
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, problem['loc']))}: {problem['type']}" for problem in problems)

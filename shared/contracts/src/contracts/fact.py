"""What every fact is: a frozen model with a type name, a subject, and fields that are either public or personal.

Public fields travel in the event's `data`; personal ones (marked `Personal()`) only in the personal record beside it.
"""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Self, dataclass_transform
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from contracts.canonical import Json, normalised


@dataclass(frozen=True, slots=True)
class Personal:
    """Marks a field that must never lie on a topic of facts: name, birth, address, contact, free text."""


class Model(BaseModel):
    """A frozen part of the wire; unknown fields are tolerated, so that either side may be deployed first."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=False)


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Fact(Model):
    """One thing that happened. `TYPE` is the literal wire name, `SUBJECT` the field that holds the aggregate's id."""

    TYPE: ClassVar[str]
    SUBJECT: ClassVar[str]

    @property
    def subject(self) -> UUID:
        subject: UUID = getattr(self, self.SUBJECT)
        return subject

    def public(self) -> dict[str, Json]:
        """The event's `data`: public fields that have a value."""
        return _rendered(self, without=personal_fields(type(self)))

    def personal(self) -> dict[str, Json]:
        """The personal part, empty when there is none."""
        return _rendered(self, without=frozenset(type(self).model_fields) - personal_fields(type(self)))

    def with_personal(self, body: dict[str, Json]) -> Self:
        """The same fact with its personal part put back."""
        return self.model_validate({**self.model_dump(), **body})


@cache
def personal_fields(fact_type: type[Fact]) -> frozenset[str]:
    """Names of the fields marked `Personal()`."""
    fields = fact_type.model_fields.items()
    return frozenset(name for name, field in fields if any(isinstance(mark, Personal) for mark in field.metadata))


def _rendered(fact: Fact, without: frozenset[str]) -> dict[str, Json]:
    dumped = fact.model_dump(exclude=set(without), exclude_none=True)
    return {name: normalised(value) for name, value in dumped.items()}

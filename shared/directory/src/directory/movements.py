"""Emulation movements as dated data, until a service owns them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """The document a movement answers, and which of its tasks (numbered as in the document)."""

    number: str
    issued_on: date
    issuer: str
    tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A launched movement; `sample` ones are made up and shown as such."""

    id: UUID
    title: str
    title_en: str
    theme: str
    content: tuple[str, ...]
    organiser: str
    first_day: date
    last_day: date
    directive: Directive
    sample: bool

    def runs_on(self, on: date) -> bool:
        return self.first_day <= on <= self.last_day

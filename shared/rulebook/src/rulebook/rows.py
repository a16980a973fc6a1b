"""Reads one row of a rule file strictly: every field must be there, with its type, and nothing else.

A row whose citation is empty must say why in its note; a verified or secondary one must name its source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from rulebook.awards import Basis, Span, Status

OPEN = "open"

Choice = TypeVar("Choice", bound=StrEnum)


class IncompleteRow(ValueError):
    """A row of the rule files lacks a field, or holds one that is wrong or unknown."""

    def __init__(self, row: str, field_name: str, problem: str) -> None:
        super().__init__(f"{row}: {field_name}: {problem}")
        self.row = row
        self.field_name = field_name
        self.problem = problem


@dataclass(slots=True, kw_only=True)
class Row:
    """One table of a TOML file; `done` refuses fields that nobody read."""

    name: str
    cells: Mapping[str, object]
    read: set[str] = field(default_factory=set)

    def has(self, key: str) -> bool:
        """Whether a field that may be left out was given."""
        return key in self.cells

    def text(self, key: str) -> str:
        """A text that isn't empty."""
        value = self.optional_text(key)
        if not value:
            raise IncompleteRow(self.name, key, "is empty")
        return value

    def optional_text(self, key: str) -> str:
        """A text that must be given, though it may be empty."""
        value = self._cell(key)
        if not isinstance(value, str):
            raise IncompleteRow(self.name, key, "is no text")
        return value.strip()

    def truth(self, key: str) -> bool:
        value = self._cell(key)
        if not isinstance(value, bool):
            raise IncompleteRow(self.name, key, "is neither true nor false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """At least one text."""
        value = self._cell(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
            raise IncompleteRow(self.name, key, "is no list of texts")
        return tuple(str(item) for item in value)

    def rows(self, key: str) -> tuple["Row", ...]:
        """At least one table below this one."""
        value = self._cell(key)
        if not isinstance(value, list) or not value:
            raise IncompleteRow(self.name, key, "has no rows")
        return tuple(Row(name=f"{self.name} {key} {number}", cells=cells) for number, cells in enumerate(value, 1))

    def table(self, key: str) -> "Row":
        value = self._cell(key)
        if not isinstance(value, dict):
            raise IncompleteRow(self.name, key, "is no table")
        return Row(name=f"{self.name} {key}", cells=value)

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        try:
            return choices(self.text(key))
        except ValueError as error:
            raise IncompleteRow(self.name, key, f"is none of {', '.join(choices)}") from error

    def choices(self, key: str, choices: type[Choice]) -> tuple[Choice, ...]:
        """At least one of the choices."""
        try:
            return tuple(choices(text) for text in self.texts(key))
        except ValueError as error:
            raise IncompleteRow(self.name, key, f"is none of {', '.join(choices)}") from error

    def span(self) -> Span:
        """`valid_from`, a day; `valid_to`, a day not before it or the word open."""
        first_day, last_day = self._cell("valid_from"), self._cell("valid_to")
        if not isinstance(first_day, date):
            raise IncompleteRow(self.name, "valid_from", "is no day")
        if last_day == OPEN:
            return Span(first_day=first_day)
        if not isinstance(last_day, date) or last_day < first_day:
            raise IncompleteRow(self.name, "valid_to", "is neither open nor a day from valid_from on")
        return Span(first_day=first_day, last_day=last_day)

    def basis(self) -> Basis:
        """Status, citation, source and note, all given; what is verified or secondary names its source."""
        status = self.choice("status", Status)
        citation, source = self.optional_text("citation"), self.optional_text("source")
        note = self.optional_text("note")
        if status in (Status.VERIFIED, Status.SECONDARY) and not source:
            raise IncompleteRow(self.name, "source", f"is empty though the row is {status}")
        if not citation and not note:
            raise IncompleteRow(self.name, "citation", "is empty and the note doesn't say why")
        return Basis(status=status, citation=citation, source=source, note=note)

    def done(self) -> None:
        unknown = sorted(set(self.cells) - self.read)
        if unknown:
            raise IncompleteRow(self.name, unknown[0], "is no field of this row")

    def _cell(self, key: str) -> object:
        self.read.add(key)
        if key not in self.cells:
            raise IncompleteRow(self.name, key, "is missing")
        return self.cells[key]

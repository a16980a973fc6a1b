"""A kind of clause: the parameters that a row gives it, and the pure function that reads a dossier by them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from rulebook.awards import Award
from rulebook.book import Rulebook
from rulebook.clauses.verdicts import Verdict
from rulebook.dossier import Dossier
from rulebook.rows import IncompleteRow, Row


class Parameters(BaseModel):
    """The `[row.value]` of one kind of clause; a cell that it doesn't know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def aspect(self) -> str:
        """Tells rows of one kind apart that stand side by side for one award on one day."""
        return ""


class Plain(Parameters):
    """For a kind of clause that needs no parameter: an empty table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A dossier as one row sees it."""

    dossier: Dossier
    award: Award
    book: Rulebook
    on: date
    """The day that chose the row: receipt, decision or event, as its `transition` says."""
    simplified_opens: bool | None = None
    """Whether the cases that the dossier names open the simplified procedure; None where it names none."""

    def name(self, code: str) -> str:
        """Of an award, in Vietnamese; the code itself where the catalogue doesn't have it."""
        return self.book.display_name(code)

    def name_en(self, code: str) -> str:
        known = self.book.awards.get(code)
        return known.name_en if known else code


Check = Callable[[Asked], Verdict | None]
"""None: the row doesn't concern this dossier, and says nothing."""

P = TypeVar("P", bound=Parameters)
P_contra = TypeVar("P_contra", bound=Parameters, contravariant=True)


class ClauseFunction(Protocol[P_contra]):
    def __call__(self, asked: Asked, rule: P_contra) -> Verdict | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """`event` gives the day of a row whose transition is "event"; None from it falls back to the day of receipt."""

    parameters: type[Parameters]
    read: Callable[[Row], tuple[Parameters, Check]]
    event: Callable[[Dossier], date | None] | None = None


def clause(
    parameters: type[P], check: ClauseFunction[P], event: Callable[[Dossier], date | None] | None = None
) -> Clause:
    """Bind a function to the type of its parameters."""

    def read(row: Row) -> tuple[Parameters, Check]:
        given = _parameters(parameters, row)
        return given, partial(check, rule=given)

    return Clause(parameters=parameters, read=read, event=event)


def _parameters(wanted: type[P], row: Row) -> P:
    try:
        return wanted.model_validate_json(json.dumps(dict(row.cells), default=str))
    except ValidationError as error:
        first = error.errors()[0]
        raise IncompleteRow(row.name, ".".join(map(str, first["loc"])), first["msg"]) from error

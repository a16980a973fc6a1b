"""What the law says without asking anything of a dossier: callers look these rows up."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.dossier import Dossier


class Statement(Parameters):
    """A sentence about one matter."""

    about: str
    vi: str
    en: str

    def aspect(self) -> str:
        return self.about


class Kept(StrEnum):
    FOR_EVER = "for-ever"
    YEARS = "years"


class Retention(Parameters):
    """How long the files of an award are kept."""

    kept: Kept
    years: int | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _years_or_for_ever(self) -> Self:
        if (self.kept is Kept.YEARS) is not (self.years is not None):
            raise ValueError("either a number of years or for ever")
        return self


def silent(asked: Asked, rule: Parameters) -> None:
    """Asks nothing of a dossier."""


def no_event(dossier: Dossier) -> None:
    """The caller names the day."""


CLAUSES = {"statement": clause(Statement, silent, no_event), "retention": clause(Retention, silent)}

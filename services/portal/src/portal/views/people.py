"""Whom a row is about: known, still on the way, or erased. Birth dates never leave the personal part."""

from dataclasses import dataclass
from enum import StrEnum

import orjson

from chassis.folding import fold

# Columns that `person_of` reads; `p` is the personal part joined on the submission.
PERSON_COLUMNS = "p.fact_id IS NOT NULL AS person_came, p.body AS person_body"

MAX_WORDS = 12


class PersonState(StrEnum):
    KNOWN = "known"
    WAITING = "waiting"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whom an award honours, as far as it may be shown."""

    state: PersonState
    name: str = ""
    position: str = ""
    workplace: str = ""
    achievement: str = ""

    @property
    def is_known(self) -> bool:
        return self.state is PersonState.KNOWN

    @property
    def is_erased(self) -> bool:
        return self.state is PersonState.ERASED


def person_of(came: bool, body: str | None) -> Person:
    """Read PERSON_COLUMNS: whether the part came, and its body unless it was erased."""
    if not came:
        return Person(state=PersonState.WAITING)
    if body is None:
        return Person(state=PersonState.ERASED)
    part = orjson.loads(body)
    texts = {name: str(part.get(name) or "") for name in ("name", "position", "workplace", "achievement")}
    return Person(state=PersonState.KNOWN, **texts)


def words_of(text: str) -> list[str]:
    """The folded words of a search; none of their characters is special in LIKE."""
    return [escaped(word) for word in fold(text).split()][:MAX_WORDS]


def spellings_of(text: str) -> list[str]:
    """The text as typed, capitalised and in capitals, as LIKE patterns: the right diacritics come first."""
    typed = " ".join(text.split())
    return [f"%{escaped(each)}%" for each in dict.fromkeys((typed, typed.title(), typed.upper()))]


def escaped(text: str) -> str:
    """Take the special meaning from the characters of LIKE."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

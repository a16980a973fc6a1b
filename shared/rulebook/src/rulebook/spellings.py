"""Award names as units write them; what could mean several awards is reported, never guessed.

Matching ignores diacritics, case, punctuation and Unicode form, expands abbreviations, drops empty words.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

from rulebook.awards import Award
from rulebook.rows import IncompleteRow, Row

_NOT_ALPHANUMERIC = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The text means one award."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """The text may mean several awards; `question` asks which, in Vietnamese."""

    codes: tuple[str, ...]
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrecognised:
    """The text is no known award."""


Resolution = Recognised | Ambiguous | Unrecognised


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """Known spellings in normal form; `openings` are those behind which a unit's name may stand."""

    expansions: Mapping[str, str]
    noise: tuple[str, ...]
    meanings: Mapping[str, Resolution]
    openings: tuple[tuple[str, Recognised], ...]

    @classmethod
    def of(cls, awards: Iterable[Award], file: Row) -> Self:
        """Index the file's spellings, every award's official name and code; refuse one with two meanings."""
        index = _Index(expansions=_expansions(file), noise=file.texts("noise"))
        for award in awards:
            index.add([award.code, award.name], Recognised(code=award.code), award.code)
        for row in file.rows("spelling"):
            index.add_spelling(row)
        for row in file.rows("ambiguous"):
            several = Ambiguous(codes=row.texts("codes"), question=row.text("question"))
            index.add(row.texts("written"), several, row.name)
            row.done()
        file.done()
        return cls(
            expansions=index.expansions,
            noise=index.noise,
            meanings=MappingProxyType(index.meanings),
            openings=tuple(sorted(index.openings.items(), key=lambda pair: -len(pair[0]))),
        )

    @property
    def codes(self) -> frozenset[str]:
        """Every award code that a spelling names."""
        return frozenset(code for meaning in self.meanings.values() for code in _codes(meaning))

    def resolve(self, text: str) -> Resolution:
        """Tell what the text means; a unit's name may follow where the spelling allows it."""
        normal = _normal(text, self.expansions, self.noise)
        meaning = self.meanings.get(normal)
        if meaning is not None:
            return meaning
        for opening, opened in self.openings:
            if normal.startswith(f"{opening} "):
                return opened
        return Unrecognised()


@dataclass(slots=True, kw_only=True)
class _Index:
    expansions: Mapping[str, str]
    noise: tuple[str, ...]
    meanings: dict[str, Resolution] = field(default_factory=dict)
    openings: dict[str, Recognised] = field(default_factory=dict)

    def add(self, texts: Iterable[str], meaning: Resolution, row: str) -> list[str]:
        normals = []
        for text in texts:
            normal = _normal(text, self.expansions, self.noise)
            if self.meanings.setdefault(normal, meaning) != meaning:
                raise IncompleteRow(row, "written", f"{text!r} has two meanings")
            normals.append(normal)
        return normals

    def add_spelling(self, row: Row) -> None:
        meaning = Recognised(code=row.text("code"))
        normals = self.add(row.texts("written"), meaning, row.name)
        if "names_follow" in row.cells and row.truth("names_follow"):
            self.openings |= dict.fromkeys(normals, meaning)
        row.done()


def _codes(meaning: Resolution) -> tuple[str, ...]:
    match meaning:
        case Recognised(code=code):
            return (code,)
        case Ambiguous(codes=codes):
            return codes
        case Unrecognised():
            return ()


def _expansions(file: Row) -> Mapping[str, str]:
    table = file.table("expansions")
    return MappingProxyType({short: table.text(short) for short in table.cells})


def _normal(text: str, expansions: Mapping[str, str], noise: tuple[str, ...]) -> str:
    words = " ".join(expansions.get(word, word) for word in _folded(text).split())
    padded = f" {words} "
    for phrase in noise:
        padded = padded.replace(f" {phrase} ", " ")
    return " ".join(padded.split())


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _NOT_ALPHANUMERIC.sub(" ", letters).strip()

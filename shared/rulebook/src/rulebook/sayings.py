"""Sentences of the law that ask nothing of a dossier, and how long its files are kept."""

from dataclasses import dataclass
from datetime import date

from rulebook.awards import Basis
from rulebook.clauses.statements import Kept, Retention, Statement
from rulebook.law import Law, load_law
from rulebook.speaking import general, on, speaking

__all__ = ["Kept", "KeptFor", "Saying", "kept_for", "saying"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    row: str
    vi: str
    en: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFor:
    """`years` None: for ever."""

    row: str
    kept: Kept
    years: int | None
    basis: Basis


def saying(about: str, day: date, *, law: Law | None = None) -> Saying | None:
    """What the law of the day says about a matter; None where it says nothing."""
    for row in general(law or load_law(), Statement, on(day)):
        if row.value.about == about:
            return Saying(row=row.row, vi=row.value.vi, en=row.value.en, basis=row.basis)
    return None


def kept_for(award: str, decided_on: date, *, law: Law | None = None) -> KeptFor | None:
    """How long the files of the award are kept (thời hạn bảo quản). Raise UnknownAward."""
    for row in speaking(law or load_law(), Retention, award, on(decided_on)):
        return KeptFor(row=row.row, kept=row.value.kept, years=row.value.years, basis=row.basis)
    return None

"""Annulling an award under the law of the day of the conclusion: grounds, papers, who does it and with what effect."""

from dataclasses import dataclass
from datetime import date

from rulebook.awards import Basis
from rulebook.clauses.revocation import RevocationGrounds
from rulebook.law import Law, load_law
from rulebook.parts import Part, for_revocation
from rulebook.sayings import Saying, saying
from rulebook.speaking import general, on

__all__ = ["Grounds", "Revoking", "revoking"]

MATTERS = ("revocation-effect", "revocation-by", "revocation-by-successor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """`codes` of the catalogue's reasons; empty: not seen, and `missing` says what would have to be read."""

    row: str
    codes: tuple[str, ...]
    missing: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoking:
    grounds: Grounds
    parts: tuple[Part, ...]
    sayings: tuple[Saying, ...]
    """Effect, and who annuls."""


def revoking(award: str, concluded_on: date, *, law: Law | None = None) -> Revoking | None:
    """None before the first regime. The days of its steps are in `deadlines`. Raise UnknownAward."""
    law = law or load_law()
    parts = for_revocation(award, concluded_on, law=law)
    said = tuple(found for about in MATTERS if (found := saying(about, concluded_on, law=law)))
    for row in general(law, RevocationGrounds, on(concluded_on)):
        grounds = Grounds(row=row.row, codes=row.value.grounds, missing=row.value.missing, basis=row.basis)
        return Revoking(grounds=grounds, parts=parts, sayings=said)
    return None

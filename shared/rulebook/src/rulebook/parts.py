"""Which parts a dossier needs: by award, subject, kind of commendation and procedure, under the law of a day."""

from dataclasses import dataclass
from datetime import date

from rulebook.awards import Basis, SubjectKind
from rulebook.clauses.dossier_parts import (
    DossierPart,
    DossierSets,
    FormNumber,
    MadeBy,
    Procedure,
    Wanted,
)
from rulebook.clauses.revocation import RevocationPart
from rulebook.dossier import CommendationKind
from rulebook.law import Law, load_law
from rulebook.speaking import Speaking, not_seen, on, speaking

__all__ = ["Form", "MadeBy", "Part", "Procedure", "Unknown", "Wanted", "WantedParts", "for_revocation", "wanted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form that a part is written on."""

    row: str
    number: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`form` None: no number was seen; it is left empty rather than guessed."""

    row: str
    code: str
    name: str
    name_en: str
    wanted: Wanted
    made_by: MadeBy
    form: Form | None
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """What of the law on these parts wasn't seen."""

    row: str
    missing: str
    missing_en: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedParts:
    """`sets` None: how many sets (bộ) are handed in isn't known. With `unknown`, there may be more parts than these."""

    parts: tuple[Part, ...]
    sets: int | None
    unknown: tuple[Unknown, ...]


def wanted(
    award: str,
    subject: SubjectKind,
    kind: CommendationKind,
    procedure: Procedure,
    law_on: date,
    *,
    law: Law | None = None,
) -> WantedParts:
    """The parts in the order of the packs; raise UnknownAward."""
    law, days = law or load_law(), on(law_on)
    rows = [row for row in speaking(law, DossierPart, award, days, subject) if row.value.procedure is procedure]
    forms = speaking(law, FormNumber, award, days, subject)
    sets = [row.value for row in speaking(law, DossierSets, award, days, subject) if row.value.procedure is procedure]
    return WantedParts(
        parts=tuple(_part(row, _form(row.value.part, kind, forms)) for row in rows),
        sets=sets[0].sets if sets else None,
        unknown=() if procedure is Procedure.SIMPLIFIED else _unknown(law, award, law_on),
    )


def for_revocation(award: str, law_on: date, *, law: Law | None = None) -> tuple[Part, ...]:
    """Parts of a dossier that asks to annul an award."""
    return tuple(
        Part(
            row=row.row,
            code=row.value.part,
            name=row.value.name,
            name_en=row.value.name_en,
            wanted=Wanted.ALWAYS,
            made_by=MadeBy.PROPOSER,
            form=None,
            basis=row.basis,
        )
        for row in speaking(law or load_law(), RevocationPart, award, on(law_on))
    )


def _part(row: Speaking[DossierPart], form: Form | None) -> Part:
    part = row.value
    return Part(
        row=row.row,
        code=part.part,
        name=part.name,
        name_en=part.name_en,
        wanted=part.wanted,
        made_by=part.made_by,
        form=form,
        basis=row.basis,
    )


def _form(part: str, kind: CommendationKind, rows: tuple[Speaking[FormNumber], ...]) -> Form | None:
    """A form of the award's own before one of its kind."""
    fitting = [row for row in rows if row.value.part == part and row.value.kind in (None, kind)]
    for row in sorted(fitting, key=lambda each: not each.names_award):
        return Form(row=row.row, number=row.value.number, basis=row.basis)
    return None


def _unknown(law: Law, award: str, law_on: date) -> tuple[Unknown, ...]:
    return tuple(
        Unknown(row=row.row, missing=row.value.missing, missing_en=row.value.missing_en, basis=row.basis)
        for row in not_seen(law, "dossier-parts", award, on(law_on))
    )

"""Rows of the rules and parts of a dossier by their codes, as a page names them."""

from collections.abc import Mapping, Sequence
from functools import cache

from portal.entrypoints.language import Language
from portal.views.cases import CaseTerms
from rulebook import Rule, SubjectKind, load_law
from rulebook.clauses.dossier_parts import DossierPart
from rulebook.dossier import CommendationKind
from rulebook.parts import Part, Procedure, WantedParts, wanted

INCOMPLETE = "incomplete-dossier"
"""The reason to return that names no part: all that can be said where no rule says which parts there are."""


def is_row(row: str) -> bool:
    return row in _rules()


def row_text(row: str) -> str:
    """The sentence of a rule, in Vietnamese; its id where this release does not know it."""
    rule = _rules().get(row)
    return row if rule is None else rule.text


def row_doubt(row: str) -> str:
    rule = _rules().get(row)
    return "" if rule is None or rule.basis.is_verified else rule.basis.citation or rule.basis.note


def part_of_row(row: str) -> str:
    """The part of the dossier that a row wants; "" when it wants none."""
    rule = _rules().get(row)
    return rule.parameters.part if rule is not None and isinstance(rule.parameters, DossierPart) else ""


def part_name(code: str, language: Language) -> str:
    """A part's name; its code where this release does not know it."""
    part = _parts().get(code)
    if part is None:
        return code
    return part.name if language.is_vietnamese else part.name_en


def wanted_parts(terms: CaseTerms) -> WantedParts:
    """The parts that the rules of the day of receipt want."""
    return wanted(
        terms.award_code,
        SubjectKind(terms.subject_kind),
        CommendationKind(terms.commendation_kind),
        Procedure.SIMPLIFIED if terms.simplified else Procedure.ORDINARY,
        terms.received_on,
    )


def parts_of(terms: Sequence[CaseTerms], language: Language) -> list[tuple[str, str]]:
    """Parts that the rules of all the cases want, in the order of the first."""
    found = [{part.code: part for part in wanted_parts(each).parts} for each in terms]
    if not found:
        return []
    common = [code for code in found[0] if all(code in each for each in found)]
    return [(code, _named(found[0][code], language)) for code in common]


def _named(part: Part, language: Language) -> str:
    return part.name if language.is_vietnamese else part.name_en


@cache
def _rules() -> Mapping[str, Rule]:
    return {rule.id: rule for rule in load_law().rules}


@cache
def _parts() -> Mapping[str, DossierPart]:
    return {
        rule.parameters.part: rule.parameters for rule in load_law().rules if isinstance(rule.parameters, DossierPart)
    }

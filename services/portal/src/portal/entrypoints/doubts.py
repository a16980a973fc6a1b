"""Why a rule stands as "chưa kiểm chứng": its citation, or what its row notes instead; "" for a verified rule.

Invariant of the rulebook: a row without a citation carries a note.
"""

from datetime import date

from rulebook import Basis, NoRuleInForce, load_rulebook
from rulebook.simplified import conditions


def award_doubt(code: str | None) -> str:
    """About the definition of an award; a code of a later release is not doubted."""
    found = load_rulebook().awards.get(code or "")
    return _doubt(found.basis) if found else ""


def reason_doubt(code: str) -> str:
    found = load_rulebook().reasons.get(code)
    return _doubt(found.basis) if found else ""


def ground_doubt(on: date) -> str:
    """About the conditions of which one opens the simplified procedure under the law of the day."""
    found = conditions(on)
    return _doubt(found.basis) if found else ""


def threshold_doubt(award_code: str | None, percent: int, held_on: date) -> str:
    """About a council's threshold, where it is the rulebook's; another one was the secretariat's own."""
    try:
        rule = load_rulebook().threshold(award_code or "", held_on)
    except NoRuleInForce:
        return ""
    return _doubt(rule.basis) if rule.percent == percent else ""


def _doubt(basis: Basis) -> str:
    return "" if basis.is_verified else basis.citation or basis.note

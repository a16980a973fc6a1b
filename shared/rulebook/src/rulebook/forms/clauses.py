"""Which row of the law asks for a field, on a day; where none is in force the field is ours, and says so."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rulebook.awards import Basis, Status
from rulebook.forms.definition import OURS, FormField
from rulebook.law import load_law

_OURS = Basis(status=Status.PARAMETER, note="Yêu cầu của hệ thống để hồ sơ xét được; không viện dẫn điều khoản nào.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanting:
    """`row` is the id of a row, or `ours`."""

    row: str
    text: str
    basis: Basis


def wanting(field: FormField, award: str, on: date) -> Wanting:
    """Who asks for a field of an award's form: of the rows that it names without their regime, the first in force."""
    return _first_in_force(field.wanted_by, award, on)


@lru_cache(maxsize=4_096)
def _first_in_force(wanted_by: str, award: str, on: date) -> Wanting:
    known = load_law()
    regime = known.book.regime_on(on)
    names = [f"{regime.id}.{each.format(award=award)}" for each in wanted_by.split()] if regime else []
    found = {rule.id: rule for rule in known.rules if rule.id in names and rule.span.covers(on)}
    for name in names:
        if name in found:
            return Wanting(row=name, text=found[name].text, basis=found[name].basis)
    return Wanting(row=OURS, text="", basis=_OURS)

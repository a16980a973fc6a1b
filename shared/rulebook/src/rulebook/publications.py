"""Publication for the people's comment: how long, and what the whole of it must lie before."""

from dataclasses import dataclass
from datetime import date

from rulebook.awards import Basis
from rulebook.clauses.publicity import Before, Publicity
from rulebook.law import Law, load_law
from rulebook.speaking import on, speaking
from rulebook.working_days import Period

__all__ = ["Before", "Publication", "publication"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """`before`: the council's meeting, or the submission to the higher level; that day itself never counts."""

    row: str
    text: str
    before: Before
    period: Period
    basis: Basis

    def ends_on(self, first_day: date) -> date:
        """The last day it must be shown; the meeting or submission comes after it."""
        return self.period.end(first_day)

    def first_day_at_latest(self, before: date) -> date:
        """The last day to begin, so that the whole period ends before the meeting or submission."""
        return self.period.last_start(before)


def publication(award: str, law_on: date, *, law: Law | None = None) -> Publication | None:
    """The rule for the award; None where no publication is asked. Raise UnknownAward."""
    for row in speaking(law or load_law(), Publicity, award, on(law_on)):
        return Publication(
            row=row.row, text=row.text, before=row.value.before, period=row.value.period, basis=row.basis
        )
    return None

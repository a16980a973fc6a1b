"""How long another body has to answer when its opinion is asked (hiệp y, lấy ý kiến)."""

from dataclasses import dataclass
from datetime import date

from rulebook.awards import Basis
from rulebook.clauses.limits import Step, StepLimit
from rulebook.law import Law, load_law
from rulebook.speaking import general, on
from rulebook.working_days import Period

__all__ = ["ConsultationLength", "consultation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationLength:
    row: str
    text: str
    period: Period
    basis: Basis

    def due(self, asked_on: date) -> date:
        return self.period.end(asked_on)


def consultation(law_on: date, *, law: Law | None = None) -> ConsultationLength | None:
    """None where the length isn't known: before the first regime."""
    for row in general(law or load_law(), StepLimit, on(law_on)):
        if row.value.step is Step.CONSULTATION and row.value.period is not None:
            return ConsultationLength(row=row.row, text=row.text, period=row.value.period, basis=row.basis)
    return None

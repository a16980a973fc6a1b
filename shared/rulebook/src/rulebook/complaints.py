"""When each step of a complaint about a decision is due, by the law of the day it came."""

from dataclasses import dataclass
from datetime import date

from rulebook.awards import Basis
from rulebook.clauses.complaints import ComplaintLimit, ComplaintStep
from rulebook.law import Law, load_law
from rulebook.speaking import general, on

__all__ = ["ComplaintDue", "ComplaintStep", "complaint_due"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintDue:
    step: ComplaintStep
    row: str
    name: str
    name_en: str
    started_on: date
    due_on: date
    basis: Basis


def complaint_due(
    step: ComplaintStep,
    came_on: date,
    started_on: date,
    *,
    remote: bool = False,
    complex_case: bool = False,
    law: Law | None = None,
) -> ComplaintDue | None:
    """The last day of a step that began on a day; None where the law of the day has no such limit.

    For a notice of dialogue the period runs the other way: see `clauses.complaints`.
    """
    for row in general(law or load_law(), ComplaintLimit, on(came_on)):
        if row.value.step is step:
            return ComplaintDue(
                step=step,
                row=row.row,
                name=row.value.name,
                name_en=row.value.name_en,
                started_on=started_on,
                due_on=row.value.period(remote=remote, complex_case=complex_case).end(started_on),
                basis=row.basis,
            )
    return None

"""When each step of a case is due: the row of the regime, counted in its own unit of days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rulebook.awards import Basis, Status
from rulebook.clauses.limits import Step, StepLimit, YearlyWindow
from rulebook.law import Law, load_law
from rulebook.speaking import Days, Speaking, not_seen, on, speaking
from rulebook.working_days import DayUnit

__all__ = ["DayUnit", "Due", "Step", "Window", "all_due", "due", "yearly_window"]

NO_ROW = Basis(status=Status.PARAMETER, note="Không có dòng quy định nào cho bước này.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """`due_on` None: the limit isn't known, and `missing` says what would have to be read."""

    step: Step
    row: str
    """Id of the row; empty where no row speaks of the step."""
    name: str
    name_en: str
    begins: str
    """Vietnamese: what the period counts from."""
    length: int | None
    unit: DayUnit
    started_on: date
    due_on: date | None
    basis: Basis
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """First and last day of the year on which a dossier may go up; both None where that isn't known."""

    row: str
    first_day: date | None
    last_day: date | None
    basis: Basis
    missing: str


def due(step: Step, award: str, law_on: date, started_on: date, *, law: Law | None = None) -> Due:
    """The day that a step is due when it began on a day, which itself doesn't count.

    `law_on`: the day of receipt, or any day of the regime that the case was re-pinned to. Raise UnknownAward.
    """
    found = speaking(law or load_law(), StepLimit, award, Days(law_on=law_on, event_on=started_on))
    rows = [row for row in found if row.value.step is step]
    return _due(rows[0], started_on) if rows else _without_row(step, started_on)


def all_due(award: str, law_on: date, started: Mapping[Step, date], *, law: Law | None = None) -> tuple[Due, ...]:
    """Every step that has begun, the earliest due first, those whose limit isn't known last."""
    dues = [due(step, award, law_on, started_on, law=law) for step, started_on in started.items()]
    return tuple(sorted(dues, key=lambda each: (each.due_on or date.max, each.step)))


def yearly_window(award: str, law_on: date, *, law: Law | None = None) -> Window | None:
    """When in the year of `law_on` a dossier may go up; None where the award has no such window."""
    law = law or load_law()
    for row in speaking(law, YearlyWindow, award, on(law_on)):
        first_day, last_day = row.value.window(law_on.year)
        return Window(row=row.row, first_day=first_day, last_day=last_day, basis=row.basis, missing="")
    for unseen in not_seen(law, "yearly-window", award, on(law_on)):
        return Window(row=unseen.row, first_day=None, last_day=None, basis=unseen.basis, missing=unseen.value.missing)
    return None


def _due(row: Speaking[StepLimit], started_on: date) -> Due:
    limit = row.value
    return Due(
        step=limit.step,
        row=row.row,
        name=limit.name,
        name_en=limit.name_en,
        begins=limit.begins,
        length=limit.length,
        unit=limit.unit,
        started_on=started_on,
        due_on=limit.period.end(started_on) if limit.period else None,
        basis=row.basis,
        missing=limit.missing,
    )


def _without_row(step: Step, started_on: date) -> Due:
    return Due(
        step=step,
        row="",
        name=step.value,
        name_en=step.value,
        begins="",
        length=None,
        unit=DayUnit.WORKING,
        started_on=started_on,
        due_on=None,
        basis=NO_ROW,
        missing="quy định về thời hạn của bước này",
    )

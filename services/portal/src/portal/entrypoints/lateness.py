"""How far a case is from the day on which it is due, in words and colour; for a deed, how many hours have passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.entrypoints import filters
from portal.entrypoints.language import Language
from portal.entrypoints.visits import Visit
from portal.entrypoints.wording import mark
from portal.views.cases import CaseLine
from rulebook.casework import DayUnit, Due, days_between

SOON = 3
HOUR_SECONDS = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDue:
    """`name` says what must be done by then, `doubt` why the limit stands as not verified, "" when it does not."""

    text: str
    tone: str
    icon: str
    name: str
    due_on: date | None
    doubt: str


def shown(due: Due | None, today: date, language: Language) -> ShownDue | None:
    """None where no step with a limit runs."""
    if due is None:
        return None
    text, tone, icon = _words(due, today, language)
    basis = due.basis
    return ShownDue(
        text=text,
        tone=tone,
        icon=icon,
        name=due.name if language.is_vietnamese else due.name_en,
        due_on=due.due_on,
        doubt="" if basis.is_verified else basis.citation or basis.note or due.missing,
    )


def hours_since(deed_at: datetime | None, now: datetime) -> int | None:
    """Whole hours since a deed; None where there is none, or it lies ahead."""
    if deed_at is None or deed_at > now:
        return None
    return int((now - deed_at).total_seconds() // HOUR_SECONDS)


def dues_of(visit: Visit, lines: Sequence[CaseLine]) -> dict[str, object]:
    """For a table of cases: when each is due, and how long ago the deed was."""
    now = visit.site.now()
    return {
        "dues": {line.case_id: shown(line.due, visit.today, visit.language) for line in lines},
        "hours": {line.case_id: hours_since(line.deed_at, now) for line in lines},
    }


def limit_of(due_on: date, today: date, language: Language) -> tuple[str, str]:
    """A day to answer by, as text and colour."""
    if due_on < today:
        return language.text(mark("quá hạn, hạn %(day)s")) % {"day": filters.day(due_on)}, "bad"
    tone = "attention" if (due_on - today).days <= SOON else ""
    return language.text(mark("hạn %(day)s")) % {"day": filters.day(due_on)}, tone


def _words(due: Due, today: date, language: Language) -> tuple[str, str, str]:
    days = days_between(due, today)
    if due.due_on is None or days is None:
        return language.text(mark("chưa rõ hạn")), "", "circle-dashed"
    if due.due_on < today:
        return _late(due, days, language), "bad", "triangle-alert"
    if days == 0:
        return language.text(mark("hạn hôm nay")), "attention", "hourglass"
    text = mark("còn %(n)s ngày làm việc") if due.unit is DayUnit.WORKING else mark("còn %(n)s ngày")
    return language.text(text) % {"n": days}, "attention" if days <= SOON else "", "clock"


def _late(due: Due, days: int, language: Language) -> str:
    if days == 0:
        return language.text(mark("quá hạn"))
    text = mark("quá hạn %(n)s ngày làm việc") if due.unit is DayUnit.WORKING else mark("quá hạn %(n)s ngày")
    return language.text(text) % {"n": days}

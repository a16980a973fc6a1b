"""What a case before its receiving agency must be done by: the limits of the steps that run while it waits.

No limit was seen for the chairman's signature: an ordinary case that the council has seen is due on no known day. The
limit on ad hoc commendation runs until the decision (docs/decisions/0042).
"""

from datetime import date
from enum import StrEnum
from functools import lru_cache

from rulebook.awards import Basis
from rulebook.book import UnknownAward
from rulebook.deadlines import DayUnit, Due, Step, all_due
from rulebook.working_days import working_days_between

__all__ = ["Awaiting", "Basis", "DayUnit", "Due", "Step", "days_between", "next_due"]

AD_HOC = "ad-hoc"
COMBINATIONS = 4_096


class Awaiting(StrEnum):
    """What a case waits for."""

    CHECK = "check"
    COUNCIL = "council"
    SIGNATURE = "signature"


@lru_cache(maxsize=COMBINATIONS)
def next_due(awaiting: Awaiting, award: str, kind: str, received_on: date) -> Due | None:
    """The limit that is due first; None where no step with a limit runs, or the award is newer than this data."""
    steps = _running(awaiting, kind)
    try:
        return next(iter(all_due(award, received_on, dict.fromkeys(steps, received_on))), None)
    except UnknownAward:
        return None


def days_between(due: Due, today: date) -> int | None:
    """Days in the limit's own unit until it is due, or since it was; None where the day isn't known."""
    if due.due_on is None:
        return None
    if due.unit is DayUnit.CALENDAR:
        return abs((due.due_on - today).days)
    return working_days_between(*sorted((today, due.due_on)))


def _running(awaiting: Awaiting, kind: str) -> tuple[Step, ...]:
    if kind == AD_HOC:
        return (Step.AD_HOC_PROCESSING,)
    match awaiting:
        case Awaiting.CHECK:
            return (Step.INELIGIBLE_NOTICE, Step.APPRAISAL)
        case Awaiting.COUNCIL:
            return (Step.APPRAISAL,)
        case Awaiting.SIGNATURE:
            return ()

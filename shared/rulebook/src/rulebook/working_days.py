"""Periods of the law in Vietnam's days: the first day doesn't count, an end on a day off moves to the next working day.

Calendar days and working days are each counted in their own unit (docs/decisions/0038). Public holidays, days off in
lieu and the Saturdays worked for them come from the library `holidays`; years to come are its calculation, which the
Government may still change.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from holidays import HolidayBase, country_holidays

DAY = timedelta(days=1)
LAST_BEGINNING = date(9990, 1, 1)


class DayUnit(StrEnum):
    """What a period counts: ngày làm việc or ngày."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A length in one unit, e.g. 10 working days."""

    length: int
    unit: DayUnit

    def end(self, first: date) -> date:
        """The last day on which the period is still kept when it begins with what happened on `first`.

        Of a day that no calendar reaches, a slip of the pen, it is the last day there is.
        """
        if first > LAST_BEGINNING:
            return date.max
        match self.unit:
            case DayUnit.WORKING:
                return add_working_days(first, self.length)
            case DayUnit.CALENDAR:
                return working_day_from(first + self.length * DAY)

    def last_start(self, before: date) -> date:
        """The last day to begin on, so that the whole period ends before a day, which itself doesn't count."""
        start = before - (self.length + 1) * DAY
        while self.end(start) >= before:
            start -= DAY
        return start


def is_working_day(day: date) -> bool:
    return day not in _holidays_of(day.year) if day.weekday() < 5 else day in _worked_weekends(day.year)


def working_day_from(day: date) -> date:
    """The day itself, or the next working day when it is a day off."""
    while not is_working_day(day):
        day += DAY
    return day


def add_working_days(first: date, count: int) -> date:
    """The day on which the count is full; `first` doesn't count."""
    day = working_day_from(first) if count == 0 else first
    for _ in range(count):
        day = working_day_from(day + DAY)
    return day


def working_days_between(first: date, last: date) -> int:
    """Working days after `first` up to `last` itself; none when last isn't later."""
    days = (last - first).days
    return sum(is_working_day(first + number * DAY) for number in range(1, days + 1))


@cache
def _holidays_of(year: int) -> frozenset[date]:
    return frozenset(day for day in _calendar(year) if day.year == year)


@cache
def _worked_weekends(year: int) -> frozenset[date]:
    return frozenset(day for day in _calendar(year).weekend_workdays if day.year == year)


@cache
def _calendar(year: int) -> HolidayBase:
    """The year and those around it, since a day worked in lieu may lie across the turn of the year."""
    return country_holidays("VN", years=range(year - 1, year + 2), expand=False)

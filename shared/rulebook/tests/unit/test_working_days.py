"""Periods in Vietnam's working and calendar days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.working_days import (
    DayUnit,
    Period,
    add_working_days,
    is_working_day,
    working_day_from,
    working_days_between,
)

DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2021, 8, 31), True),
        (date(2021, 9, 2), False),
        (date(2021, 9, 3), False),
        (date(2025, 1, 29), False),
        (date(2024, 4, 29), False),
        (date(2024, 5, 4), True),
        (date(2018, 12, 31), False),
        (date(2019, 1, 5), True),
        (date(2026, 11, 21), False),
    ],
    ids=[
        "an ordinary Tuesday",
        "National Day",
        "the second day of National Day, from 2021 on",
        "Tết",
        "a day off in lieu",
        "the Saturday worked for it",
        "a day off in lieu before the turn of the year",
        "the Saturday worked for it after the turn of the year",
        "a Saturday",
    ],
)
def test_public_holidays_days_off_in_lieu_and_weekends_are_known(day: date, is_worked: bool) -> None:
    assert is_working_day(day) is is_worked


def test_the_first_day_does_not_count() -> None:
    monday = date(2026, 11, 2)

    assert add_working_days(monday, 5) == date(2026, 11, 9)
    assert Period(length=3, unit=DayUnit.CALENDAR).end(monday) == date(2026, 11, 5)


def test_a_period_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    calendar = Period(length=5, unit=DayUnit.CALENDAR)

    assert calendar.end(date(2026, 11, 2)) == date(2026, 11, 9), "Saturday moves to Monday"
    assert calendar.end(date(2026, 8, 28)) == date(2026, 9, 3), "National Day moves to the day after"


def test_working_days_skip_tet_while_calendar_days_run_on() -> None:
    before_tet = date(2025, 1, 24)

    assert Period(length=3, unit=DayUnit.WORKING).end(before_tet) == date(2025, 2, 5)
    assert Period(length=12, unit=DayUnit.CALENDAR).end(before_tet) == date(2025, 2, 5)


def test_seven_days_and_five_working_days_are_counted_each_in_its_own_unit() -> None:
    concluded_on = date(2026, 11, 2)

    reported_by = Period(length=7, unit=DayUnit.CALENDAR).end(concluded_on)
    decided_by = Period(length=5, unit=DayUnit.WORKING).end(reported_by)

    assert (reported_by, decided_by) == (date(2026, 11, 9), date(2026, 11, 16))


def test_a_whole_period_lies_before_a_day_that_does_not_count_itself() -> None:
    meeting_on = date(2026, 11, 17)
    ten = Period(length=10, unit=DayUnit.WORKING)

    assert ten.last_start(meeting_on) == date(2026, 11, 2)
    assert ten.end(date(2026, 11, 2)) == date(2026, 11, 16)
    assert Period(length=5, unit=DayUnit.CALENDAR).last_start(meeting_on) == date(2026, 11, 11)


@given(DAYS, st.integers(0, 30))
def test_adding_and_counting_working_days_agree(first: date, count: int) -> None:
    end = add_working_days(first, count)

    assert is_working_day(end)
    assert working_days_between(first, end) == count or (count == 0 and end == working_day_from(first))


@given(DAYS, st.integers(1, 30), st.sampled_from(DayUnit))
def test_the_last_start_is_the_last_day_whose_period_ends_before(before: date, length: int, unit: DayUnit) -> None:
    period = Period(length=length, unit=unit)
    start = period.last_start(before)

    assert period.end(start) < before
    assert period.end(start + timedelta(days=1)) >= before

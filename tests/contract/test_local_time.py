"""The year of a decision's number, and of the record's log, turns when people's clocks say so."""

from datetime import UTC, date, datetime

import pytest

from contracts.local_time import local_date


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 16, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_year_turns_at_midnight_in_vietnam(moment: datetime, day: date) -> None:
    assert local_date(moment) == day

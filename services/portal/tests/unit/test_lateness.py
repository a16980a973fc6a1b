"""How late a case is, in words and colour."""

from datetime import UTC, date, datetime

import pytest

from portal.entrypoints.language import languages
from portal.entrypoints.lateness import hours_since, shown
from rulebook.casework import Awaiting, next_due

DUE = next_due(Awaiting.CHECK, "BKT", "merit", date(2021, 10, 5))
"""Ten working days end on Tuesday 19/10/2021."""


@pytest.mark.parametrize(
    ("today", "text", "tone"),
    [
        (date(2021, 10, 6), "còn 9 ngày làm việc", ""),
        (date(2021, 10, 15), "còn 2 ngày làm việc", "attention"),
        (date(2021, 10, 19), "hạn hôm nay", "attention"),
        (date(2021, 10, 21), "quá hạn 2 ngày làm việc", "bad"),
    ],
)
def test_a_case_says_how_far_its_day_is(today: date, text: str, tone: str) -> None:
    due = shown(DUE, today, languages()["vi"])

    assert due is not None
    assert (due.text, due.tone, due.doubt) == (text, tone, "NĐ 91/2017/NĐ-CP Đ48")


def test_a_limit_that_is_not_known_is_said_to_be_unknown() -> None:
    due = shown(next_due(Awaiting.CHECK, "GDVH", "merit", date(2026, 11, 2)), date(2026, 11, 23), languages()["vi"])

    assert due is not None
    assert (due.text, due.due_on) == ("chưa rõ hạn", None)


@pytest.mark.parametrize(("minute", "hours"), [(59, 2), (0, 2)])
def test_hours_since_a_deed_are_whole(minute: int, hours: int) -> None:
    deed = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    assert hours_since(deed, datetime(2026, 11, 23, 3, minute, tzinfo=UTC)) == hours
    assert hours_since(deed, datetime(2026, 11, 23, 0, 59, tzinfo=UTC)) is None

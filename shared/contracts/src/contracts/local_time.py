"""The clock on the wall: facts carry UTC, but days, years and what people read are those of Vietnam."""

from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh: seven hours ahead since 1975, without summer time."""


def local_date(moment: datetime) -> date:
    """The day in Vietnam of a moment that has a time zone."""
    return moment.astimezone(VIETNAM).date()

"""What a case must be done by, and how far that is."""

from datetime import date

import pytest

from rulebook.casework import Awaiting, days_between, next_due

TUESDAY = date(2021, 10, 5)


@pytest.mark.parametrize(
    ("awaiting", "kind", "row", "due_on"),
    [
        # Law.md's examples count working days with the first day left out; no public holiday lies between.
        (Awaiting.CHECK, "merit", "A.limit.ineligible-notice", date(2021, 10, 19)),
        (Awaiting.COUNCIL, "merit", "A.limit.appraisal-province", date(2021, 11, 9)),
        (Awaiting.CHECK, "ad-hoc", "P.limit.ad-hoc-processing", date(2021, 10, 12)),
        (Awaiting.SIGNATURE, "ad-hoc", "P.limit.ad-hoc-processing", date(2021, 10, 12)),
    ],
)
def test_the_first_limit_that_runs_is_the_one_that_counts(
    awaiting: Awaiting, kind: str, row: str, due_on: date
) -> None:
    due = next_due(awaiting, "BKT", kind, TUESDAY)

    assert due is not None
    assert (due.row, due.due_on) == (row, due_on)


def test_no_limit_is_known_for_a_signature_nor_for_an_award_of_a_later_release() -> None:
    assert next_due(Awaiting.SIGNATURE, "BKT", "merit", TUESDAY) is None
    assert next_due(Awaiting.CHECK, "NEWER", "merit", TUESDAY) is None


@pytest.mark.parametrize(
    ("today", "days"),
    [(date(2021, 10, 15), 2), (date(2021, 10, 19), 0), (date(2021, 10, 23), 3), (date(2021, 10, 25), 4)],
)
def test_days_are_counted_in_the_unit_of_the_limit(today: date, days: int) -> None:
    """Ten working days end on Tuesday the 19th; the 23rd is a Saturday."""
    due = next_due(Awaiting.CHECK, "BKT", "merit", TUESDAY)

    assert due is not None
    assert days_between(due, today) == days


def test_a_limit_in_calendar_days_counts_every_day() -> None:
    due = next_due(Awaiting.COUNCIL, "GKX", "merit", TUESDAY)

    assert due is not None
    assert (due.unit, due.due_on, days_between(due, date(2021, 10, 23))) == ("calendar", date(2021, 10, 25), 2)

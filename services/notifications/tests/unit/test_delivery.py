"""What an attempt means: an end with its fact, or another attempt later."""

from dataclasses import replace
from datetime import timedelta

import pytest

from contracts.notifications import MessageDelivered, MessageFailed
from notifications.domain import decisions
from notifications.domain.model import (
    Accepted,
    NotTried,
    Outcome,
    Refused,
    Status,
    Unknown,
    evolve,
)
from services.notifications.tests.builders import NOW, mail, recipient, uid

LAST = decisions.MAX_ATTEMPTS - 1


def ended(outcome: Outcome, attempts: int = 0) -> list[tuple[type, int, str]]:
    facts = decisions.conclude(mail(attempts=attempts), outcome, NOW)
    return [(type(fact), fact.attempts, getattr(fact, "error", "")) for fact in facts]


def test_a_mail_that_the_server_took_is_delivered() -> None:
    assert ended(Accepted(code=250, reply="queued"), attempts=2) == [(MessageDelivered, 3, "")]


@pytest.mark.parametrize("outcome", [Refused(code=451, reply=""), Unknown(), NotTried()])
def test_trouble_that_may_pass_ends_nothing(outcome: Outcome) -> None:
    assert ended(outcome) == []


def test_a_permanent_refusal_ends_at_once() -> None:
    assert ended(Refused(code=550, reply="")) == [(MessageFailed, 1, "smtp-550")]


def test_after_the_last_attempt_it_is_given_up() -> None:
    assert ended(Refused(code=451, reply=""), LAST) == [(MessageFailed, LAST + 1, "smtp-451")]
    assert ended(Unknown(), LAST) == [(MessageFailed, LAST + 1, "no-answer")]


def test_a_server_that_is_away_counts_against_no_mail() -> None:
    assert ended(NotTried(), LAST) == []
    assert decisions.retried(mail(attempts=LAST), NotTried()).attempts == LAST
    assert decisions.retried(mail(attempts=3), Unknown()).attempts == 4


def test_the_end_is_kept() -> None:
    message = mail()
    (fact,) = decisions.conclude(message, Accepted(code=250, reply=""), NOW)
    (failure,) = decisions.conclude(message, Refused(code=550, reply=""), NOW)

    assert evolve(message, fact) == replace(message, status=Status.DELIVERED, attempts=1, ended_at=NOW)
    assert evolve(message, failure) == replace(message, status=Status.FAILED, attempts=1, ended_at=NOW)


def test_pauses_double_up_to_four_hours_and_spread() -> None:
    longest = [decisions.pause(attempts, 1.0) for attempts in range(1, 12)]

    assert longest[:4] == [timedelta(seconds=seconds) for seconds in (30, 60, 120, 240)]
    assert longest[-1] == timedelta(hours=4)
    assert decisions.pause(1, 0.0) == timedelta(seconds=15)
    assert decisions.pause(0, 1.0) == timedelta(seconds=15)


def test_the_fingerprint_is_that_of_fact_person_and_channel() -> None:
    first = mail(1)

    assert replace(first, message_id=uid(2), attempts=5).fingerprint == first.fingerprint
    assert replace(first, recipient=recipient(1, "other")).fingerprint != first.fingerprint
    assert replace(first, occasion=replace(first.occasion, fact_id=uid(9))).fingerprint != first.fingerprint
    assert len(first.fingerprint) == 40

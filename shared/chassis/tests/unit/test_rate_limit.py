"""A share is used up, and comes back evenly; one person's never touches another's."""

import pytest

from chassis import rate_limit
from chassis.problems import Problem
from chassis.rate_limit import Shares


class Seconds:
    """A clock that moves when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_share_may_be_used_at_once_and_then_says_how_long_to_wait() -> None:
    shares = Shares(per_minute=6, clock=Seconds())
    for _ in range(6):
        shares.take("a")

    with pytest.raises(Problem) as refused:
        shares.take("a")

    assert refused.value.status == 429
    assert refused.value.headers == {"Retry-After": "10"}
    assert "10 giây" in refused.value.detail


def test_after_the_time_it_named_exactly_one_more_is_let_through() -> None:
    clock = Seconds()
    shares = Shares(per_minute=6, clock=clock)
    for _ in range(6):
        shares.take("a")

    clock.now = 10.0
    shares.take("a")

    with pytest.raises(Problem):
        shares.take("a")


def test_nobody_uses_up_the_share_of_another() -> None:
    shares = Shares(per_minute=1, clock=Seconds())

    shares.take("a")
    shares.take("b")

    with pytest.raises(Problem):
        shares.take("a")


def test_zero_lifts_the_limit() -> None:
    shares = Shares(per_minute=0, clock=Seconds())

    for _ in range(10_000):
        shares.take("a")


def test_strangers_cannot_fill_the_memory() -> None:
    shares = Shares(per_minute=1, clock=Seconds())

    for number in range(rate_limit.MOST_REMEMBERED + 10):
        shares.take(str(number))

    assert len(shares._buckets) == rate_limit.MOST_REMEMBERED

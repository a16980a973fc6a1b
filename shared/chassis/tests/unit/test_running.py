"""Rates and quantiles out of two readings of /metrics."""

from dataclasses import replace
from math import inf

import pytest
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from chassis.running import Rate, Scrape, Times, between, quantile, rows, scraped

URL = "http://127.0.0.1:9002"


class Counting:
    """Instruments of two services, as one process of tests may hold them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.facts = Counter("facts_total", "f", ("service", "type"), registry=self.registry)
        names = ("service", "kind", "handler", "outcome")
        self.handlers = Histogram("handler_seconds", "h", names, registry=self.registry, buckets=(0.01, 0.02, 0.04))

    def read(self, at: float) -> Scrape:
        text = generate_latest(self.registry).decode()
        began = "process_start_time_seconds 1000\n"
        return scraped(text + began, "toy", at, 1000 + at)


def test_a_rate_is_told_since_the_start_and_over_the_while_between_the_readings() -> None:
    counting = Counting()
    counting.facts.labels("toy", "a.v1").inc(90)
    counting.facts.labels("other", "a.v1").inc(7)
    first = counting.read(100)
    counting.facts.labels("toy", "a.v1").inc(10)
    counting.facts.labels("toy", "b.v1").inc(1)

    now = between(first, counting.read(102), URL)

    assert now.rates == [
        Rate(name="facts/a.v1", since_start=100 / 102, sampled=5.0),
        Rate(name="facts/b.v1", since_start=1 / 102, sampled=0.5),
    ]
    assert (now.uptime_seconds, now.sampled_seconds) == (102, 2)


def test_times_of_a_handler_are_told_whatever_came_of_its_runs() -> None:
    counting = Counting()
    for outcome, seconds in (("ok", 0.005), ("ok", 0.015), ("failed", 0.015), ("ok", 0.03)):
        counting.handlers.labels("toy", "command", "Submit", outcome).observe(seconds)

    now = between(counting.read(1), counting.read(2), URL)

    [told] = now.times
    assert replace(told, p99=0) == Times(name="handler_seconds/Submit", count=4, p50=0.015, p99=0)
    assert told.p99 == pytest.approx(0.0392)


def test_a_quantile_above_the_last_bound_is_that_bound() -> None:
    assert quantile(0.99, {0.5: 10, 1.0: 10, inf: 100}) == 1.0


def test_a_process_that_began_anew_between_the_readings_tells_of_no_rate_below_nought() -> None:
    counting = Counting()
    counting.facts.labels("toy", "a.v1").inc(50)
    before, anew = counting.read(100), Counting()
    anew.facts.labels("toy", "a.v1").inc(2)

    now = between(before, anew.read(101), URL)

    assert [each.sampled for each in now.rates] == [0.0]


def test_another_services_numbers_are_nobodys() -> None:
    counting = Counting()
    counting.facts.labels("other", "a.v1").inc()

    with pytest.raises(ValueError, match="nothing of toy"):
        counting.read(1)


def test_a_terminal_is_told_what_each_number_is_since_when() -> None:
    counting = Counting()
    counting.facts.labels("toy", "a.v1").inc(51)
    counting.handlers.labels("toy", "command", "Submit", "ok").observe(0.005)
    now = between(counting.read(100), counting.read(102), URL)

    assert rows(now, URL) == [
        ("tiến trình · process", f"chạy · up 102 s ({URL})"),
        ("facts/a.v1 /s", "0.500 từ đầu · since start, 0.000 trong 2.0 s qua · in the last 2.0 s"),
        ("handler_seconds/Submit", "p50 5.0 ms, p99 9.9 ms, 1 lần từ đầu · runs since start"),
    ]
    assert rows(replace(now, uptime_seconds=None, rates=(), times=()), URL)[0][1] == f"chạy · up ? ({URL})"
    assert rows(None, URL) == [("tiến trình · process", f"không chạy · not running ({URL})")]

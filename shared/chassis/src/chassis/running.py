"""What a running process counts of itself: its /metrics, read twice from the management port of its settings.

Rates stand beside each other since the process began and over the short while between the readings; times of
handlers are since it began, quantiles within buckets as Prometheus has them.
"""

import asyncio
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic, time

import httpx
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from chassis.settings import ChassisSettings

SAMPLE_SECONDS = 1.0
PATIENCE_SECONDS = 5.0  # a scrape asks every check of readiness, two seconds each at most
OF_THIS_MACHINE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (where it listens, asked from beside it)

COUNTED = {"facts_total": "type", "consumed_total": "outcome"}
TIMED = {"handler_seconds_bucket": "handler", "fact_age_seconds_bucket": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Per second; `since_start` is None where the system does not say when a process began."""

    name: str
    since_start: float | None
    sampled: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds, since the process began; above the last bound of the buckets it is that bound."""

    name: str
    count: int
    p50: float
    p99: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """One process; of several replicas the one that listens where these settings say."""

    address: str
    uptime_seconds: float | None
    sampled_seconds: float
    rates: Sequence[Rate]
    times: Sequence[Times]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrape:
    """One reading. `at` is by the clock that never steps, `uptime` in seconds."""

    at: float
    uptime: float | None
    counts: Mapping[str, float]
    buckets: Mapping[str, Mapping[float, float]]


def address(settings: ChassisSettings) -> str:
    """Where the process of these settings tells of itself."""
    host = OF_THIS_MACHINE.get(settings.management_host, settings.management_host)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.management_port}"


async def ask(settings: ChassisSettings, service: str) -> Running | None:
    """Read twice; None where no process of this service answers."""
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE_SECONDS, base_url=address(settings)) as client:
            first = scraped(await _metrics(client), service, monotonic(), time())
            await asyncio.sleep(SAMPLE_SECONDS)
            second = scraped(await _metrics(client), service, monotonic(), time())
    except (httpx.HTTPError, ValueError):  # nobody there, or somebody else, who does not speak of numbers
        return None
    return between(first, second, address(settings))


async def _metrics(client: httpx.AsyncClient) -> str:
    answer = await client.get("/metrics")
    return answer.raise_for_status().text


def scraped(text: str, service: str, at: float, now: float) -> Scrape:
    """Read what /metrics answered; raises ValueError when it is not of this service."""
    told = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    own = [sample for sample in told if sample.labels.get("service") == service]
    if not own:
        raise ValueError(f"nothing of {service}")
    began = next((sample.value for sample in told if sample.name == "process_start_time_seconds"), None)
    return Scrape(at=at, uptime=None if began is None else now - began, counts=_counts(own), buckets=_buckets(own))


def _counts(samples: Iterable[Sample]) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for sample in samples:
        if label := COUNTED.get(sample.name):
            found[f"{sample.name.removesuffix('_total')}/{sample.labels[label]}"] += sample.value
    return found


def _buckets(samples: Iterable[Sample]) -> dict[str, dict[float, float]]:
    """Upper bound → how many were not above it, whatever came of them."""
    found: dict[str, dict[float, float]] = defaultdict(lambda: defaultdict(float))
    for sample in samples:
        if (label := TIMED.get(sample.name)) is not None:
            name = "/".join([sample.name.removesuffix("_bucket"), *([sample.labels[label]] if label else [])])
            found[name][float(sample.labels["le"])] += sample.value
    return found


def between(first: Scrape, second: Scrape, url: str) -> Running:
    """Rates between two readings, and what the second one alone tells."""
    passed = second.at - first.at
    return Running(
        address=url,
        uptime_seconds=second.uptime,
        sampled_seconds=passed,
        rates=[
            Rate(
                name=name,
                since_start=count / second.uptime if second.uptime else None,
                # Below nought only if the process began anew in between.
                sampled=max(0.0, count - first.counts.get(name, 0)) / passed,
            )
            for name, count in sorted(second.counts.items())
        ],
        times=[
            Times(name=name, count=int(bounds[math.inf]), p50=quantile(0.5, bounds), p99=quantile(0.99, bounds))
            for name, bounds in sorted(second.buckets.items())
            if bounds[math.inf]
        ],
    )


def quantile(share: float, bounds: Mapping[float, float]) -> float:
    """Prometheus' histogram_quantile: linear within the bucket that the rank falls into."""
    rank = share * bounds[math.inf]
    below, floor = 0.0, 0.0
    for bound, count in sorted(bounds.items()):
        if count >= rank:
            return floor if bound == math.inf else floor + (bound - floor) * (rank - below) / (count - below)
        below, floor = count, bound
    return floor


def rows(now: Running | None, asked: str) -> list[tuple[str, str]]:
    """For a terminal: name and value."""
    if now is None:
        return [("tiến trình · process", f"không chạy · not running ({asked})")]
    up = "?" if now.uptime_seconds is None else f"{now.uptime_seconds:.0f} s"
    return [
        ("tiến trình · process", f"chạy · up {up} ({now.address})"),
        *((f"{each.name} /s", _rates(each, now.sampled_seconds)) for each in now.rates),
        *((each.name, _times(each)) for each in now.times),
    ]


def _rates(each: Rate, sampled: float) -> str:
    since_start = "?" if each.since_start is None else f"{each.since_start:.3f}"
    lately = f"{each.sampled:.3f} trong {sampled:.1f} s qua · in the last {sampled:.1f} s"
    return f"{since_start} từ đầu · since start, {lately}"


def _times(each: Times) -> str:
    p50, p99 = (f"{seconds * 1000:.1f} ms" for seconds in (each.p50, each.p99))
    return f"p50 {p50}, p99 {p99}, {each.count} lần từ đầu · runs since start"

"""What the spine reports about its work: a span, a measurement and a log line under one name each."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter

import structlog
from opentelemetry.sdk.trace import TracerProvider

from chassis import logs, metrics, tracing
from chassis.decoding import Delivery
from chassis.tracing import (
    consumer_span,
    current_traceparent,
    human_step,
    is_recording,
    later_span,
    link_to,
    note_nominations,
)

__all__ = [
    "batch_spans",
    "commanding",
    "consumer_span",
    "count_facts",
    "count_intake",
    "count_relayed",
    "current_traceparent",
    "handling",
    "human_step",
    "is_recording",
    "later_span",
    "link_to",
    "log",
    "note_nominations",
    "observe_age",
    "set_up",
]

log = structlog.stdlib.get_logger("chassis")


def set_up(
    service: str, *, log_level: str, state_dir: Path, trace_ratio: float, otlp_endpoint: str | None
) -> TracerProvider:
    """Set logs and traces up, once per process; the caller shuts the result down at the end."""
    logs.set_up(service, log_level)
    return tracing.set_up(service, state_dir=state_dir, ratio=trace_ratio, otlp_endpoint=otlp_endpoint)


@contextmanager
def commanding(service: str, command: object) -> Iterator[None]:
    """One command: an inner span of the request, with the nominations that the command names."""
    name = type(command).__name__
    with tracing.inner_span(f"command {name}"), _measured(service, "command", name):
        one, many = getattr(command, "nomination_id", None), getattr(command, "nomination_ids", None)
        note_nominations(([one] if one else []) + list(many or ()))
        yield


@contextmanager
def handling(service: str, delivery: Delivery) -> Iterator[None]:
    """One fact in its event handler."""
    traceparent = delivery.record.header("traceparent")
    with (
        consumer_span(traceparent, delivery.envelope),
        _measured(service, "event", delivery.envelope.type),
    ):
        yield


@contextmanager
def batch_spans(service: str, deliveries: Sequence[Delivery]) -> Iterator[None]:
    """A batch handled at once: each fact of a recorded trace has a span of its own, all of the same length."""
    with ExitStack() as stack:
        for delivery in deliveries:
            traceparent = delivery.record.header("traceparent")
            if not tracing.is_left_out(traceparent):
                stack.callback(tracing.begin_consumer_span(traceparent, delivery.envelope).end)
        with _measured(service, "batch", "projection"):
            yield


def count_intake(service: str, topic: str, outcome: str, count: int = 1) -> None:
    """Count consumed records by what became of them."""
    metrics.CONSUMED.labels(service, topic, outcome).inc(count)


def count_facts(service: str, told: Mapping[str, int]) -> None:
    """Count what a transaction told the others, once it is committed."""
    for type_name, count in told.items():
        metrics.FACTS.labels(service, type_name).inc(count)


def observe_age(service: str, seconds: float) -> None:
    """Note how long ago the oldest fact of an applied batch happened; clocks of two machines differ a little."""
    metrics.FACT_AGE.labels(service).observe(max(0.0, seconds))


def count_relayed(service: str, count: int) -> None:
    """Count records that the broker acknowledged."""
    metrics.RELAYED.labels(service).inc(count)


@contextmanager
def _measured(service: str, kind: str, handler: str) -> Iterator[None]:
    begun, outcome = perf_counter(), "failed"
    try:
        yield
        outcome = "ok"
    finally:
        metrics.HANDLER.labels(service, kind, handler, outcome).observe(perf_counter() - begun)

"""Prometheus instruments; the names are an interface that dashboards and alerts hold on to.

Every instrument's first label is the service, so that one process may hold several.
"""

from collections.abc import Sequence

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_AGES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0)


def gauge(name: str, text: str, *labels: str) -> Gauge:
    """Declare a gauge; a service may have some of its own."""
    return Gauge(name, text, ("service", *labels), registry=REGISTRY)


def counter(name: str, text: str, *labels: str) -> Counter:
    """Declare a counter."""
    return Counter(name, text, ("service", *labels), registry=REGISTRY)


def histogram(name: str, text: str, *labels: str, buckets: Sequence[float] = _SECONDS) -> Histogram:
    """Declare a histogram of seconds."""
    return Histogram(name, text, ("service", *labels), registry=REGISTRY, buckets=buckets)


OUTBOX_ROWS = gauge("outbox_rows", "Rows that the broker hasn't acknowledged.")
OUTBOX_OLDEST_AGE = gauge("outbox_oldest_age_seconds", "Age of the oldest such row.")
OUTBOX_REFUSED_ROWS = gauge("outbox_refused_rows", "Rows that the broker refused.")
RELAYED = counter("relayed_total", "Records that the broker acknowledged.")
RELAY_BATCH = histogram("relay_batch_seconds", "From the first send of a batch to its delete.")
RELAY_IS_LEADER = gauge("relay_is_leader", "1 while this process relays.")
RELAY_PROGRESS = gauge("relay_progress_timestamp_seconds", "When a batch was last acknowledged.")

FACTS = counter("facts_total", "Facts that were committed, by type.", "type")

CONSUMER_LAG = gauge("consumer_lag", "Records behind the log's end.", "topic", "partition")
CONSUMER_ASSIGNED = gauge("consumer_assigned_partitions", "Partitions that this process reads.")
CONSUMER_BATCH = histogram("consumer_batch_seconds", "One batch with its transaction.")
CONSUMER_PROGRESS = gauge("consumer_progress_timestamp_seconds", "When a batch was last applied.")
FACT_AGE = histogram("fact_age_seconds", "Age of a batch's oldest fact once it is applied.", buckets=_AGES)
CONSUMER_RETRIES = counter("consumer_retries_total", "Batches tried again.", "error_class")
CONSUMED = counter("consumed_total", "Records by what became of them.", "topic", "outcome")
DEAD_LETTERS = gauge("dead_letters", "Dead letters that wait for an operator.")
PARKED = gauge("parked_facts", "Facts parked behind a letter or a gap.")

HANDLER = histogram("handler_seconds", "One run of a handler.", "kind", "handler", "outcome")
HTTP = histogram("http_request_seconds", "One request.", "method", "route", "status")
HTTP_IN_PROGRESS = gauge("http_requests_in_progress", "Requests being answered.")

READY = gauge("service_ready", "1 while every check of readiness holds.")
CHECK_FAILED = gauge("service_check_failed", "1 while this check of readiness fails.", "check")
MEASURED = gauge("measured_timestamp_seconds", "When the database was last asked for these states.")
POOL_CONNECTIONS = gauge("database_pool_connections", "Connections of the pool.", "state")
POOL_SIZE = gauge("database_pool_size", "How many connections the pool may have.")

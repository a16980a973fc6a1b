"""Traces: W3C trace context in and out, spans to a collector or to the state folder.

Without `set_up` nothing is recorded, yet a traceparent that comes in still goes out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
)

from chassis.span_file import SpanFile
from contracts.envelope import Envelope
from contracts.fact import Fact

Attributes: TypeAlias = Mapping[str, str | int | Sequence[str]]

NOMINATION_ID = "nomination.id"
MAX_NOMINATIONS_PER_SPAN = 256
_FLUSH_MILLISECONDS = 500
_QUEUED_SPANS = 8192
_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")


def set_up(service: str, *, state_dir: Path, ratio: float, otlp_endpoint: str | None) -> TracerProvider:
    """Make this process record: `ratio` of the traces that begin here, and what a sampled parent asks for.

    The caller runs `shutdown()` on the result before it ends, which writes the last spans.
    """
    exporter: SpanExporter = SpanFile(state_dir / "traces", service)
    if otlp_endpoint:
        exporter = OTLPSpanExporter(endpoint=f"{otlp_endpoint.rstrip('/')}/v1/traces")
    provider = TracerProvider(
        resource=Resource.create({SERVICE_NAME: service}),
        sampler=ParentBased(TraceIdRatioBased(ratio)),
        shutdown_on_exit=False,
    )
    provider.add_span_processor(
        BatchSpanProcessor(exporter, max_queue_size=_QUEUED_SPANS, schedule_delay_millis=_FLUSH_MILLISECONDS)
    )
    trace.set_tracer_provider(provider)
    return provider


def current_traceparent() -> str | None:
    """The W3C traceparent of the span in hand, or None outside any."""
    context = trace.get_current_span().get_span_context()
    if not context.is_valid:
        return None
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"


def is_left_out(traceparent: str | None) -> bool:
    """Whether whoever began the trace chose not to record it: a child span would cost much and show nobody anything."""
    return traceparent is not None and traceparent.endswith("-00")


@contextmanager
def consumer_span(traceparent: str | None, envelope: Envelope[Fact]) -> Iterator[Span]:
    """A fact's own span on the consuming side, child of the span that made the fact."""
    if is_left_out(traceparent):
        # Made current all the same: what the handler tells carries the trace on.
        with trace.use_span(trace.get_current_span(_parent(traceparent))) as parent:
            yield parent
        return
    attributes = consumed(envelope)
    with _span(_handling(envelope), SpanKind.CONSUMER, _parent(traceparent), attributes=attributes) as span:
        yield span


def begin_consumer_span(traceparent: str | None, envelope: Envelope[Fact]) -> Span:
    """As `consumer_span`, not made current: for facts handled all at once. The caller ends it."""
    return _tracer().start_span(
        _handling(envelope), _parent(traceparent), SpanKind.CONSUMER, attributes=consumed(envelope)
    )


def consumed(envelope: Envelope[Fact]) -> Attributes:
    """What a consumer's span says about its fact: public attributes alone."""
    attributes: dict[str, str | int | Sequence[str]] = {
        "messaging.system": "kafka",
        "cloudevents.event_id": str(envelope.id),
        "cloudevents.event_type": envelope.type,
        "cloudevents.event_subject": str(envelope.subject),
        "fact.seq": envelope.seq,
    }
    nomination_id = envelope.data.get("nomination_id")
    if isinstance(nomination_id, str):
        attributes[NOMINATION_ID] = nomination_id
    return attributes


@contextmanager
def server_span(name: str, traceparent: str | None) -> Iterator[Span]:
    """An HTTP request: child of the caller's span when it sent one, else the root of a new trace."""
    with _span(name, SpanKind.SERVER, _parent(traceparent)) as span:
        yield span


@contextmanager
def human_step(name: str, link: str | None = None) -> Iterator[Span]:
    """The root of a new trace for what a person does, linked to the traceparent of the fact before."""
    with _span(name, SpanKind.INTERNAL, Context(), links=_links(link)) as span:
        yield span


@contextmanager
def later_span(name: str, traceparent: str | None, attributes: Attributes | None = None) -> Iterator[Span]:
    """What is done later for the sake of an earlier fact: child of the span whose traceparent was kept."""
    with _span(name, SpanKind.INTERNAL, _parent(traceparent), attributes=attributes) as span:
        yield span


@contextmanager
def inner_span(name: str, attributes: Attributes | None = None) -> Iterator[Span]:
    """A part of the span in hand."""
    with _span(name, SpanKind.INTERNAL, None, attributes=attributes) as span:
        yield span


def link_to(traceparent: str | None) -> None:
    """Link the span in hand to the one that made an earlier fact; nothing happens when there is none."""
    for link in _links(traceparent):
        trace.get_current_span().add_link(link.context)


def is_recording() -> bool:
    """Whether the span in hand will be seen by anybody: what only a trace needs is not asked for otherwise."""
    return trace.get_current_span().is_recording()


def note_nominations(ids: Iterable[object]) -> None:
    """Put the nominations that this work is about on the span in hand, 256 at most."""
    names = [str(identifier) for identifier in ids][:MAX_NOMINATIONS_PER_SPAN]
    if names:
        trace.get_current_span().set_attribute(NOMINATION_ID, names[0] if len(names) == 1 else names)


def fail(span: Span, error: BaseException) -> None:
    """Mark a span as failed. The message may hold what a person typed: the class alone goes into the span."""
    span.set_status(Status(StatusCode.ERROR))
    span.set_attribute("error.type", type(error).__name__)


@contextmanager
def _span(
    name: str,
    kind: SpanKind,
    parent: Context | None,
    *,
    attributes: Attributes | None = None,
    links: Sequence[Link] = (),
) -> Iterator[Span]:
    with _tracer().start_as_current_span(
        name,
        context=parent,
        kind=kind,
        attributes=attributes,
        links=links,
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        try:
            yield span
        except BaseException as error:
            fail(span, error)
            raise


def _tracer() -> trace.Tracer:
    return trace.get_tracer("chassis")


def _handling(envelope: Envelope[Fact]) -> str:
    return f"handle {envelope.type}"


def _parent(traceparent: str | None) -> Context:
    context = _span_context(traceparent)
    return trace.set_span_in_context(NonRecordingSpan(context), Context()) if context else Context()


def _links(traceparent: str | None) -> list[Link]:
    context = _span_context(traceparent)
    return [Link(context)] if context else []


def _span_context(traceparent: str | None) -> SpanContext | None:
    match = _TRACEPARENT.fullmatch(traceparent or "")
    if match is None:
        return None
    trace_id, span_id, flags = (int(part, 16) for part in match.groups()[:3])
    context = SpanContext(trace_id, span_id, is_remote=True, trace_flags=TraceFlags(flags))
    return context if context.is_valid else None

"""Spans as the services write them (JSON lines in the state folder), and those that concern one nomination."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

NOMINATION: Final = "nomination.id"
# What the web framework does between a request and its handler; its parts are shown in its place.
WIRING: Final = "fastapi."


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Times are nanoseconds since 1970."""

    trace_id: str
    span_id: str
    parent_id: str | None
    linked: frozenset[str]
    name: str
    service: str
    start: int
    end: int
    failed: bool
    nominations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trace:
    """One trace's spans, each after its parent, with its depth; `follows` are traces that one of them links to."""

    id: str
    rows: tuple[tuple[int, Span], ...]
    follows: frozenset[str]

    @property
    def start(self) -> int:
        return min(span.start for _, span in self.rows)

    @property
    def end(self) -> int:
        return max(span.end for _, span in self.rows)


def read(folder: Path) -> Iterator[Span]:
    """Yield every span of the folder; a line that is still being written is passed over."""
    for file in folder.glob("*.jsonl*"):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                if line.endswith("\n"):
                    yield _span(json.loads(line))


def about(nomination: str, spans: Iterable[Span]) -> list[Trace]:
    """Return the traces that carry the nomination, in time, and those they link to that carry none."""
    by_trace: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_trace[span.trace_id].append(span)
    carrying = {key for key, found in by_trace.items() if any(nomination in s.nominations for s in found)}
    linked = {link for key in carrying for span in by_trace[key] for link in span.linked} & by_trace.keys()
    silent = {key for key in linked - carrying if not any(span.nominations for span in by_trace[key])}
    traces = [_trace(key, by_trace[key], nomination) for key in carrying | silent]
    return sorted(traces, key=lambda trace: trace.start)


def _span(line: dict[str, object]) -> Span:
    attributes, links = line["attributes"], line["links"]
    assert isinstance(attributes, dict)  # noqa: S101 (the writer's format)
    assert isinstance(links, list)  # noqa: S101
    carried = attributes.get(NOMINATION, [])
    return Span(
        trace_id=str(line["trace_id"]),
        span_id=str(line["span_id"]),
        parent_id=str(line["parent_id"]) if line["parent_id"] else None,
        linked=frozenset(link["trace_id"] for link in links),
        name=str(line["name"]),
        service=str(line["service"]),
        start=int(str(line["start"])),
        end=int(str(line["end"])),
        failed=line["status"] == "error",
        nominations=frozenset([carried] if isinstance(carried, str) else carried),
    )


def _trace(key: str, spans: list[Span], nomination: str) -> Trace:
    known = {span.span_id for span in spans}
    children: dict[str | None, list[Span]] = defaultdict(list)
    for span in sorted(spans, key=lambda span: span.start):
        # A parent that was not written, as that of a process still at work, leaves its children as roots.
        children[span.parent_id if span.parent_id in known else None].append(span)
    ours = [span for span in spans if not span.nominations or nomination in span.nominations]
    follows = frozenset(link for span in ours for link in span.linked)
    return Trace(key, tuple(_rows(children, None, 0, nomination)), follows)


def _rows(
    children: dict[str | None, list[Span]], parent: str | None, depth: int, nomination: str
) -> Iterator[tuple[int, Span]]:
    """Walk depth first, leaving out what was done for other nominations alone."""
    for span in children[parent]:
        is_wiring = span.name.startswith(WIRING)
        below = list(_rows(children, span.span_id, depth + (0 if is_wiring else 1), nomination))
        if is_wiring:
            yield from below
            continue
        is_of_others = bool(span.nominations) and nomination not in span.nominations
        if not is_of_others:
            yield depth, span
            yield from below
        elif any(nomination in s.nominations for _, s in below):
            yield depth, span
            yield from ((d, s) for d, s in below if nomination in s.nominations)

"""`make trace`: the traces of one nomination in time, each as a waterfall over all services."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from local_stack.spans import Span, Trace

LOCAL: Final = ZoneInfo("Asia/Ho_Chi_Minh")
NAME_WIDTH: Final = 52
BAR_WIDTH: Final = 36
SERVICE_WIDTH: Final = 13


def render(nomination: str, traces: Sequence[Trace]) -> str:
    """Render them; the bars of one trace share its own scale, since days may lie between two steps."""
    services = sorted({span.service for trace in traces for _, span in trace.rows})
    head = f"Hồ sơ {nomination}: {len(traces)} bước qua {len(services)} dịch vụ ({', '.join(services)})"
    numbers = {trace.id: number for number, trace in enumerate(traces, start=1)}
    lines = [head, ""]
    for before, trace in zip([None, *traces], traces, strict=False):
        lines += [*_heading(before, trace, numbers), *(_row(depth, span, trace) for depth, span in trace.rows), ""]
    return "\n".join(lines)


def _heading(before: Trace | None, trace: Trace, numbers: dict[str, int]) -> Iterator[str]:
    at = datetime.fromtimestamp(trace.start / 1e9, UTC).astimezone(LOCAL)
    follows = sorted(numbers[key] for key in trace.follows if key in numbers)
    after = f", {_length(trace.start - before.end)} sau bước trước" if before and trace.start > before.end else ""
    joined = f", nối tiếp bước {', '.join(map(str, follows))}" if follows else ""
    length = _length(trace.end - trace.start)
    yield f"{numbers[trace.id]}. {at:%d/%m/%Y %H:%M:%S}  {length}{after}{joined}  [{trace.id}]"


def _row(depth: int, span: Span, trace: Trace) -> str:
    indented = "  " * min(depth, 8) + ("✗ " if span.failed else "") + span.name
    name = indented if len(indented) <= NAME_WIDTH else indented[: NAME_WIDTH - 1] + "…"
    length = _length(span.end - span.start)
    return f"   {span.service:<{SERVICE_WIDTH}} {name:<{NAME_WIDTH}} |{_bar(span, trace)}| {length:>9}"


def _bar(span: Span, trace: Trace) -> str:
    scale = BAR_WIDTH / max(1, trace.end - trace.start)
    first = min(BAR_WIDTH - 1, int((span.start - trace.start) * scale))
    width = max(1, min(BAR_WIDTH - first, round((span.end - span.start) * scale)))
    return (" " * first + "█" * width).ljust(BAR_WIDTH)


def _length(nanoseconds: int) -> str:
    if nanoseconds >= 60_000_000_000:
        return f"{nanoseconds / 60e9:.1f} phút"
    if nanoseconds >= 1_000_000_000:
        return f"{nanoseconds / 1e9:.2f} s"
    return f"{nanoseconds / 1e6:.1f} ms"

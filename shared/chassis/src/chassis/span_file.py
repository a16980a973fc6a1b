"""Spans as JSON lines: one file per service, rotated and bounded, shared by the service's processes."""

import fcntl
import os
from collections.abc import Sequence
from pathlib import Path

import orjson
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

MAX_FILE_BYTES = 16 * 1024 * 1024
KEPT_FILES = 4


class SpanFile(SpanExporter):
    """Append to `<folder>/<service>.jsonl`; the oldest of `.1` … `.4` is dropped: 80 MiB at most."""

    def __init__(self, folder: Path, service: str, max_file_bytes: int = MAX_FILE_BYTES) -> None:
        self._path = folder / f"{service}.jsonl"
        self._service = service
        self._max_file_bytes = max_file_bytes

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        lines = b"".join(orjson.dumps(rendered(span, self._service)) + b"\n" for span in spans)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._append(lines)
        except OSError:
            # A full disk costs traces, never the work that they describe.
            return SpanExportResult.FAILURE
        return SpanExportResult.SUCCESS

    def _append(self, lines: bytes) -> None:
        lock = os.open(self._path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self._path.exists() and self._path.stat().st_size + len(lines) > self._max_file_bytes:
                self._rotate()
            with self._path.open("ab") as file:
                file.write(lines)
        finally:
            os.close(lock)

    def _rotate(self) -> None:
        for number in range(KEPT_FILES, 0, -1):
            older = self._path.with_suffix(f".jsonl.{number}")
            newer = self._path.with_suffix(f".jsonl.{number - 1}") if number > 1 else self._path
            if newer.exists():
                newer.replace(older)


def rendered(span: ReadableSpan, service: str) -> dict[str, object]:
    """One span as a JSON object; times are nanoseconds since 1970."""
    context = span.get_span_context()
    assert context is not None  # noqa: S101 (an exported span has one)
    return {
        "trace_id": f"{context.trace_id:032x}",
        "span_id": f"{context.span_id:016x}",
        "parent_id": f"{span.parent.span_id:016x}" if span.parent else None,
        "links": [
            {"trace_id": f"{link.context.trace_id:032x}", "span_id": f"{link.context.span_id:016x}"}
            for link in span.links
        ],
        "name": span.name,
        "kind": span.kind.name.lower(),
        "start": span.start_time,
        "end": span.end_time,
        "service": service,
        "attributes": dict(span.attributes or {}),
        "status": span.status.status_code.name.lower(),
    }

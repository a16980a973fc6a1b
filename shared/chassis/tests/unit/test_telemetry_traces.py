"""Traces: what comes in goes out, each span lies as one JSON line in the state folder, and none holds a message."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar
from uuid import UUID

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

from chassis import tracing
from chassis.span_file import KEPT_FILES, SpanFile
from contracts.envelope import Envelope
from contracts.fact import Fact

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
UNSAMPLED = PARENT[:-1] + "0"
NOMINATION = "11111111-0000-4000-8000-000000000001"

SCRIPT = """
import sys
from pathlib import Path
from chassis import tracing
provider = tracing.set_up("review", state_dir=Path(sys.argv[1]), ratio=float(sys.argv[2]), otlp_endpoint=None)
with tracing.server_span("POST /cases/accept", sys.argv[3] or None):
    tracing.link_to(sys.argv[4])
    tracing.note_nominations(["n1", "n2"])
    with tracing.inner_span("command AcceptCases", {"count": 2}):
        print(tracing.current_traceparent())
try:
    with tracing.human_step("sign", sys.argv[4]) as span:
        raise ValueError("Lan")
except ValueError:
    assert not getattr(span, "events", ()), "an exporter would send the exception's words"
provider.shutdown()
"""


def envelope() -> Envelope[Fact]:
    return Envelope(
        id=UUID(int=1),
        source="/services/nominations",
        type="nominations.nomination-submitted.v1",
        subject=UUID(int=2),
        seq=2,
        time=datetime(2026, 11, 23, tzinfo=UTC),
        actor_role="service",
        data={"nomination_id": NOMINATION},
        value=b"{}",
    )


def run(folder: Path, ratio: float, parent: str = "", link: str = PARENT) -> tuple[str, list[dict[str, Any]]]:
    """A process of its own, because a process sets its traces up once."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), str(ratio), parent, link],
        capture_output=True,
        text=True,
        check=True,
    )
    file = folder / "traces" / "review.jsonl"
    lines = file.read_text().splitlines() if file.exists() else []
    return done.stdout.strip(), [json.loads(line) for line in lines]


def test_a_request_without_a_trace_begins_one_linked_to_the_fact_before(tmp_path: Path) -> None:
    _, spans = run(tmp_path, 1.0)

    inner, request, step = spans
    assert request["parent_id"] is None
    assert request["links"] == [{"trace_id": PARENT[3:35], "span_id": PARENT[36:52]}]
    assert request["attributes"] == {"nomination.id": ["n1", "n2"]}
    assert (inner["trace_id"], inner["parent_id"]) == (request["trace_id"], request["span_id"])
    assert inner["attributes"] == {"count": 2}
    assert (step["parent_id"], step["links"], step["status"]) == (None, request["links"], "error")
    assert step["attributes"] == {"error.type": "ValueError"}
    assert "Lan" not in json.dumps(spans)
    assert {span["service"] for span in spans} == {"review"}
    assert all(isinstance(span["start"], int) and span["start"] <= span["end"] for span in spans)


def test_a_request_within_a_trace_is_a_part_of_it(tmp_path: Path) -> None:
    outgoing, spans = run(tmp_path, 0.0, parent=PARENT)

    assert spans[1]["parent_id"] == PARENT[36:52]
    assert outgoing == f"00-{PARENT[3:35]}-{spans[0]['span_id']}-01"


def test_an_unsampled_parent_is_not_recorded_but_passed_on(tmp_path: Path) -> None:
    outgoing, spans = run(tmp_path, 1.0, parent=UNSAMPLED)

    assert [span["name"] for span in spans] == ["sign"]
    assert outgoing.startswith(UNSAMPLED[:36])
    assert outgoing.endswith("-00")


def test_a_ratio_of_zero_records_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, 0.0)[1] == []


@pytest.mark.parametrize(
    "traceparent", [None, "", "junk", PARENT.replace("00-", "ff-", 1), "00-" + "0" * 32 + PARENT[35:]]
)
def test_a_traceparent_that_is_none_begins_a_new_trace(traceparent: str | None) -> None:
    with tracing.consumer_span(traceparent, envelope()):
        assert tracing.current_traceparent() is None


def test_without_set_up_a_traceparent_still_passes_through() -> None:
    with tracing.consumer_span(PARENT, envelope()):
        assert tracing.current_traceparent() == PARENT


def test_a_consumed_fact_shows_its_nomination() -> None:
    assert tracing.consumed(envelope())["nomination.id"] == NOMINATION


def test_span_files_are_rotated_and_bounded(tmp_path: Path) -> None:
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(SpanFile(tmp_path, "review", max_file_bytes=2_000)))

    for number in range(100):
        provider.get_tracer("t").start_span(f"span {number}").end()

    files = {file.name: file.stat().st_size for file in tmp_path.iterdir() if "jsonl" in file.name}
    assert set(files) == {"review.jsonl", *(f"review.jsonl.{number}" for number in range(1, KEPT_FILES + 1))}
    assert max(files.values()) <= 2_000
    assert '"span 99"' in (tmp_path / "review.jsonl").read_text()


def test_a_folder_that_cannot_be_written_costs_no_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(SpanFile(tmp_path / "file", "review")))

    provider.get_tracer("t").start_span("span").end()


class Collector(BaseHTTPRequestHandler):
    """Takes spans in as a collector does."""

    seen: ClassVar[list[tuple[str, str, int]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.seen.append((self.path, self.headers["content-type"], len(body)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the library's name)
        """Stay quiet."""


def test_with_a_collector_spans_go_there_and_not_into_the_folder(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Collector) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        script = SCRIPT.replace("otlp_endpoint=None", f"otlp_endpoint='http://127.0.0.1:{server.server_port}'")
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path), "1.0", "", PARENT], check=True, capture_output=True
        )
        server.shutdown()

    assert [(path, kind) for path, kind, _ in Collector.seen] == [("/v1/traces", "application/x-protobuf")]
    assert not (tmp_path / "traces").exists()


ASKED = """
import asyncio, sys
from pathlib import Path
import httpx
from chassis import http, tracing
from chassis.settings import ChassisSettings
from shared.chassis.tests import note_service

SETTINGS = ChassisSettings(database_url="", kafka_servers="", oidc_issuer="", oidc_jwks_url="")

async def ask(app):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://notes.test") as client:
        await client.get("/no-such-page?q=bui+bich")

provider = tracing.set_up("notes", state_dir=Path(sys.argv[1]), ratio=1.0, otlp_endpoint=None)
asyncio.run(ask(http.application(note_service.service(), None, None, None, SETTINGS)))
provider.shutdown()
"""


def test_what_somebody_searched_for_is_in_no_span(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", ASKED, str(tmp_path)], check=True, cwd=Path(__file__).parents[4])

    written = (tmp_path / "traces" / "notes.jsonl").read_text()
    assert len(written.splitlines()) == 1
    assert "bich" not in written

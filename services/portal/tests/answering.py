"""A neighbour that answers as a test says, over real HTTP, and keeps what it was asked."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

Answering = Callable[[Any], tuple[int, object]]
"""Says status and body, given the body that was asked with; None without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One request: method and path, its query apart, the body, and the key that makes it one command."""

    route: str
    body: Any
    query: dict[str, str]
    once: str | None


@dataclass(slots=True, kw_only=True)
class Answers:
    """`routes` by method and path, as in "POST /actors/open"."""

    routes: dict[str, Answering]
    url: str = ""
    asked: list[Question] = field(default_factory=list)

    def bodies(self, route: str) -> list[Any]:
        return [each.body for each in self.asked if each.route == route]

    def queries(self, route: str) -> list[dict[str, str]]:
        return [each.query for each in self.asked if each.route == route]


def problem(status: int, slug: str, detail: str = "") -> tuple[int, object]:
    """A refusal (RFC 9457)."""
    return status, {"type": f"/problems/{slug}", "title": slug, "status": status, "detail": detail}


@contextmanager
def answering(routes: dict[str, Answering]) -> Iterator[Answers]:
    """The neighbour, until the block ends."""
    answers = Answers(routes=routes)
    handler = type("Asked", (_Handler,), {"answers": answers})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        answers.url = f"http://127.0.0.1:{server.server_port}"
        yield answers
        server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    answers: Answers

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        read = self.rfile.read(int(self.headers["content-length"] or 0))
        self._answer(json.loads(read) if read else None)

    def _answer(self, body: Any) -> None:
        path, _, query = self.path.partition("?")
        route, once = f"{self.command} {path}", self.headers["idempotency-key"]
        self.answers.asked.append(Question(route=route, body=body, query=dict(parse_qsl(query)), once=once))
        known = self.answers.routes.get(route)
        status, told = problem(404, "not-found") if known is None else known(body)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(told if isinstance(told, bytes) else json.dumps(told).encode())

    def log_message(self, *_: object) -> None:
        """Tests read what was asked, not a log."""

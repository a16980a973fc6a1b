"""A witness over HTTP (c2sp.org/tlog-witness): `POST /add-checkpoint`, `GET /<SHA-256 of the origin>/checkpoint`."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tlog import note, witness
from tlog.cosignature import CosignatureSigner
from tlog.note import Ed25519Verifier, Note
from witness import judging
from witness.adapters.store import Overtaken, Store
from witness.judging import Behind, Head, Refused

MAX_BODY_BYTES = 16 * 1024
PATIENCE_SECONDS = 10
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """One witness: its key, the logs that it knows, what it remembers, and the time (POSIX seconds)."""

    signer: CosignatureSigner
    logs: Sequence[Ed25519Verifier]
    store: Store
    now: Callable[[], int]

    def add_checkpoint(self, raw: bytes) -> bytes:
        """Cosign a checkpoint that extends what was cosigned last; what answers is on disk. Raises Refused."""
        asked = judging.read(raw, self.logs)
        origin = asked.stated.origin
        known = self.store.head(origin)
        try:
            asked.judge(known)
        except Refused as refused:
            if refused.fork:
                self.store.keep_evidence(asked.stated, refused.fork, raw, self.now())
            raise
        line = self.signer.cosign(asked.log_lines.text, seconds := self.now())
        cosigned = Note(asked.log_lines.text, (*asked.log_lines.signatures, line)).format()
        try:
            self.store.advance(origin, known, Head(asked.stated.size, asked.stated.root), cosigned, seconds)
        except Overtaken:
            raise Behind(self.store.head(origin).size) from None
        return note.format_signatures([line])


def serve(made: Witness, host: str, port: int) -> ThreadingHTTPServer:
    """The server, bound and not yet running."""

    class Handler(_Handler):
        witness_ = made

    return ThreadingHTTPServer((host, port), Handler)


class _Handler(BaseHTTPRequestHandler):
    witness_: Witness
    timeout = PATIENCE_SECONDS
    protocol_version = "HTTP/1.1"
    server_version = "thidua-witness"

    def do_POST(self) -> None:
        """The one thing that a log asks for."""
        length = self.headers.get("Content-Length", "")
        if self.path != f"/{witness.ADD_CHECKPOINT}":
            self._answer(404, b"not found\n")
        elif not length.isdigit() or int(length) > MAX_BODY_BYTES:
            self._answer(413 if length.isdigit() else 411, b"a body of at most 16 KiB, with its length\n")
        else:
            self._add_checkpoint(self.rfile.read(int(length)))

    def do_GET(self) -> None:
        """What was cosigned last, for monitors; and whether this process is alive."""
        _, place, *rest = [*self.path.split("/"), ""]
        if self.path == "/livez":
            self._answer(200, b"alive\n")
        elif rest[:1] == ["checkpoint"] and (found := self.witness_.store.note(place)):
            self._answer(200, found)
        else:
            self._answer(404, b"not found\n")

    def _add_checkpoint(self, body: bytes) -> None:
        try:
            self._answer(200, self.witness_.add_checkpoint(body))
        except Behind as behind:
            self._answer(behind.status, witness.format_size(behind.size), witness.SIZE_TYPE)
        except Refused as refused:
            sys.stderr.write(f"refused: {refused.status} {refused}\n")
            self._answer(refused.status, f"{refused}\n".encode())

    def _answer(self, status: int, body: bytes, content_type: str = TEXT) -> None:
        if status >= 400:
            self.close_connection = True  # a body may be left unread
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the standard library's)
        """Refusals are told; requests are not."""

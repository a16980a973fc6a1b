"""How much, and how slowly, a client may send before its request begins: the parser itself sets no bound.

What comes whole but too long is told as a problem document; what does not end is cut off where it is read.
"""

import asyncio

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from chassis.problems import Problem
from contracts.local_numbers import dotted

URL_BYTES = 8 * 1024
HEAD_BYTES = 32 * 1024
CUT_OFF_BYTES = 2 * HEAD_BYTES
HEAD_SECONDS = 20.0
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


def refuse_long_head(scope: Scope) -> None:
    """Raise 414 or 431 for a request whose address or header fields are longer than anything of ours."""
    url = len(scope.get("raw_path") or b"") + len(scope["query_string"])
    if url > URL_BYTES:
        raise Problem(414, "address-too-long", "Địa chỉ quá dài", f"Địa chỉ dài nhất là {dotted(URL_BYTES)} byte.")
    fields = sum(len(name) + len(value) for name, value in scope["headers"])
    if fields > HEAD_BYTES:
        raise Problem(431, "header-too-large", "Tiêu đề quá lớn", f"Các tiêu đề dài nhất là {dotted(HEAD_BYTES)} byte.")


class BoundedHead(HttpToolsProtocol):
    """A connection that must finish each request's head within its bytes and its seconds."""

    head_seconds = HEAD_SECONDS
    _pending_bytes = 0
    _in_head = True
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if self._in_head:
            self._pending_bytes += len(data)
            if self._deadline is None:
                self._watch()
        super().data_received(data)
        if self._in_head and self._pending_bytes > CUT_OFF_BYTES and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_headers_complete(self) -> None:
        self._in_head, self._pending_bytes = False, 0
        self._unwatch()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._in_head = True

    def connection_lost(self, exc: Exception | None) -> None:
        self._unwatch()
        super().connection_lost(exc)

    def _watch(self) -> None:
        self._deadline = self.loop.call_later(self.head_seconds, self.transport.close)

    def _unwatch(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

"""TCP proxies of the tests: they freeze, cut, and hold a PostgreSQL statement at a chosen moment.

A held statement makes a crash point exact without any hook in the product: the process is killed while the proxy keeps
its request (the server never saw it) or the server's answer (the process never saw it).
"""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from local_stack.ports import HOST

CHUNK_BYTES = 65_536
SSL_REQUEST = 80_877_103


class Moment(StrEnum):
    BEFORE = "before"
    """The server never gets the statement."""
    AFTER = "after"
    """The server did it; the client never hears."""


@dataclass(slots=True, kw_only=True)
class Trap:
    """Holds the first statement that matches, in a transaction that ran `given` before."""

    statement: re.Pattern[str]
    moment: Moment
    given: re.Pattern[str] = re.compile("")
    reached: asyncio.Event = field(default_factory=asyncio.Event)


class Statements:
    """Which statements a client sends, read from its side of PostgreSQL's protocol (version 3, §55.7)."""

    def __init__(self) -> None:
        self._buffer = b""
        self._is_starting = True
        self._prepared: dict[bytes, str] = {}
        self._bound = ""
        self._copying = ""

    def sent(self, data: bytes) -> Iterator[str]:
        """The statements that these bytes make the server execute; a COPY when it begins and, as "end of …", ends."""
        self._buffer += data
        while (message := self._next()) is not None:
            kind, body = message
            if kind == b"Q":
                self._copying = body.rstrip(b"\0").decode()
                yield self._copying
            elif kind == b"c":
                yield f"end of {self._copying}"
            elif kind == b"P":
                name, text, _ = body.split(b"\0", 2)
                self._prepared[name] = text.decode()
            elif kind == b"B":
                self._bound = self._prepared.get(body.split(b"\0", 2)[1], "")
            elif kind == b"E":
                yield self._bound

    def _next(self) -> tuple[bytes, bytes] | None:
        head = 0 if self._is_starting else 1
        if len(self._buffer) < head + 4:
            return None
        length = int.from_bytes(self._buffer[head : head + 4], "big")
        if len(self._buffer) < head + length:
            return None
        kind, body = self._buffer[:head], self._buffer[head + 4 : head + length]
        self._buffer = self._buffer[head + length :]
        if self._is_starting and int.from_bytes(body[:4], "big") != SSL_REQUEST:
            self._is_starting = False
        return kind, body


@dataclass(slots=True, eq=False)
class Link:
    """One client's connection through the proxy."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    statements: Statements = field(default_factory=Statements)
    transaction: list[str] = field(default_factory=list)
    sprung: Trap | None = None

    def close(self) -> None:
        self.client.transport.abort()
        self.server.transport.abort()


@dataclass(slots=True)
class Proxy:
    """Passes bytes between `port` and `upstream_port`, unless told otherwise."""

    port: int
    upstream_port: int
    trap: Trap | None = None
    reads_statements: bool = False
    _flowing: asyncio.Event = field(default_factory=asyncio.Event)
    _links: set[Link] = field(default_factory=set)
    _server: asyncio.Server | None = None

    async def start(self) -> None:
        self._flowing.set()
        self._server = await asyncio.start_server(self._serve, HOST, self.port)

    async def stop(self) -> None:
        self.cut()
        if self._server is not None:
            self._server.close()
        await asyncio.sleep(0)

    def cut(self) -> int:
        """Cut every connection, without a word to either side."""
        links = list(self._links)
        for link in links:
            link.close()
        return len(links)

    def freeze(self) -> None:
        self._flowing.clear()

    def thaw(self) -> None:
        self._flowing.set()

    async def _serve(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        try:
            answers, server = await asyncio.open_connection(HOST, self.upstream_port)
        except OSError:
            client.transport.abort()
            return
        link = Link(client, server)
        self._links.add(link)
        try:
            pumps = [
                asyncio.ensure_future(self._requests(reader, link)),
                asyncio.ensure_future(self._answers(answers, link)),
            ]
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
        finally:
            self._links.discard(link)
            link.close()

    async def _requests(self, reader: asyncio.StreamReader, link: Link) -> None:
        while data := await reader.read(CHUNK_BYTES):
            await self._flowing.wait()
            trap = self._sprung(link, data) if self.reads_statements else None
            if trap is not None and trap.moment is Moment.BEFORE:
                trap.reached.set()
                continue
            if link.sprung is not None and link.sprung.moment is Moment.BEFORE:
                continue
            link.server.write(data)
            await link.server.drain()

    async def _answers(self, reader: asyncio.StreamReader, link: Link) -> None:
        while data := await reader.read(CHUNK_BYTES):
            await self._flowing.wait()
            if link.sprung is not None:
                link.sprung.reached.set()
                continue
            link.client.write(data)
            await link.client.drain()

    def _sprung(self, link: Link, data: bytes) -> Trap | None:
        """The trap that these bytes spring, if they do."""
        for text in link.statements.sent(data):
            if text.startswith("BEGIN"):
                link.transaction.clear()
            trap = self.trap
            if (
                trap is not None
                and trap.statement.search(text)
                and any(map(trap.given.search, [*link.transaction, text]))
            ):
                self.trap, link.sprung = None, trap
                return trap
            link.transaction.append(text)
            del link.transaction[:-50]
        return None

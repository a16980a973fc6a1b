"""The virus scanner: clamd's INSTREAM (clamd(8)): the length of each piece in four bytes, then the piece; zero ends."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

ANSWER_SECONDS = 120.0
CONNECT_SECONDS = 3.0
_LENGTH = struct.Struct(">I")
MOST_ANSWER_BYTES = 4096


class ScannerAway(Exception):
    """No verdict: nobody answers, or the answer is none. What was sent stays in quarantine."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`signature` names what was found; empty means nothing."""

    signature: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.signature


@dataclass(frozen=True, slots=True)
class Scanner:
    """`address` is `host:port`, or the path of a socket."""

    address: str

    async def scan(self, content: AsyncIterator[bytes]) -> Verdict:
        """Send a file and read the verdict; raises ScannerAway."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS), self._connected() as (reader, writer):
                return _verdict(await _asked(reader, writer, content))
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
            raise ScannerAway(type(error).__name__) from error

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        async with asyncio.timeout(CONNECT_SECONDS):
            reader, writer = await self._opened()
        try:
            yield reader, writer
        finally:
            writer.close()

    async def _opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self.address.startswith("/"):
            return await asyncio.open_unix_connection(self.address, limit=MOST_ANSWER_BYTES)
        host, _, port = self.address.rpartition(":")
        return await asyncio.open_connection(host, int(port), limit=MOST_ANSWER_BYTES)


async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, content: AsyncIterator[bytes]) -> str:
    writer.write(b"zINSTREAM\0")
    async for piece in content:
        writer.write(_LENGTH.pack(len(piece)) + piece)
        await writer.drain()
    writer.write(_LENGTH.pack(0))
    await writer.drain()
    return (await reader.readuntil(b"\0")).decode("utf-8", "replace").rstrip("\0")


def _verdict(answer: str) -> Verdict:
    """`stream: OK`, `stream: <signature> FOUND`, or an error, as of a file longer than StreamMaxLength."""
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Verdict()
    if said.endswith(" FOUND"):
        return Verdict(said.removesuffix(" FOUND"))
    raise ScannerAway(answer[:100])

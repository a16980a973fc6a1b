"""The virus scanner: clamd's INSTREAM (clamd(8)): the length of each piece in four bytes, then the piece; zero ends."""

import asyncio
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass

ANSWER_SECONDS = 120.0
CONNECT_SECONDS = 3.0
_LENGTH = struct.Struct(">I")
MOST_ANSWER_BYTES = 4096


class NoVerdict(Exception):
    """The scanner answered, but not about the file: it is longer than StreamMaxLength, or the scanner is in trouble."""


class ScannerAway(NoVerdict):
    """Nobody answers. What was sent stays in quarantine, as with no verdict."""


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
        """Send a file and read the verdict; raises ScannerAway, NoVerdict."""
        reader, writer = await self._connected()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return _verdict(await _asked(reader, writer, content))
        except (OSError, EOFError, asyncio.LimitOverrunError) as error:
            # It hangs up on a file that is too long for it, as on one that brings it down.
            raise NoVerdict(type(error).__name__) from error
        finally:
            writer.close()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                if self.address.startswith("/"):
                    return await asyncio.open_unix_connection(self.address, limit=MOST_ANSWER_BYTES)
                host, _, port = self.address.rpartition(":")
                return await asyncio.open_connection(host, int(port), limit=MOST_ANSWER_BYTES)
        except (OSError, ValueError) as error:
            raise ScannerAway(type(error).__name__) from error


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
    raise NoVerdict(answer[:100])

"""The log's side of c2sp.org/tlog-witness: what it asks its witnesses, each within a time, and what they last cosigned.

A witness that fails is left alone for a while; the log goes on without it, and says so.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import httpx

from tlog import checkpoint, note
from tlog.cosignature import CosignatureVerifier
from tlog.errors import TlogError
from tlog.witness import ADD_CHECKPOINT, SIZE_TYPE, AddCheckpoint, parse_size, place_of

TRIES = 3
FIRST_PAUSE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 60.0
MAX_ANSWER_BYTES = 64 * 1024

Prove = Callable[[int], Awaitable[Sequence[bytes]]]
"""The consistency proof from a size to the checkpoint in hand."""


class NoCosignature(Exception):
    """The witness did not cosign; the text says why."""


@dataclass(slots=True, kw_only=True)
class WitnessClient:
    """One witness. `size` is what it cosigned last, as far as this process knows."""

    name: str
    key: CosignatureVerifier
    url: str
    client: httpx.AsyncClient
    size: int = 0
    trouble: str = ""
    _pause_seconds: float = 0.0
    _not_before: float = field(default=0.0)

    @property
    def place(self) -> str:
        return f"the witness {self.name}"

    @property
    def is_resting(self) -> bool:
        """Has it failed a moment ago?"""
        return asyncio.get_running_loop().time() < self._not_before

    async def cosign(self, raw: bytes, prove: Prove) -> str:
        """Ask for a cosignature and return its line; raises NoCosignature."""
        text = note.parse(raw).text
        stated = checkpoint.parse(text)
        for _ in range(TRIES):
            asked = AddCheckpoint(old=self.size, proof=tuple(await prove(self.size)), checkpoint=raw)
            answer = await self._ask("POST", ADD_CHECKPOINT, asked.format())
            if answer.status_code == httpx.codes.OK:
                line = self._line(answer.content, text)
                self.size = stated.size
                return line
            if answer.status_code != httpx.codes.CONFLICT or answer.headers.get("content-type") != SIZE_TYPE:
                raise NoCosignature(f"{answer.status_code}: {answer.text[:200].strip()}")
            self.size = self._told(answer.content)
            if self.size > stated.size:
                raise NoCosignature(f"it has cosigned {self.size} entries, {stated.size} are asked for")
        raise NoCosignature(f"it changed its mind {TRIES} times")

    async def newest(self, origin: str) -> bytes | None:
        """The checkpoint that it cosigned last, as it shows it to monitors; raises NoCosignature."""
        answer = await self._ask("GET", f"{place_of(origin)}/checkpoint", b"")
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        if answer.status_code != httpx.codes.OK:
            raise NoCosignature(str(answer.status_code))
        return answer.content

    def rest(self, trouble: str) -> None:
        """Leave it alone for a while, longer each time."""
        self.trouble = trouble
        self._pause_seconds = min(LONGEST_PAUSE_SECONDS, max(FIRST_PAUSE_SECONDS, 2 * self._pause_seconds))
        self._not_before = asyncio.get_running_loop().time() + self._pause_seconds

    def recovered(self) -> None:
        """It has answered."""
        self.trouble, self._pause_seconds, self._not_before = "", 0.0, 0.0

    async def _ask(self, method: str, path: str, body: bytes) -> httpx.Response:
        try:
            answer = await self.client.request(method, f"{self.url.rstrip('/')}/{path}", content=body)
        except httpx.HTTPError as error:
            raise NoCosignature(type(error).__name__) from error
        if len(answer.content) > MAX_ANSWER_BYTES:
            raise NoCosignature("an answer that is too long")
        return answer

    def _line(self, lines: bytes, text: str) -> str:
        """The witness's own line; it must hold, lest it spoil the checkpoint for all who know its key."""
        try:
            verified = note.verify(text.encode() + b"\n" + lines, [self.key])
        except TlogError as error:
            raise NoCosignature(str(error)) from error
        return verified.signatures[0].line()

    def _told(self, body: bytes) -> int:
        try:
            return parse_size(body)
        except TlogError as error:
            raise NoCosignature(str(error)) from error

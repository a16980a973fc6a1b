"""The public record: its logs and keys, newest checkpoint, entries, proofs; proofs are checked with the keys alone."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ValidationError

from portal.adapters.clients.transport import Asking, Away, Neighbour, Refused
from tlog import checkpoint as checkpoints
from tlog import proof
from tlog.encoding import HASH_BYTES
from tlog.errors import TlogError
from tlog.note import Ed25519Verifier
from tlog.policy import Policy
from tlog.tiles import MAX_ENTRY_BYTES, Tile
from tlog.tree import leaf_hash

CHECKPOINT_SECONDS = 2.0
KEY_SECONDS = 60.0
"""A log that was begun is shown to everybody by then."""
ASKING = Asking(seconds=5.0)

# The most that is read of an answer; 100 signatures and 63 hashes fit.
LIST_BYTES = 4 * 1024 * 1024
KEY_BYTES = 1024
CHECKPOINT_BYTES = 64 * 1024
POLICY_BYTES = 64 * 1024
PROOF_BYTES = CHECKPOINT_BYTES + 64 * 64


def bytes_of(tile: Tile) -> int:
    """The most that a tile of hashes or a bundle of entries can hold (c2sp.org/tlog-tiles)."""
    return tile.width * (2 + MAX_ENTRY_BYTES if tile.level is None else HASH_BYTES)


def place_of(fact_id: UUID, index: int | None = None) -> str:
    """What an entry is called under `/log/entries/` and `/log/proofs/`; an index chooses of two bodies of a fork."""
    return str(fact_id) if index is None else f"{fact_id}?index={index}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointShown:
    """A statement of the record whose signature the portal has checked."""

    origin: str
    size: int
    root_hex: str
    address: str = "/log/checkpoint"
    """Where the portal hands it on."""


class ProofState(StrEnum):
    VERIFIED = "verified"
    WAITING = "waiting"
    UNREACHABLE = "unreachable"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What the portal found when it checked a fact itself."""

    fact_id: UUID | None
    state: ProofState
    origin: str = ""
    index: int = 0
    size: int = 0
    leaf_hex: str = ""
    root_hex: str = ""
    chosen: int | None = None
    """Which body of a fork was asked for, counted over all logs."""

    @property
    def place(self) -> str:
        """Its name under `/log/entries/` and `/log/proofs/`."""
        return "" if self.fact_id is None else place_of(self.fact_id, self.chosen)

    @property
    def is_verified(self) -> bool:
        return self.state is ProofState.VERIFIED

    @property
    def is_broken(self) -> bool:
        return self.state is ProofState.BROKEN

    @property
    def is_unreachable(self) -> bool:
        return self.state is ProofState.UNREACHABLE


class _Log(BaseModel):
    """One log of the record: `path` is where it lies under `/log`, nothing for the first one."""

    path: str
    vkey: str | None


class _Logs(BaseModel):
    """The logs of the record, first to last, as it lists them."""

    logs: list[_Log] = []


@dataclass(slots=True)
class _Kept:
    """A text of the record, asked for again when it is old."""

    text: bytes = b""
    at: float = float("-inf")


@dataclass(slots=True, kw_only=True)
class Record:
    """`clock` gives seconds of a clock that never goes back."""

    neighbour: Neighbour
    clock: Callable[[], float]
    _logs: _Kept = field(default_factory=_Kept)
    _key: _Kept = field(default_factory=_Kept)
    _checkpoint: _Kept = field(default_factory=_Kept)

    async def raw(self, path: str, most: int) -> bytes:
        """Bytes as the record keeps them, never rendered again; an answer of more than `most` bytes is none."""
        content = bytearray()
        async for piece in (await self.neighbour.stream_down(path, ASKING)).pieces():
            content += piece
            if len(content) > most:
                raise Away(self.neighbour.name)
        return bytes(content)

    async def key(self) -> str | None:
        """The public key (vkey) of the newest log that has stated something, None while it can't be read."""
        return next((log.vkey for log in reversed(await self._stated())), None)

    async def checkpoint(self) -> CheckpointShown | None:
        """The newest checkpoint, None while it can't be read or its signature doesn't hold."""
        if not (logs := await self._stated()):
            return None
        path = "/".join(filter(None, ("/log", logs[-1].path, "checkpoint")))
        signed = await self._recent(self._checkpoint, path, CHECKPOINT_SECONDS, CHECKPOINT_BYTES)
        try:
            found = checkpoints.verify(signed, Ed25519Verifier.parse(logs[-1].vkey or ""))
        except TlogError:
            return None
        return CheckpointShown(origin=found.origin, size=found.size, root_hex=found.root.hex(), address=path)

    async def prove(self, fact_id: UUID, index: int | None = None) -> Proven:
        """Fetch entry and proof of a fact and check them with the keys alone."""
        return replace(await self._prove(fact_id, place_of(fact_id, index)), chosen=index)

    async def _prove(self, fact_id: UUID, place: str) -> Proven:
        try:
            entry = await self.raw(f"/log/entries/{place}", MAX_ENTRY_BYTES)
            raw = await self.raw(f"/log/proofs/{place}", PROOF_BYTES)
        except Refused:
            return Proven(fact_id=fact_id, state=ProofState.WAITING)
        except Away as error:
            damaged = error.slug == "record-damaged"
            return Proven(fact_id=fact_id, state=ProofState.BROKEN if damaged else ProofState.UNREACHABLE)
        if not (keys := await self._keys()):
            return Proven(fact_id=fact_id, state=ProofState.UNREACHABLE)
        found = checked(fact_id, entry, raw, *keys)
        if found.is_broken:
            # A log that was begun a moment ago has a key that is not known here yet.
            self._logs.at = float("-inf")
            found = checked(fact_id, entry, raw, *await self._keys())
        return found

    async def _keys(self) -> list[str]:
        return [log.vkey for log in await self._stated() if log.vkey is not None]

    async def _stated(self) -> list[_Log]:
        """The logs that have stated something; a record of before it was cut into logs lists none, and has one key."""
        listed = await self._recent(self._logs, "/log/shards", KEY_SECONDS, LIST_BYTES)
        if stated := [log for log in _listed(listed) if log.vkey is not None]:
            return stated
        key = await self._recent(self._key, "/log/key", KEY_SECONDS, KEY_BYTES)
        return [_Log(path="", vkey=key.decode().strip())] if key else []

    async def _recent(self, kept: _Kept, path: str, seconds: float, most: int) -> bytes:
        if self.clock() - kept.at > seconds:
            kept.at = self.clock()
            try:
                kept.text = await self.raw(path, most)
            except (Refused, Away):
                kept.text = b""
        return kept.text


def _listed(raw: bytes) -> list[_Log]:
    try:
        return _Logs.model_validate_json(raw).logs
    except ValidationError:
        return []


def checked(fact_id: UUID, entry: bytes, raw: bytes, *keys: str) -> Proven:
    """Say whether a proof convinces, given the keys of the record's logs."""
    try:
        covering = proof.verify(raw, entry, Policy(tuple(Ed25519Verifier.parse(key) for key in keys)))
    except TlogError:
        return Proven(fact_id=fact_id, state=ProofState.BROKEN)
    return Proven(
        fact_id=fact_id,
        state=ProofState.VERIFIED,
        origin=covering.origin,
        index=proof.parse(raw).index,
        size=covering.size,
        leaf_hex=leaf_hash(entry).hex(),
        root_hex=covering.root.hex(),
    )

"""The public record: key, newest checkpoint, entries, proofs; and the check of a proof with the key alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

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
KEY_SECONDS = 300.0
ASKING = Asking(seconds=5.0)

# The most that is read of an answer; 100 signatures and 63 hashes fit.
KEY_BYTES = 1024
CHECKPOINT_BYTES = 64 * 1024
POLICY_BYTES = 64 * 1024
PROOF_BYTES = CHECKPOINT_BYTES + 64 * 64


def bytes_of(tile: Tile) -> int:
    """The most that a tile of hashes or a bundle of entries can hold (c2sp.org/tlog-tiles)."""
    return tile.width * (2 + MAX_ENTRY_BYTES if tile.level is None else HASH_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointShown:
    """A statement of the record whose signature the portal has checked."""

    origin: str
    size: int
    root_hex: str


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

    @property
    def is_verified(self) -> bool:
        return self.state is ProofState.VERIFIED

    @property
    def is_broken(self) -> bool:
        return self.state is ProofState.BROKEN

    @property
    def is_unreachable(self) -> bool:
        return self.state is ProofState.UNREACHABLE


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
        """The record's public key (vkey), None while it can't be read."""
        found = await self._recent(self._key, "/log/key", KEY_SECONDS, KEY_BYTES)
        return found.decode().strip() if found else None

    async def checkpoint(self) -> CheckpointShown | None:
        """The newest checkpoint, None while it can't be read or its signature doesn't hold."""
        key = await self.key()
        signed = await self._recent(self._checkpoint, "/log/checkpoint", CHECKPOINT_SECONDS, CHECKPOINT_BYTES)
        if not signed or key is None:
            return None
        try:
            found = checkpoints.verify(signed, Ed25519Verifier.parse(key))
        except TlogError:
            return None
        return CheckpointShown(origin=found.origin, size=found.size, root_hex=found.root.hex())

    async def prove(self, fact_id: UUID) -> Proven:
        """Fetch entry and proof of a fact and check them with the key alone."""
        try:
            entry = await self.raw(f"/log/entries/{fact_id}", MAX_ENTRY_BYTES)
            raw = await self.raw(f"/log/proofs/{fact_id}", PROOF_BYTES)
        except Refused:
            return Proven(fact_id=fact_id, state=ProofState.WAITING)
        except Away as error:
            damaged = error.slug == "record-damaged"
            return Proven(fact_id=fact_id, state=ProofState.BROKEN if damaged else ProofState.UNREACHABLE)
        key = await self.key()
        if key is None:
            return Proven(fact_id=fact_id, state=ProofState.UNREACHABLE)
        return checked(fact_id, entry, raw, key)

    async def _recent(self, kept: _Kept, path: str, seconds: float, most: int) -> bytes:
        if self.clock() - kept.at > seconds:
            kept.at = self.clock()
            try:
                kept.text = await self.raw(path, most)
            except (Refused, Away):
                kept.text = b""
        return kept.text


def checked(fact_id: UUID, entry: bytes, raw: bytes, key: str) -> Proven:
    """Say whether a proof convinces, given the record's key."""
    try:
        covering = proof.verify(raw, entry, Policy.of_log(key))
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

"""Entries with what proves them: those of one log under one checkpoint.

Each proof, and the signature that it stands on, is verified before it leaves: damaged is silent rather than wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.adapters.shards import ShardRepository
from audit.adapters.tiles import TreeRepository
from audit.domain.errors import NothingSigned, RecordDamaged
from audit.domain.model import Shard
from audit.views.published import Published, published
from chassis.database import Connection, Row
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.errors import TlogError
from tlog.note import Ed25519Verifier
from tlog.proof import Proof
from tlog.tree import inclusion_spans, leaf_hash, verify_inclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLog:
    """A log of the record, and the checkpoint that is shown of it."""

    shard: Shard
    shown: Published

    @property
    def past_index(self) -> int:
        """The first entry of the record, counted over all logs, that the checkpoint does not cover."""
        return self.shard.first_index + self.shown.size

    def covers(self, row: Row) -> bool:
        return bool(self.shard.first_index <= row["index"] < self.past_index)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenEntry:
    """An entry's row and what proves it: its place in its log, and the hashes up to the root of a checkpoint."""

    row: Row
    origin: str
    place: int
    hashes: tuple[bytes, ...]
    note: bytes


async def shown_logs(connection: Connection) -> list[ShownLog]:
    """The logs that show a checkpoint, the first one first; raises NothingSigned when none does."""
    shards = await ShardRepository(connection).all()
    logs = [ShownLog(shard=each, shown=await published(connection, each)) for each in shards[:-1]]
    try:
        return [*logs, ShownLog(shard=shards[-1], shown=await published(connection, shards[-1]))]
    except NothingSigned:
        if not logs:
            raise
        return logs


async def prove(connection: Connection, logs: Sequence[ShownLog], rows: Sequence[Row]) -> list[ProvenEntry]:
    """Prove rows with `index` and `value`, in one question per log to the database; raises RecordDamaged."""
    proven: dict[int, ProvenEntry] = {}
    for log in logs:
        own = [row for row in rows if log.covers(row)]
        proven |= {row["index"]: each for row, each in zip(own, await _prove(connection, log, own), strict=True)}
    return [proven[row["index"]] for row in rows]


async def _prove(connection: Connection, log: ShownLog, rows: Sequence[Row]) -> list[ProvenEntry]:
    if not rows:
        return []
    stated, places = signed(log.shown), [row["index"] - log.shard.first_index for row in rows]
    spans = [inclusion_spans(place, stated.size) for place in places]
    roots = iter(await TreeRepository(connection, log.shard).roots([span for each in spans for span in each]))
    proven = []
    for row, place, own in zip(rows, places, spans, strict=True):
        hashes = tuple(next(roots) for _ in own)
        try:
            verify_inclusion(leaf_hash(row["value"]), place, stated.size, hashes, stated.root)
        except TlogError as error:
            raise RecordDamaged(f"entry {row['index']} is not what was signed: {error}") from error
        proven.append(ProvenEntry(row=row, origin=stated.origin, place=place, hashes=hashes, note=log.shown.note))
    return proven


def proof_file(entry: ProvenEntry) -> bytes:
    """The proof of one entry in a file (c2sp.org/tlog-proof)."""
    return Proof(index=entry.place, hashes=entry.hashes, checkpoint=entry.note).format()


def signed(shown: Published) -> Checkpoint:
    """What a published checkpoint states; raises RecordDamaged where its key did not sign it."""
    try:
        return checkpoint.verify(shown.note, Ed25519Verifier.parse(shown.vkey))
    except TlogError as error:
        raise RecordDamaged(f"checkpoint {shown.number} is not what was signed: {error}") from error

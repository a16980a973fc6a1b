"""Entries with what proves them: those of one log under one checkpoint, each proof verified before it leaves."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from pydantic_core import from_json

from audit.adapters.shards import ShardRepository
from audit.adapters.tiles import TreeRepository
from audit.domain.errors import NothingSigned, RecordDamaged
from audit.domain.model import Shard
from audit.views.proofs import Published, published
from chassis.database import Connection, Row
from tlog import checkpoint
from tlog.errors import TlogError
from tlog.proof import Proof
from tlog.tree import inclusion_spans, leaf_hash, verify_inclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCheckpoint:
    """A signed statement of the log under which proofs of an answer hold; `note` is it, byte for byte."""

    origin: str
    number: int
    size: int
    note: str
    vkey: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """The way from the entry to the root of the answer's checkpoint with this origin; hashes in base64, leaf first.

    As a file (c2sp.org/tlog-proof): `GET /log/proofs/{fact_id}`.
    """

    origin: str
    index: int
    hashes: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenFact:
    """One entry: its words, the event as JSON, and its proof. Words that it lacks are null."""

    index: int
    fact_id: UUID
    source: str
    type: str
    time: str
    subject: UUID
    seq: int
    unit: str | None
    case_id: str | None
    nomination_id: str | None
    fact: dict[str, JsonValue]
    proof: Inclusion


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


def shown_checkpoint(shown: Published) -> ShownCheckpoint:
    """A published checkpoint, for an answer."""
    return ShownCheckpoint(
        origin=checkpoint.stated(shown.note).origin,
        number=shown.number,
        size=shown.size,
        note=shown.note.decode(),
        vkey=shown.vkey,
        published_at=shown.published_at,
    )


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
    stated, places = checkpoint.stated(log.shown.note), [row["index"] - log.shard.first_index for row in rows]
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


def proven_fact(entry: ProvenEntry) -> ProvenFact:
    """One entry for an answer."""
    row, fact = entry.row, from_json(entry.row["value"])
    return ProvenFact(
        index=row["index"],
        fact_id=row["fact_id"],
        source=row["source"],
        type=row["type"],
        time=fact["time"],
        subject=row["subject"],
        seq=row["seq"],
        unit=row["unit"] or None,
        case_id=row["case_id"] or None,
        nomination_id=row["nomination_id"] or None,
        fact=fact,
        proof=Inclusion(
            origin=entry.origin, index=entry.place, hashes=[base64.b64encode(each).decode() for each in entry.hashes]
        ),
    )


def proof_file(entry: ProvenEntry) -> bytes:
    """The proof of one entry in a file (c2sp.org/tlog-proof)."""
    return Proof(index=entry.place, hashes=entry.hashes, checkpoint=entry.note).format()

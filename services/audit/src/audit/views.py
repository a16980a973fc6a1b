"""The reading side: checkpoints, entries and their proofs, and what was remarkable. It changes nothing.

A proof is verified before it leaves: a damaged record is silent rather than wrong.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from audit.adapters.tiles import TreeRepository
from audit.domain.errors import NothingSigned, NotRecorded, NotYetProven, RecordDamaged
from chassis.database import Connection
from tlog import proof as tlog_proof
from tlog.errors import TlogError
from tlog.policy import Policy
from tlog.proof import Proof
from tlog.tree import inclusion_spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The newest checkpoint that the world was shown."""

    number: int
    size: int
    note: bytes
    vkey: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: the exact bytes of a fact, and where it stands."""

    index: int
    value: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How far each step of the record has come: appended ≥ hashed ≥ signed ≥ published."""

    appended: int
    hashed: int
    signed: int
    published: int
    checkpoint: int
    published_at: datetime | None
    repeats: int
    unknown_types: int
    anomalies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnomalyRow:
    """An event that was not the next of its stream."""

    number: int
    anomaly_id: UUID
    kind: str
    fact_id: UUID
    index: int
    source: str
    subject: UUID
    type: str
    expected_seq: int
    seen_seq: int
    topic: str
    partition: int
    offset: int
    found_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnomalyList:
    """A page of anomalies, oldest first; `after` of the next page, None on the last one."""

    anomalies: list[AnomalyRow]
    after: int | None


async def published(connection: Connection) -> Published:
    """The newest published checkpoint; raises NothingSigned."""
    row = await connection.fetchrow(
        """
        SELECT number, checkpoints.size, publications.note, checkpoints.vkey, publications.published_at
        FROM publications JOIN checkpoints USING (number) ORDER BY number DESC LIMIT 1
        """
    )
    if row is None:
        raise NothingSigned
    return Published(**row)


async def entry(connection: Connection, fact_id: UUID, index: int | None = None) -> Entry:
    """The entry of a fact, the first one unless an index says which of a fork; raises NotRecorded."""
    row = await connection.fetchrow(
        """
        SELECT index, value FROM entries
        WHERE fact_id = $1 AND ($2::bigint IS NULL OR index = $2) ORDER BY index LIMIT 1
        """,
        fact_id,
        index,
    )
    if row is None:
        raise NotRecorded(fact_id)
    return Entry(**row)


async def proof(connection: Connection, fact_id: UUID, index: int | None = None) -> bytes:
    """A proof of inclusion in the newest checkpoint (c2sp.org/tlog-proof@v1), verified.

    Raises NotRecorded, NotYetProven, or RecordDamaged when what is stored does not prove what was signed.
    """
    found = await entry(connection, fact_id, index)
    try:
        shown = await published(connection)
    except NothingSigned:
        raise NotYetProven(found.index) from None
    if found.index >= shown.size:
        raise NotYetProven(found.index)
    hashes = await TreeRepository(connection).roots(inclusion_spans(found.index, shown.size))
    made = Proof(index=found.index, hashes=tuple(hashes), checkpoint=shown.note).format()
    try:
        tlog_proof.verify(made, found.value, Policy.of_log(shown.vkey))
    except TlogError as error:
        raise RecordDamaged(f"entry {found.index} is not what was signed: {error}") from error
    return made


async def status(connection: Connection) -> Status:
    """How far the record is."""
    row = await connection.fetchrow(
        """
        SELECT sequencer.next_index AS appended, tree.size AS hashed,
            coalesce(signed.size, 0) AS signed, coalesce(signed.number, 0) AS checkpoint,
            coalesce(shown.size, 0) AS published, shown.published_at,
            sequencer.repeats, sequencer.unknown_types,
            (SELECT count(1) FROM anomalies) AS anomalies
        FROM sequencer CROSS JOIN tree
        LEFT JOIN LATERAL (
            SELECT number, size FROM checkpoints ORDER BY number DESC LIMIT 1
        ) AS signed ON true
        LEFT JOIN LATERAL (
            SELECT checkpoints.size, publications.published_at
            FROM publications JOIN checkpoints USING (number) ORDER BY number DESC LIMIT 1
        ) AS shown ON true
        """
    )
    if row is None:
        raise LookupError("the record has no sequencer row")
    return Status(**row)


async def checkpoint_age_seconds(connection: Connection) -> float | None:
    """By the database's clock; None before the first publication."""
    age: float | None = await connection.fetchval(
        """
        SELECT EXTRACT(EPOCH FROM clock_timestamp() - published_at)::float8
        FROM publications ORDER BY number DESC LIMIT 1
        """
    )
    return age


async def anomaly_counts(connection: Connection) -> dict[str, int]:
    """Of every kind, nought included."""
    rows = await connection.fetch(
        """
        SELECT kind, count(anomalies.number) AS count
        FROM unnest(ARRAY['gap', 'fork', 'late']) AS kinds (kind) LEFT JOIN anomalies USING (kind)
        GROUP BY kind ORDER BY kind
        """
    )
    return {row["kind"]: row["count"] for row in rows}


async def anomalies(connection: Connection, after: int, limit: int) -> AnomalyList:
    """One page of what was remarkable."""
    rows = await connection.fetch(
        """
        SELECT anomalies.number, anomalies.anomaly_id, anomalies.kind, entries.fact_id, entries.index,
            entries.source, entries.subject, entries.type, anomalies.expected_seq, entries.seq AS seen_seq,
            entries.topic, entries.partition, entries.record_offset AS offset, anomalies.found_at
        FROM anomalies JOIN entries ON entries.index = anomalies.entry_index
        WHERE anomalies.number > $1 ORDER BY anomalies.number LIMIT $2
        """,
        after,
        limit + 1,
    )
    page = [AnomalyRow(**row) for row in rows[:limit]]
    return AnomalyList(anomalies=page, after=page[-1].number if len(rows) > limit else None)

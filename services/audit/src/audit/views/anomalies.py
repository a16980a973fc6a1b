"""What a supervisor should look at: events that were not the next of their stream."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.database import Connection


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

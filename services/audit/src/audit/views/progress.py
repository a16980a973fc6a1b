"""How far the record is, and how old what it shows."""

from dataclasses import dataclass
from datetime import datetime

from chassis.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How far each step has come, over all logs: appended ≥ hashed ≥ signed ≥ published; and appended ≥ listed."""

    appended: int
    hashed: int
    signed: int
    published: int
    listed: int
    checkpoint: int
    published_at: datetime | None
    repeats: int
    unknown_types: int
    anomalies: int


async def status(connection: Connection) -> Status:
    """How far the record is."""
    row = await connection.fetchrow(
        """
        SELECT sequencer.next_index AS appended, tree.size AS hashed,
            coalesce(signed.past_index, 0) AS signed, coalesce(signed.number, 0) AS checkpoint,
            coalesce(shown.past_index, 0) AS published, shown.published_at,
            listed.next_index AS listed, sequencer.repeats, sequencer.unknown_types,
            (SELECT count(1) FROM anomalies) AS anomalies
        FROM sequencer CROSS JOIN tree CROSS JOIN listed
        LEFT JOIN LATERAL (
            SELECT newest.number, newest.size + log.first_index AS past_index
            FROM (SELECT number, size FROM checkpoints ORDER BY number DESC LIMIT 1) AS newest
            JOIN shards AS log ON coalesce(log.after_checkpoint, 0) < newest.number
            ORDER BY log.number DESC LIMIT 1
        ) AS signed ON true
        LEFT JOIN LATERAL (
            SELECT checkpoints.size + log.first_index AS past_index, newest.published_at
            FROM (SELECT number, published_at FROM publications ORDER BY number DESC LIMIT 1) AS newest
            JOIN checkpoints USING (number)
            JOIN shards AS log ON coalesce(log.after_checkpoint, 0) < newest.number
            ORDER BY log.number DESC LIMIT 1
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

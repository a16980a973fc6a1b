"""How far the record is, and how old what it shows."""

from dataclasses import dataclass
from datetime import datetime

from chassis.database import Connection


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

"""Numbers of the register: awards in force of a year and of the last months; facts that came so far."""

from dataclasses import dataclass
from datetime import date, datetime

from chassis.database import Connection

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Awards in force of one year, and of each of the last twelve months, oldest first."""

    year: int
    decisions: int
    individuals: int
    collectives: int
    households: int
    months: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How much the portal has seen of the record. `facts` only grows, so it names a state of the counter."""

    facts: int
    awards: int
    latest_at: datetime | None


async def figures(connection: Connection, today: date) -> Figures:
    """Count the year and the twelve months that end with today's."""
    kinds = await connection.fetch(
        """
        SELECT subject_kind, count(1) AS count FROM projection.award
        WHERE issued_on >= $1 AND issued_on < $2 AND revoked_on IS NULL GROUP BY subject_kind
        """,
        date(today.year, 1, 1),
        date(today.year + 1, 1, 1),
    )
    counts = {row["subject_kind"]: row["count"] for row in kinds}
    decisions = await connection.fetchval(
        "SELECT count(1) FROM projection.decision WHERE issued_on >= $1 AND issued_on < $2",
        date(today.year, 1, 1),
        date(today.year + 1, 1, 1),
    )
    return Figures(
        year=today.year,
        decisions=decisions or 0,
        individuals=counts.get("individual", 0),
        collectives=counts.get("collective", 0),
        households=counts.get("household", 0),
        months=await _months(connection, today),
    )


async def _months(connection: Connection, today: date) -> tuple[tuple[date, int], ...]:
    number = today.year * 12 + today.month - 1
    firsts = [date(each // 12, each % 12 + 1, 1) for each in range(number - MONTHS + 1, number + 1)]
    rows = await connection.fetch(
        """
        SELECT date_trunc('month', issued_on)::date AS month, count(1) AS count FROM projection.award
        WHERE issued_on >= $1 AND revoked_on IS NULL GROUP BY 1
        """,
        firsts[0],
    )
    counts = {row["month"]: row["count"] for row in rows}
    return tuple((first, counts.get(first, 0)) for first in firsts)


async def record(connection: Connection) -> Record:
    """The state of the live counter; three rows of counts, however long the record."""
    row = await connection.fetchrow(
        """
        SELECT COALESCE(sum(facts), 0)::bigint AS facts, max(latest_at) AS latest_at,
            COALESCE(sum(facts) FILTER (WHERE type = 'review.award-issued.v1'), 0)::bigint
                - COALESCE(sum(facts) FILTER (WHERE type = 'review.award-revoked.v1'), 0)::bigint AS awards
        FROM projection.tally
        """
    )
    if row is None:
        return Record(facts=0, awards=0, latest_at=None)
    return Record(facts=row["facts"], awards=row["awards"], latest_at=row["latest_at"])

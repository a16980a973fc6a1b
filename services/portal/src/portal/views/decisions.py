"""Decisions with their awards: public."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.database import Connection
from portal.views.conditions import pages_of
from portal.views.register import Entry, entries

PAGE_SIZE = 50
REVOCABLE_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision in a list."""

    decision_id: UUID
    symbol: str
    issued_on: date
    award_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionShown:
    """A decision and one page of its awards; those that have not arrived yet are missing from `entries`."""

    decision_id: UUID
    agency: str
    symbol: str
    issued_on: date
    award_count: int
    revoked_count: int
    entries: tuple[Entry, ...]
    page: int
    pages: int

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE + 1


async def decision(
    connection: Connection, decision_id: UUID, page: int = 1, size: int = PAGE_SIZE
) -> DecisionShown | None:
    """The decision, None when the portal has not heard of it."""
    row = await connection.fetchrow(
        """
        SELECT decision_id, agency, symbol, issued_on, award_count,
            (SELECT count(1) FROM projection.award a WHERE a.decision_id = d.decision_id AND a.revoked_on IS NOT NULL)
                AS revoked_count
        FROM projection.decision d WHERE decision_id = $1
        """,
        decision_id,
    )
    if row is None:
        return None
    pages = pages_of(row["award_count"], size)
    page = min(max(page, 1), pages)
    return DecisionShown(
        decision_id=row["decision_id"],
        agency=row["agency"],
        symbol=row["symbol"],
        issued_on=row["issued_on"],
        award_count=row["award_count"],
        revoked_count=row["revoked_count"],
        entries=await _entries(connection, decision_id, page, size),
        page=page,
        pages=pages,
    )


async def _entries(connection: Connection, decision_id: UUID, page: int, size: int) -> tuple[Entry, ...]:
    return await entries(
        connection,
        "WHERE a.decision_id = $1 ORDER BY a.submission_id LIMIT $2 OFFSET $3",
        [decision_id, size, (page - 1) * size],
    )


async def decisions(connection: Connection, agency: str, at_most: int) -> tuple[DecisionLine, ...]:
    """The latest decisions of an agency."""
    rows = await connection.fetch(
        """
        SELECT decision_id, symbol, issued_on, award_count FROM projection.decision
        WHERE agency = $1 ORDER BY issued_on DESC, number DESC LIMIT $2
        """,
        agency,
        at_most,
    )
    return tuple(
        DecisionLine(
            decision_id=row["decision_id"],
            symbol=row["symbol"],
            issued_on=row["issued_on"],
            award_count=row["award_count"],
        )
        for row in rows
    )


async def award_place(connection: Connection, award_id: UUID) -> UUID | None:
    """The nomination that an award belongs to."""
    found = await connection.fetchval("SELECT nomination_id FROM projection.award WHERE award_id = $1", award_id)
    return found if isinstance(found, UUID) else None


async def awards_have_come(connection: Connection, decision_id: UUID) -> bool:
    """Whether the decision and every award of it have arrived."""
    return bool(
        await connection.fetchval(
            """
            SELECT award_count = (SELECT count(1) FROM projection.award a WHERE a.decision_id = d.decision_id)
            FROM projection.decision d WHERE decision_id = $1
            """,
            decision_id,
        )
    )

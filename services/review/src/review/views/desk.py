"""What the secretariat alone sees of its cases: who works on which, what was ticked, what other bodies said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.database import Connection
from review.domain import errors
from review.views.consultations import OpinionRow, opinions_on

MOST_ASSIGNED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueRow:
    colleague_id: UUID
    name: str
    is_me: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleagues:
    colleagues: list[ColleagueRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRow:
    case_id: UUID
    colleague_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignments:
    assignments: list[AssignmentRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedView:
    """Who works on a case; the note is what they were given with it, None where there is none or it was erased."""

    colleague_id: UUID
    name: str
    note: str | None
    assigned_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TickView:
    """What was found about one row of the rules; `by` is None once the person left."""

    row: str
    outcome: str
    note: str | None
    by: str | None
    ticked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    case_id: UUID
    assigned: AssignedView | None
    ticks: list[TickView]
    opinions: list[OpinionRow]


async def colleagues(connection: Connection, agency: str | None, sub: str | None) -> Colleagues:
    """The agency's secretariat, as far as its people have worked here, by name."""
    rows = await connection.fetch(
        """
        SELECT colleague_id, name, sub = $2 AS is_me FROM colleagues WHERE agency = $1
        ORDER BY name, colleague_id LIMIT 500
        """,
        agency,
        sub or "",
    )
    return Colleagues(colleagues=[ColleagueRow(**row) for row in rows])


async def assignments(
    connection: Connection, agency: str | None, case_ids: Sequence[UUID], colleague_id: UUID | None
) -> Assignments:
    """Who works on the named cases, or on which cases somebody works; of the agency alone."""
    rows = await connection.fetch(
        """
        SELECT case_id, colleague_id FROM assignments JOIN colleagues USING (colleague_id)
        WHERE agency = $1 AND (cardinality($2::uuid[]) = 0 OR case_id = ANY($2::uuid[]))
            AND ($3::uuid IS NULL OR colleague_id = $3)
        ORDER BY case_id LIMIT $4
        """,
        agency,
        list(case_ids),
        colleague_id,
        MOST_ASSIGNED,
    )
    return Assignments(assignments=[AssignmentRow(**row) for row in rows])


async def desk(connection: Connection, case_id: UUID, agency: str | None) -> DeskView:
    """One case; UnknownThing, or ForeignAgency when another agency received it."""
    owner = await connection.fetchval("SELECT receiving_agency FROM cases WHERE case_id = $1", case_id)
    if owner is None:
        raise errors.UnknownThing((case_id,))
    if owner != agency:
        raise errors.ForeignAgency((case_id,))
    return DeskView(
        case_id=case_id,
        assigned=await _assigned(connection, case_id),
        ticks=await _ticks(connection, case_id),
        opinions=await opinions_on(connection, case_id),
    )


async def _assigned(connection: Connection, case_id: UUID) -> AssignedView | None:
    row = await connection.fetchrow(
        """
        SELECT colleague_id, name, note, assigned_at FROM assignments JOIN colleagues USING (colleague_id)
        WHERE case_id = $1
        """,
        case_id,
    )
    return None if row is None else AssignedView(**row)


async def _ticks(connection: Connection, case_id: UUID) -> list[TickView]:
    rows = await connection.fetch(
        """
        SELECT row_id AS row, outcome, note, name AS by, ticked_at
        FROM ticks LEFT JOIN colleagues ON colleague_id = ticked_by WHERE case_id = $1 ORDER BY row_id
        """,
        case_id,
    )
    return [TickView(**row) for row in rows]

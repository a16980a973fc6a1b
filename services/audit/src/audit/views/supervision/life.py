"""A case's whole life: its own facts, those of its nomination that no other case has, and its decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from pydantic_core import from_json

from audit.domain.commands import Look
from audit.views.proving import shown_logs
from audit.views.supervision.asked import Place
from audit.views.supervision.search import OWN_PLAN, FactList, fact_list
from chassis.database import Connection, Row
from contracts.review import AwardIssued, DecisionIssued

_LIFE = """
SELECT entries.index, entries.fact_id, entries.source, entries.subject, entries.seq, entries.type, entries.value,
    listing.time, listing.unit, listing.case_id, listing.nomination_id
FROM (
    SELECT listing.index FROM listing WHERE listing.case_id = $2 AND listing.case_id <> ''
    UNION
    SELECT listing.index FROM listing
    WHERE listing.nomination_id = ANY($3::text[]) AND listing.nomination_id <> '' AND listing.case_id = ''
    UNION
    SELECT entries.index FROM entries
    WHERE entries.subject = ANY($4::uuid[]) AND entries.type = $5
) AS of_case
JOIN listing USING (index) JOIN entries USING (index)
WHERE listing.index < $1 AND ($6::timestamptz IS NULL OR (listing.time, listing.index) > ($6, $7::bigint))
ORDER BY listing.time, listing.index LIMIT $8
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What the record tells of a case, oldest first, and the look under which it was asked.

    `other_case_ids` are cases of the same nominations: a dossier that was returned comes back as a new case.
    """

    case_id: UUID
    look: Look
    nomination_ids: list[str]
    other_case_ids: list[str]
    life: FactList


async def life(connection: Connection, case_id: UUID, look: Look, after: Place | None, limit: int) -> Life:
    """One page of it; raises NothingSigned, RecordDamaged."""
    logs = await shown_logs(connection)
    nominations = await nominations_of(connection, case_id)
    rows = await life_rows(connection, logs[-1].past_index, case_id, nominations, after, limit + 1)
    return Life(
        case_id=case_id,
        look=look,
        nomination_ids=nominations,
        other_case_ids=await _other_cases(connection, case_id, nominations),
        life=await fact_list(connection, logs, rows, limit),
    )


async def life_rows(
    connection: Connection, size: int, case_id: UUID, nominations: Sequence[str], after: Place | None, limit: int
) -> list[Row]:
    """Entries of the first `size` of the record that belong to the life of a case, with their words, oldest first."""
    decisions = await _decisions(connection, case_id)
    await connection.execute(OWN_PLAN)
    return list(
        await connection.fetch(
            _LIFE,
            size,
            str(case_id),
            nominations,
            decisions,
            DecisionIssued.TYPE,
            None if after is None else after.time,
            None if after is None else after.index,
            limit,
        )
    )


async def nominations_of(connection: Connection, case_id: UUID) -> list[str]:
    """The nominations that entries of a case name, by id."""
    rows = await connection.fetch(
        """
        SELECT DISTINCT nomination_id FROM listing
        WHERE case_id = $1 AND case_id <> '' AND nomination_id <> '' ORDER BY nomination_id
        """,
        str(case_id),
    )
    return [row["nomination_id"] for row in rows]


async def _other_cases(connection: Connection, case_id: UUID, nominations: Sequence[str]) -> list[str]:
    rows = await connection.fetch(
        """
        SELECT DISTINCT case_id FROM listing
        WHERE nomination_id = ANY($1::text[]) AND nomination_id <> '' AND case_id NOT IN ('', $2) ORDER BY case_id
        """,
        nominations,
        str(case_id),
    )
    return [row["case_id"] for row in rows]


async def _decisions(connection: Connection, case_id: UUID) -> list[UUID]:
    """The decisions that awarded it, as the awards name them."""
    rows = await connection.fetch(
        """
        SELECT entries.value FROM listing JOIN entries ON entries.index = listing.index
        WHERE listing.case_id = $1 AND listing.case_id <> '' AND listing.type = $2 ORDER BY listing.index
        """,
        str(case_id),
        AwardIssued.TYPE,
    )
    return [decision for row in rows if (decision := _decision_of(row)) is not None]


def _decision_of(row: Row) -> UUID | None:
    try:
        return UUID(from_json(row["value"])["data"]["decision_id"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None

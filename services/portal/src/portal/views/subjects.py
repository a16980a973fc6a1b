"""Whom messages are about, for those who work on it: the unit that proposed, the agency that receives."""

from collections.abc import Sequence
from uuid import UUID

from chassis.database import Connection
from portal.views.people import PERSON_COLUMNS, Person, person_of

_SUBJECTS = """
SELECT n.nomination_id, {person}
FROM projection.nomination n
JOIN projection.submission s ON s.submission_id = n.submission_id
LEFT JOIN personal p ON p.fact_id = n.submission_id
WHERE n.nomination_id = ANY($1::uuid[]) AND $2 IN (s.proposing_unit, s.receiving_agency)
ORDER BY n.submission_id
"""


async def subjects(connection: Connection, nomination_ids: Sequence[UUID], unit: str | None) -> dict[UUID, Person]:
    """The people of those nominations that concern the unit, in the order in which they were submitted."""
    rows = await connection.fetch(
        _SUBJECTS.format(person=PERSON_COLUMNS),
        list(nomination_ids),
        unit,
    )
    return {row["nomination_id"]: person_of(row["person_came"], row["person_body"]) for row in rows}

"""The reading side of doubtful matches: two persons side by side, each with what is known and what hangs on them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel

from chassis.database import Connection, Row
from nominations.adapters.lineages import own_units
from nominations.domain.registers.persons import Ground, LinkState


class Which(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    JOINED = "joined"
    """By rule, without a human; may be answered all the same."""


class Hanging(BaseModel):
    """An award of a person, as far as it helps to know them."""

    award_code: str
    award_name: str | None
    year: int
    decision_number: str | None


class Side(BaseModel):
    """One of the two. Of another unit's person only the year of birth is shown."""

    person_id: UUID
    kind: str
    name: str | None
    born: str | None
    unit: str
    workplace: str | None
    is_own: bool
    awards: list[Hanging]
    initiatives: int
    nominations: int


class Question(BaseModel):
    first: Side
    second: Side
    state: LinkState
    ground: Ground
    asked_at: datetime
    decided_at: datetime | None


class QuestionPage(BaseModel):
    questions: list[Question]
    open: int
    """How many wait for an answer of this unit; about the nomination where one was named."""


_STATES = {
    Which.OPEN: [LinkState.DOUBTFUL],
    Which.ANSWERED: [LinkState.CONFIRMED, LinkState.REFUSED],
    Which.JOINED: [LinkState.CERTAIN],
}


# Of a nomination are the questions about everybody who certainly is its subject, as `gathered` counts them.
_ASKED = """
    FROM person_links AS l JOIN persons AS a ON a.person_id = l.first_id JOIN persons AS b ON b.person_id = l.second_id
    WHERE l.state = ANY($1::text[]) AND (a.unit = ANY($2::text[]) OR b.unit = ANY($2::text[]))
        AND ($3::uuid IS NULL OR EXISTS (
            SELECT FROM nominations AS n JOIN persons AS mine ON mine.person_id = n.person_id
            WHERE n.nomination_id = $3 AND n.unit = ANY($2::text[]) AND mine.cluster_id IN (a.cluster_id, b.cluster_id)
        ))
"""


async def questions(
    connection: Connection, unit: str, which: Which, nomination_id: UUID | None, limit: int
) -> QuestionPage:
    """The unit's questions, the oldest first; answered ones, the latest first. None about another unit's nomination."""
    units = own_units(unit)
    rows = await connection.fetch(
        f"""
        SELECT l.first_id, l.second_id, l.state, l.ground, l.asked_at, l.decided_at {_ASKED}
        ORDER BY l.decided_at DESC, l.asked_at, l.first_id, l.second_id LIMIT $4
        """,
        _STATES[which],
        units,
        nomination_id,
        limit,
    )
    sides = await _sides(connection, {row[side] for row in rows for side in ("first_id", "second_id")}, units)
    found = [
        Question(
            first=sides[row["first_id"]],
            second=sides[row["second_id"]],
            **{name: row[name] for name in ("state", "ground", "asked_at", "decided_at")},
        )
        for row in rows
    ]
    waiting = await connection.fetchval(f"SELECT count(1) {_ASKED}", _STATES[Which.OPEN], units, nomination_id)
    return QuestionPage(questions=found, open=waiting)


async def _sides(connection: Connection, person_ids: set[UUID], units: list[str]) -> dict[UUID, Side]:
    people = await connection.fetch(
        """
        SELECT p.person_id, p.kind, p.name, p.born, p.unit, p.workplace,
            (SELECT count(1) FROM initiative_authors AS i WHERE i.person_id = p.person_id) AS initiatives,
            (SELECT count(1) FROM nominations AS n WHERE n.person_id = p.person_id) AS nominations
        FROM persons AS p WHERE p.person_id = ANY($1::uuid[])
        """,
        list(person_ids),
    )
    awards = await connection.fetch(
        """
        SELECT h.person_id, h.award_code, h.award_name, h.year, COALESCE(h.decision_number, d.number) AS decision_number
        FROM history AS h LEFT JOIN known_decisions AS d USING (decision_id)
        WHERE h.person_id = ANY($1::uuid[]) AND h.status = 'in-force' ORDER BY h.year, h.award_code
        """,
        list(person_ids),
    )
    return {row["person_id"]: _side(row, awards, units) for row in people}


def _side(row: Row, awards: list[Row], units: list[str]) -> Side:
    is_own, born = row["unit"] in units, row["born"]
    return Side(
        **{
            name: row[name] for name in ("person_id", "kind", "name", "unit", "workplace", "initiatives", "nominations")
        },
        born=born if is_own or born is None else born[:4],
        is_own=is_own,
        awards=[Hanging(**each) for each in awards if each["person_id"] == row["person_id"]],
    )

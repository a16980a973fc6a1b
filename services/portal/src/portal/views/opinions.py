"""What other bodies are asked about cases: for the secretariat that asked, and for the unit that answers.

The unit sees what it needs to answer: whom it is about, for which award, what for, and the question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.database import Connection
from portal.domain.model import OpinionState
from portal.views.people import PERSON_COLUMNS, Person, person_of

MOST = 500

_ROWS = f"""
SELECT o.opinion_id, o.case_id, o.nomination_id, o.body, o.asked_on, o.due_on, o.state, o.stance, o.given_on, o.late,
    s.award_code, s.subject_kind, c.proposing_unit, c.receiving_agency,
    asked.body ->> 'question' AS question, COALESCE(said.body ->> 'text', said.body ->> 'note') AS text,
    {PERSON_COLUMNS}
"""
_FROM = """
FROM projection.opinion o
LEFT JOIN projection.review_case c ON c.case_id = o.case_id
LEFT JOIN projection.submission s ON s.submission_id = c.submission_id
LEFT JOIN personal p ON p.fact_id = c.submission_id
LEFT JOIN personal asked ON asked.fact_id = o.asked_fact_id
LEFT JOIN personal said ON said.fact_id = o.ended_fact_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionLine:
    """One request; texts are "" where nothing was written, or where it was erased."""

    opinion_id: UUID
    case_id: UUID
    nomination_id: UUID
    body: str
    asked_on: date
    due_on: date
    state: OpinionState
    stance: str | None
    given_on: date | None
    late: bool
    award_code: str | None
    subject_kind: str | None
    unit: str | None
    agency: str | None
    question: str
    text: str
    person: Person

    @property
    def is_open(self) -> bool:
        return self.state is OpinionState.ASKED


async def asked_of(connection: Connection, body: str, *, opinion_id: UUID | None = None) -> tuple[OpinionLine, ...]:
    """What a unit was asked, what it still has to answer first; or one request alone."""
    return await _lines(
        connection,
        f"""
        WHERE o.body = $1 AND ($2::uuid IS NULL OR o.opinion_id = $2)
        ORDER BY o.state = 'asked' DESC, o.due_on, o.opinion_id LIMIT {MOST}
        """,
        body,
        opinion_id,
    )


async def about_case(connection: Connection, case_id: UUID) -> tuple[OpinionLine, ...]:
    return await _lines(connection, "WHERE o.case_id = $1 ORDER BY o.asked_on, o.opinion_id", case_id)


async def waiting_for(connection: Connection, body: str) -> int:
    """How many requests a unit has not answered."""
    found = await connection.fetchval(
        "SELECT count(1) FROM projection.opinion WHERE body = $1 AND state = 'asked'", body
    )
    return int(found or 0)


async def have_come(connection: Connection, ids: Sequence[UUID]) -> bool:
    """Whether every one of the requests is shown."""
    found = await connection.fetchval(
        "SELECT count(1) FROM projection.opinion WHERE opinion_id = ANY($1::uuid[])", list(ids)
    )
    return int(found or 0) == len(ids)


async def has_ended(connection: Connection, opinion_id: UUID) -> bool:
    state = await connection.fetchval("SELECT state FROM projection.opinion WHERE opinion_id = $1", opinion_id)
    return isinstance(state, str) and state != OpinionState.ASKED


async def _lines(connection: Connection, narrowing: str, *values: object) -> tuple[OpinionLine, ...]:
    rows = await connection.fetch(f"{_ROWS} {_FROM} {narrowing}", *values)
    return tuple(
        OpinionLine(
            opinion_id=row["opinion_id"],
            case_id=row["case_id"],
            nomination_id=row["nomination_id"],
            body=row["body"],
            asked_on=row["asked_on"],
            due_on=row["due_on"],
            state=OpinionState(row["state"]),
            stance=row["stance"],
            given_on=row["given_on"],
            late=row["late"],
            award_code=row["award_code"],
            subject_kind=row["subject_kind"],
            unit=row["proposing_unit"],
            agency=row["receiving_agency"],
            question=row["question"] or "",
            text=row["text"] or "",
            person=person_of(row["person_came"], row["person_body"]),
        )
        for row in rows
    )

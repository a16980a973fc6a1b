"""What other bodies are asked: for the body that answers, and for the secretariat that asked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.database import Connection

_ROWS = """
SELECT opinion_id, case_id, nomination_id, opinions.body, asked_on, due_on, state, stance, given_on, late,
    (SELECT told.body ->> 'question' FROM personal told WHERE told.subject = opinion_id AND told.body ? 'question')
        AS question,
    (SELECT told.body ->> 'text' FROM personal told WHERE told.subject = opinion_id AND told.body ? 'text') AS text
FROM opinions
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRow:
    """One request; `question` and `text` are None where nothing was written, or where it was erased."""

    opinion_id: UUID
    case_id: UUID
    nomination_id: UUID
    body: str
    asked_on: date
    due_on: date
    state: str
    stance: str | None
    given_on: date | None
    late: bool
    question: str | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionList:
    opinions: list[OpinionRow]


async def asked_of(connection: Connection, body: str | None, limit: int) -> OpinionList:
    """What a body still has to answer, what is due first."""
    rows = await connection.fetch(
        f"{_ROWS} WHERE opinions.body = $1 AND state = 'asked' ORDER BY due_on, opinion_id LIMIT $2", body, limit
    )
    return OpinionList(opinions=[OpinionRow(**row) for row in rows])


async def opinions_on(connection: Connection, case_id: UUID) -> list[OpinionRow]:
    """Every request about a case, in the order in which they were made."""
    rows = await connection.fetch(f"{_ROWS} WHERE case_id = $1 ORDER BY asked_on, opinion_id", case_id)
    return [OpinionRow(**row) for row in rows]

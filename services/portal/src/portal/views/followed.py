"""What a unit submitted and where each of it stands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.database import Connection
from portal.domain.model import Stage
from portal.views.conditions import Conditions, pages_of
from portal.views.people import PERSON_COLUMNS, Person, person_of, words_of

# A page that a phone scrolls in a few turns.
PAGE_SIZE = 20

_FROM = """
FROM projection.nomination n
JOIN projection.submission s ON s.submission_id = n.submission_id
LEFT JOIN projection.review_case c ON c.submission_id = n.submission_id
LEFT JOIN projection.award a ON a.submission_id = n.submission_id
LEFT JOIN projection.decision d ON d.decision_id = a.decision_id
LEFT JOIN personal p ON p.fact_id = n.submission_id
"""
_ROWS = f"""
SELECT n.nomination_id, n.proposing_unit, s.award_code, s.submitted_on, d.symbol,
    CASE WHEN a.revoked_on IS NOT NULL THEN 'revoked' WHEN a.award_id IS NOT NULL THEN 'awarded'
        ELSE COALESCE(c.state, n.state) END AS stage, {PERSON_COLUMNS}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedLine:
    nomination_id: UUID
    unit: str
    award_code: str
    submitted_on: date
    stage: Stage
    symbol: str | None
    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    lines: tuple[FollowedLine, ...]
    total: int
    page: int
    pages: int


async def followed(connection: Connection, unit: str, text: str, page: int) -> Followed:
    """One page of a unit's submitted nominations, last changed first."""
    found = Conditions()
    found.add("n.proposing_unit = $?", unit)
    for word in words_of(text):
        found.add("p.search LIKE $?", f"%{word}%")
    total = int(await connection.fetchval(f"SELECT count(1) {_FROM} WHERE {found.text()}", *found.values) or 0)
    pages = pages_of(total, PAGE_SIZE)
    page = min(max(page, 1), pages)
    window = f"LIMIT {found.parameter(PAGE_SIZE)} OFFSET {found.parameter((page - 1) * PAGE_SIZE)}"
    rows = await connection.fetch(
        f"{_ROWS} {_FROM} WHERE {found.text()} ORDER BY n.changed_at DESC, n.submission_id {window}", *found.values
    )
    lines = tuple(
        FollowedLine(
            nomination_id=row["nomination_id"],
            unit=row["proposing_unit"],
            award_code=row["award_code"],
            submitted_on=row["submitted_on"],
            stage=Stage(row["stage"]),
            symbol=row["symbol"],
            person=person_of(row["person_came"], row["person_body"]),
        )
        for row in rows
    )
    return Followed(lines=lines, total=total, page=page, pages=pages)

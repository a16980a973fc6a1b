"""One case for the secretariat, and what decides which rules apply to several."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.database import Connection
from portal.views.cases.listing import CaseLine, chosen

_TERMS = """
SELECT DISTINCT s.award_code, s.subject_kind, s.commendation_kind, s.simplified, c.received_on
FROM projection.review_case c JOIN projection.submission s ON s.submission_id = c.submission_id
WHERE c.receiving_agency = $1 AND c.case_id = ANY($2::uuid[])
ORDER BY 1, 2, 3, 4, 5 LIMIT 50
"""
_DAYS = """
SELECT s.submitted_on, (
    SELECT (first.data ->> 'received_on')::date FROM projection.step first
    WHERE first.subject = c.case_id AND first.type = 'review.case-opened.v1'
) AS first_received_on, (
    SELECT max(repinned.happened_at) FROM projection.step repinned
    WHERE repinned.subject = c.case_id AND repinned.type = 'review.case-repinned.v1'
) AS repinned_at
FROM projection.review_case c LEFT JOIN projection.submission s ON s.submission_id = c.submission_id
WHERE c.case_id = $1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTerms:
    """What decides which rules apply to a case."""

    award_code: str
    subject_kind: str
    commendation_kind: str
    simplified: bool
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OneCase:
    """A case with its days; `terms` None and no day of submission while the submission has not come."""

    line: CaseLine
    terms: CaseTerms | None
    submitted_on: date | None
    first_received_on: date | None
    repinned_at: datetime | None = None
    """When the day of receipt was last corrected, and with it the rules that apply."""


async def one_case(connection: Connection, agency: str, case_id: UUID) -> OneCase | None:
    """None when the agency has no such case."""
    lines = await chosen(connection, agency, [case_id], 1)
    if not lines:
        return None
    terms = await terms_among(connection, agency, [case_id])
    days = await connection.fetchrow(_DAYS, case_id)
    return OneCase(
        line=lines[0],
        terms=terms[0] if terms else None,
        submitted_on=days["submitted_on"] if days else None,
        first_received_on=days["first_received_on"] if days else None,
        repinned_at=days["repinned_at"] if days else None,
    )


async def terms_among(connection: Connection, agency: str, ids: Sequence[UUID]) -> tuple[CaseTerms, ...]:
    """The different terms of the named cases, at most 50."""
    return tuple(CaseTerms(**row) for row in await connection.fetch(_TERMS, agency, list(ids)))

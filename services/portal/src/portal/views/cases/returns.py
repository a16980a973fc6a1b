"""How often an agency returned dossiers: by unit and reason, in one year of Vietnam's calendar."""

from dataclasses import dataclass

from chassis.database import Connection

_RETURNED = """
SELECT c.proposing_unit AS unit, reason, count(1) AS count
FROM projection.step t
JOIN projection.review_case c ON c.case_id = t.subject
CROSS JOIN jsonb_array_elements_text(t.data -> 'reasons') AS reason
WHERE t.type = 'review.case-returned.v1' AND c.receiving_agency = $1
    AND extract(year FROM t.happened_at AT TIME ZONE 'Asia/Ho_Chi_Minh') = $2
GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2
"""
_DOSSIERS = """
SELECT c.proposing_unit AS unit, count(1) FILTER (WHERE t.type = 'review.case-opened.v1') AS received,
    count(1) FILTER (WHERE t.type = 'review.case-returned.v1') AS returned
FROM projection.review_case c JOIN projection.step t ON t.subject = c.case_id
WHERE c.receiving_agency = $1 AND t.type IN ('review.case-opened.v1', 'review.case-returned.v1')
    AND extract(year FROM t.happened_at AT TIME ZONE 'Asia/Ho_Chi_Minh') = $2
GROUP BY 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """One unit in one year: dossiers that came in, dossiers that went back; why, by reason, most often first."""

    unit: str
    received: int
    returned: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def given(self) -> int:
        return sum(count for _, count in self.reasons)


async def returned(connection: Connection, agency: str, year: int) -> tuple[Returned, ...]:
    """Units to which something was returned, the most often returned first."""
    reasons: dict[str, list[tuple[str, int]]] = {}
    for row in await connection.fetch(_RETURNED, agency, year):
        reasons.setdefault(row["unit"], []).append((row["reason"], row["count"]))
    dossiers = {row["unit"]: row for row in await connection.fetch(_DOSSIERS, agency, year)}
    found = [
        Returned(
            unit=unit,
            received=dossiers[unit]["received"] if unit in dossiers else 0,
            returned=dossiers[unit]["returned"] if unit in dossiers else 0,
            reasons=tuple(counts),
        )
        for unit, counts in reasons.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.given, each.unit)))

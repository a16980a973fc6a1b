"""What nominations of persons that may be the same claim: read to find one achievement that is put forward twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.database import Connection, Row
from nominations.domain.dossier import Content
from nominations.domain.duplicates import Claim, days_of

AT_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A nomination that was handed over; `is_certain`: of the same person by rule or a human's word."""

    nomination_id: UUID
    unit: str
    receiving_agency: str
    status: str
    created_at: datetime
    is_certain: bool
    dossier: Content

    @property
    def claim(self) -> Claim:
        said = self.dossier
        return Claim(
            nomination_id=self.nomination_id,
            award_code=said.award_code,
            born=said.born,
            days=days_of(said),
            achievement=said.achievement or "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An award that the register of earlier awards holds for the same person."""

    award_code: str
    year: int
    decision_number: str | None
    decided_on: date | None
    issuing_body: str | None


@dataclass(frozen=True, slots=True)
class Claims:
    connection: Connection

    async def handed_over(self, nomination_id: UUID, agency: str) -> Found | None:
        """The nomination, if it was handed over to the agency and its personal data still exists."""
        rows = await self.connection.fetch(
            f"""
            SELECT {_COLUMNS}, true AS is_certain FROM nominations AS n
            WHERE n.nomination_id = $1 AND n.receiving_agency = $2 AND {_HANDED_OVER}
            """,  # noqa: S608 (constants)
            nomination_id,
            agency,
        )
        return _found(rows[0]) if rows else None

    async def of_namesakes(self, nomination_id: UUID) -> list[Found]:
        """Others of the same person, or of one of that name whom nobody said to be another; the latest first."""
        rows = await self.connection.fetch(
            f"""
            SELECT {_COLUMNS}, other.cluster_id = mine.cluster_id AS is_certain
            FROM nominations AS asked JOIN persons AS mine ON mine.person_id = asked.person_id
            JOIN persons AS other ON other.cluster_id = mine.cluster_id
                OR (other.folded = mine.folded AND other.kind = mine.kind)
            JOIN nominations AS n ON n.person_id = other.person_id AND n.nomination_id <> asked.nomination_id
            WHERE asked.nomination_id = $1 AND {_HANDED_OVER}
                AND NOT EXISTS (SELECT FROM person_links AS l WHERE l.state = 'refused'
                    AND l.first_id = least(mine.person_id, other.person_id)
                    AND l.second_id = greatest(mine.person_id, other.person_id))
            ORDER BY n.created_at DESC, n.nomination_id LIMIT $2
            """,  # noqa: S608 (constants)
            nomination_id,
            AT_MOST,
        )
        return [_found(row) for row in rows]

    async def earlier_awards(self, nomination_id: UUID, years: Sequence[int]) -> list[Earlier]:
        """Awards in force of the same person in these years, as the register has them."""
        rows = await self.connection.fetch(
            """
            SELECT history.award_code, year, decision_number, decided_on, issuing_body
            FROM nominations AS asked JOIN persons AS mine ON mine.person_id = asked.person_id
            JOIN persons AS other ON other.cluster_id = mine.cluster_id
            JOIN history ON history.person_id = other.person_id
            WHERE asked.nomination_id = $1 AND year = ANY($2::integer[]) AND history.status = 'in-force'
            ORDER BY year DESC, history.award_code, entry_id
            """,
            nomination_id,
            list(years),
        )
        return [Earlier(**row) for row in rows]


# Drafts are private to their unit; what was withdrawn claims nothing any more.
_HANDED_OVER = "n.status IN ('submitted', 'accepted', 'returned', 'closed') AND n.dossier ->> 'name' IS NOT NULL"
_COLUMNS = """n.nomination_id, n.unit, n.receiving_agency, n.status, n.created_at,
    n.dossier || n.private AS dossier"""


def _found(row: Row) -> Found:
    return Found(**{**row, "dossier": Content.model_validate_json(row["dossier"])})

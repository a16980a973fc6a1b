"""Other nominations of the subjects whom nominations name: what is proposed for them beside, and what was awarded."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from chassis.database import Connection, Row
from nominations.domain.dossier import Content
from nominations.domain.evaluation import Other

AT_MOST = 50
"""Of one subject; who has more is seen by their first ones."""


@dataclass(frozen=True, slots=True)
class Proposals:
    connection: Connection

    async def beside(
        self, nomination_ids: Sequence[UUID], together: Collection[UUID], today: date
    ) -> dict[UUID, tuple[Other, ...]]:
        """By nomination, oldest first; `together` are being handed over at once, and stand as handed over."""
        mine = await self._clusters(nomination_ids)
        standing: dict[UUID, list[Other]] = defaultdict(list)
        for row in await self._standing(sorted(set(mine.values())), nomination_ids):
            standing[row["cluster_id"]].append(_other(row, together, today))
        return {
            asked: tuple(islice((each for each in standing[cluster] if each.nomination_id != asked), AT_MOST))
            for asked, cluster in mine.items()
            if cluster in standing
        }

    async def _clusters(self, nomination_ids: Sequence[UUID]) -> dict[UUID, UUID]:
        rows = await self.connection.fetch(
            """
            SELECT nomination_id, cluster_id FROM nominations JOIN persons USING (person_id)
            WHERE nomination_id = ANY($1::uuid[])
            """,
            list(nomination_ids),
        )
        return {row["nomination_id"]: row["cluster_id"] for row in rows}

    async def _standing(self, clusters: Sequence[UUID], asked: Sequence[UUID]) -> list[Row]:
        """All of these subjects that neither ended nor were declined, and whose personal data exists.

        Subjects of whom nothing stands but what is asked about are left out: of a list that is nearly all of them.
        """
        return await self.connection.fetch(
            """
            WITH standing AS (
                SELECT p.cluster_id, n.nomination_id, count(1) OVER (PARTITION BY p.cluster_id) AS number
                FROM persons AS p JOIN nominations AS n ON n.person_id = p.person_id
                WHERE p.cluster_id = ANY($1::uuid[]) AND n.status NOT IN ('closed', 'withdrawn')
                    AND n.declined_at IS NULL AND n.dossier ->> 'name' IS NOT NULL
            )
            SELECT standing.cluster_id, n.nomination_id, n.unit,
                n.status IN ('submitted', 'accepted') AS is_handed_over,
                EXISTS (SELECT FROM history AS h WHERE h.person_id = n.person_id
                    AND h.nomination_id = n.nomination_id) AS is_awarded,
                (SELECT law_on FROM submissions AS s WHERE s.nomination_id = n.nomination_id
                    ORDER BY submission_id DESC LIMIT 1) AS law_on,
                n.dossier || n.private AS dossier
            FROM standing JOIN nominations AS n ON n.nomination_id = standing.nomination_id
            WHERE number > 1 OR NOT n.nomination_id = ANY($2::uuid[])
            ORDER BY n.created_at, n.nomination_id
            """,
            list(clusters),
            list(asked),
        )


def _other(row: Row, together: Collection[UUID], today: date) -> Other:
    content = Content.model_validate_json(row["dossier"])
    return Other(
        nomination_id=row["nomination_id"],
        unit=row["unit"],
        is_handed_over=row["is_handed_over"] or row["nomination_id"] in together,
        is_awarded=row["is_awarded"],
        received_on=row["law_on"] or content.received_on or today,
        content=content,
    )

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
PARTS = 1_024
"""As many locks at most may a transaction take: PostgreSQL keeps them where all share the room."""


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

    async def lock_contested(self, nomination_ids: Sequence[UUID]) -> None:
        """Who hands in for a subject of another dossier comes one after the other, and sees what the former did.

        Subjects of whom nothing else stands are not locked: hardly anybody waits, a long list for nobody.
        """
        for part in await self._contested(nomination_ids):
            await self.connection.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"nominations.subject {part}"
            )

    async def _contested(self, nomination_ids: Sequence[UUID]) -> list[int]:
        """In ascending order, so that two never wait for each other."""
        rows = await self.connection.fetch(
            """
            SELECT DISTINCT mod(hashtextextended(mine.cluster_id::text, 0), $2) AS part
            FROM nominations AS asked JOIN persons AS mine ON mine.person_id = asked.person_id
                JOIN persons AS same ON same.cluster_id = mine.cluster_id
                JOIN nominations AS n ON n.person_id = same.person_id
            WHERE asked.nomination_id = ANY($1::uuid[]) AND NOT n.nomination_id = ANY($1::uuid[])
                AND n.status NOT IN ('closed', 'withdrawn') AND n.declined_at IS NULL
            ORDER BY part
            """,
            list(nomination_ids),
            PARTS,
        )
        return [row["part"] for row in rows]

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

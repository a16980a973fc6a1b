"""Everything that the rules ask about nominations, gathered for one or for thousands with the same few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.database import Connection
from nominations.adapters.repository import NominationRepository
from nominations.domain.evaluation import Gathered, Told, law_day
from nominations.domain.model import Nomination, local_date


@dataclass(frozen=True, slots=True)
class EvaluationRepository:
    connection: Connection

    async def told(self, nomination_ids: Sequence[UUID], now: datetime) -> list[Told]:
        """The nominations that exist, in id order, with what was gathered about each."""
        return await self.gathered(await NominationRepository(self.connection).read(nomination_ids), now)

    async def gathered(self, nominations: Sequence[Nomination], now: datetime) -> list[Told]:
        """These nominations with what registers and files say of them."""
        parts = await self._parts([each.nomination_id for each in nominations])
        return [
            Told(
                nomination=nomination,
                gathered=Gathered(parts=parts.get(nomination.nomination_id)),
                law=law_day(nomination.dossier, local_date(now)),
                today=local_date(now),
            )
            for nomination in nominations
        ]

    async def _parts(self, nomination_ids: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
        """Dossier parts with a file; a nomination without any file is absent: it may be handed over on paper."""
        rows = await self.connection.fetch(
            """
            SELECT nomination_id, array_agg(DISTINCT part) AS parts FROM evidence_files
            WHERE nomination_id = ANY($1::uuid[]) AND state <> 'infected' GROUP BY nomination_id
            """,
            list(nomination_ids),
        )
        return {row["nomination_id"]: frozenset(row["parts"]) for row in rows}

    async def undecided(self) -> list[UUID]:
        """Nominations that neither ended nor were withdrawn, in id order."""
        rows = await self.connection.fetch(
            "SELECT nomination_id FROM nominations WHERE status NOT IN ('closed', 'withdrawn') ORDER BY nomination_id"
        )
        return [row["nomination_id"] for row in rows]

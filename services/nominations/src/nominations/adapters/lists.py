"""Every SQL statement that loads or saves lists of nominations."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.database import Connection
from chassis.folding import fold
from nominations.domain.model import NominationList


@dataclass(frozen=True, slots=True)
class ListRepository:
    connection: Connection

    async def add(self, belonging: NominationList, *, at: datetime) -> None:
        await self.connection.execute(
            """
            INSERT INTO lists (list_id, unit, receiving_agency, title, movement_id, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            belonging.list_id,
            belonging.unit,
            belonging.receiving_agency,
            belonging.title,
            belonging.movement_id,
            at,
        )

    async def forget_titles_with(self, names: Mapping[UUID, Collection[str]]) -> None:
        """Empty the titles of lists that hold one of the folded names: list id → names."""
        rows = await self.connection.fetch(
            "SELECT list_id, title FROM lists WHERE list_id = ANY($1::uuid[])", list(names)
        )
        told = [row["list_id"] for row in rows if any(name in fold(row["title"]) for name in names[row["list_id"]])]
        await self.connection.execute("UPDATE lists SET title = '' WHERE list_id = ANY($1::uuid[])", told)

    async def next_place(self, list_id: UUID) -> int:
        """The place behind the last nomination of a list."""
        last = await self.connection.fetchval("SELECT max(place) FROM nominations WHERE list_id = $1", list_id)
        return int(last or 0) + 1

    async def find(self, list_id: UUID) -> NominationList | None:
        row = await self.connection.fetchrow(
            "SELECT list_id, unit, receiving_agency, title, movement_id FROM lists WHERE list_id = $1", list_id
        )
        return None if row is None else NominationList(**row)

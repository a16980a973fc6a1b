"""The index over time, type, unit and case: a row an entry, written with it or behind it."""

from collections.abc import Sequence

from audit.domain.listing import Listed
from chassis.database import Connection


class ListingRepository:
    """The index of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def append(self, first_index: int, rows: Sequence[Listed]) -> None:
        """List new entries from an index on, and move on if everything before them is listed."""
        if not rows:
            return
        await self._connection.copy_records_to_table(
            "listing",
            columns=("index", *Listed._fields),
            records=[(index, *row) for index, row in enumerate(rows, first_index)],
        )
        await self._connection.execute(
            "UPDATE listed SET next_index = $2 WHERE only_row AND next_index = $1", first_index, first_index + len(rows)
        )

    async def lock(self) -> int:
        """Become the one who lists what is not listed yet; return the first such index."""
        return int(await self._connection.fetchval("SELECT next_index FROM listed WHERE only_row FOR UPDATE"))

    async def fill(self, first_index: int, rows: Sequence[Listed]) -> None:
        """List entries that were appended without; what was listed stays."""
        await self._connection.execute(
            """
            INSERT INTO listing (index, time, type, unit, case_id, nomination_id)
            SELECT $1 + place - 1, time, type, unit, case_id, nomination_id
            FROM unnest($2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[]) WITH ORDINALITY
                AS came (time, type, unit, case_id, nomination_id, place)
            ON CONFLICT (index) DO NOTHING
            """,
            first_index,
            [row.time for row in rows],
            [row.type for row in rows],
            [row.unit for row in rows],
            [row.case_id for row in rows],
            [row.nomination_id for row in rows],
        )
        await self._connection.execute("UPDATE listed SET next_index = $1 WHERE only_row", first_index + len(rows))

    async def progress(self) -> tuple[int, int]:
        """How many entries are listed without a gap, and how many there are."""
        row = await self._connection.fetchrow(
            "SELECT listed.next_index AS listed, sequencer.next_index AS recorded FROM listed, sequencer"
        )
        return (row["listed"], row["recorded"]) if row is not None else (0, 0)

    async def has_case(self, case_id: str) -> bool:
        """Does any entry speak of this case?"""
        return bool(
            await self._connection.fetchval(
                "SELECT EXISTS (SELECT FROM listing WHERE case_id = $1 AND case_id <> '')", case_id
            )
        )

"""The facts that findings are made of: those of some types in a period, and what else was told about their things."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic_core import from_json

from audit.domain.errors import TooManyFacts
from audit.domain.findings import RecordedFact
from chassis.database import Connection, Row
from chassis.personal import is_uuid

AT_MOST = 20_000

_IN_PERIOD = """
SELECT entries.index, entries.fact_id, entries.source, entries.subject, entries.seq, entries.type, entries.value,
    listing.time, listing.unit, listing.case_id, listing.nomination_id
FROM listing JOIN entries ON entries.index = listing.index
WHERE listing.index < $1 AND listing.type = ANY($2::text[])
    AND ($3::timestamptz IS NULL OR listing.time >= $3) AND ($4::timestamptz IS NULL OR listing.time < $4)
    AND ($5::bytea IS NULL OR position($5 IN entries.value) > 0)
ORDER BY listing.time, listing.index LIMIT $6
"""
_ABOUT = """
SELECT entries.index, entries.fact_id, entries.source, entries.subject, entries.seq, entries.type, entries.value,
    listing.time, listing.unit, listing.case_id, listing.nomination_id
FROM listing JOIN entries ON entries.index = listing.index
WHERE listing.index < $1 AND listing.type = ANY($2::text[])
    AND listing.nomination_id = ANY($3::text[]) AND listing.nomination_id <> ''
ORDER BY listing.time, listing.index LIMIT $4
"""
_BY_ID = """
SELECT entries.index, entries.fact_id, entries.source, entries.subject, entries.seq, entries.type, entries.value,
    listing.time, listing.unit, listing.case_id, listing.nomination_id
FROM entries JOIN listing ON entries.index = listing.index
WHERE entries.index < $1 AND entries.fact_id = ANY($2::uuid[])
ORDER BY entries.index LIMIT $3
"""


class FactsOfRecord:
    """Facts of one published tree, read from one connection; whatever is more than AT_MOST raises TooManyFacts."""

    def __init__(self, connection: Connection, size: int, since: datetime | None, until: datetime | None) -> None:
        self._connection = connection
        self._size = size
        self._since = since
        self._until = until

    async def in_period(self, types: Sequence[str], holding: bytes | None = None) -> list[RecordedFact]:
        """Facts of these types in the period; `holding` some bytes, which spares the reading of the others."""
        rows = await self._connection.fetch(
            _IN_PERIOD, self._size, types, self._since, self._until, holding, AT_MOST + 1
        )
        return _read(rows)

    async def about(self, types: Sequence[str], facts: Sequence[RecordedFact]) -> list[RecordedFact]:
        """Facts of these types about the same nominations, whenever they were told."""
        nominations = sorted({fact.nomination_id for fact in facts if fact.nomination_id})
        return _read(await self._connection.fetch(_ABOUT, self._size, types, nominations, AT_MOST + 1))

    async def by_id(self, ids: Sequence[str]) -> list[RecordedFact]:
        """Facts by their ids; both bodies of a fork. What is no id names nothing."""
        named = [UUID(each) for each in ids if is_uuid(each)]
        return _read(await self._connection.fetch(_BY_ID, self._size, named, AT_MOST + 1))

    async def types_like(self, part: str) -> list[str]:
        """Types in the record whose name has this part."""
        rows = await self._connection.fetch(
            """
            WITH RECURSIVE kinds AS (
                (SELECT type FROM listing ORDER BY type LIMIT 1)
                UNION ALL
                SELECT (SELECT listing.type FROM listing WHERE listing.type > kinds.type ORDER BY type LIMIT 1)
                FROM kinds WHERE kinds.type IS NOT NULL
            )
            SELECT type FROM kinds WHERE position($1 IN type) > 0
            """,
            part,
        )
        return [row["type"] for row in rows]


def _read(rows: Sequence[Row]) -> list[RecordedFact]:
    if len(rows) > AT_MOST:
        raise TooManyFacts(AT_MOST)
    return [_fact(row) for row in rows if row["time"] is not None]


def _fact(row: Row) -> RecordedFact:
    return RecordedFact(
        index=row["index"],
        fact_id=row["fact_id"],
        source=row["source"],
        type=row["type"],
        time=row["time"],
        subject=row["subject"],
        seq=row["seq"],
        unit=row["unit"],
        case_id=row["case_id"],
        nomination_id=row["nomination_id"],
        data=from_json(row["value"])["data"],
    )

"""The newest facts that a published checkpoint covers, for who goes on to prove them."""

from dataclasses import dataclass
from uuid import UUID

from audit.adapters.shards import ShardRepository
from audit.domain.errors import NothingSigned
from audit.views.published import published
from chassis.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFact:
    """What is in clear of one fact."""

    index: int
    fact_id: UUID
    source: str
    type: str
    subject: UUID
    seq: int


async def facts(connection: Connection, last: int) -> list[RecordedFact]:
    """The last so many, oldest first."""
    size = await _proved(connection)
    rows = await connection.fetch(
        """
        SELECT index, fact_id, source, type, subject, seq FROM entries
        WHERE index >= $1 AND index < $2 ORDER BY index LIMIT $3
        """,
        max(0, size - last),
        size,
        last,
    )
    return [RecordedFact(**row) for row in rows]


async def _proved(connection: Connection) -> int:
    """How many entries of the record a published checkpoint covers: those of closed logs and some of the open one."""
    shard = await ShardRepository(connection).open()
    try:
        return shard.first_index + (await published(connection, shard)).size
    except NothingSigned:
        if shard.first_index:
            return shard.first_index
        raise

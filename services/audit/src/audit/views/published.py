"""The newest checkpoint of a log that the world was shown."""

from dataclasses import dataclass
from datetime import datetime

from audit.domain.errors import NothingSigned
from audit.domain.model import Shard
from chassis.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The newest checkpoint of a log that the world was shown."""

    number: int
    size: int
    note: bytes
    vkey: str
    published_at: datetime


async def published(connection: Connection, shard: Shard) -> Published:
    """The newest published checkpoint of a log, the last one of a closed log; raises NothingSigned."""
    row = await connection.fetchrow(
        """
        SELECT number, checkpoints.size, publications.note, checkpoints.vkey, publications.published_at
        FROM publications JOIN checkpoints USING (number)
        WHERE number > $1 AND ($2::bigint IS NULL OR number <= $2) ORDER BY number DESC LIMIT 1
        """,
        shard.after_checkpoint,
        shard.last_checkpoint,
    )
    if row is None:
        raise NothingSigned
    return Published(**row)

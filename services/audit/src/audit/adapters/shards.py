"""The logs of the record, one after the other; how they are cut out of its entries and checkpoints."""

from collections.abc import Sequence
from datetime import datetime

from audit.domain.model import Shard
from chassis.database import Connection


class ShardRepository:
    """The logs as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def all(self) -> Sequence[Shard]:
        """Every log, the first one first; the last one is open."""
        rows = await self._connection.fetch(
            """
            SELECT number, origin, first_index, coalesce(after_checkpoint, 0) AS after_checkpoint,
                coalesce(opened_at, (SELECT signed_at FROM checkpoints WHERE checkpoints.number = 1)) AS opened_at,
                lead(first_index) OVER later AS past_index,
                lead(after_checkpoint) OVER later AS last_checkpoint,
                lead(opened_at) OVER later AS closed_at
            FROM shards WINDOW later AS (ORDER BY number) ORDER BY number
            """
        )
        return [Shard(**row) for row in rows]

    async def open(self) -> Shard:
        """The log that is written."""
        return (await self.all())[-1]

    async def holding(self, index: int) -> Shard:
        """The log of an entry."""
        return next(shard for shard in reversed(await self.all()) if shard.first_index <= index)

    async def begin(self, shard: Shard, at: datetime) -> None:
        """Add the next log; with the commit the one before is closed."""
        await self._connection.execute(
            """
            INSERT INTO shards (number, origin, first_index, after_checkpoint, opened_at)
            VALUES ($1, $2, $3, $4, $5)
            """,
            shard.number,
            shard.origin,
            shard.first_index,
            shard.after_checkpoint,
            at,
        )

"""The logs of the record as strangers are told of them: under which names, keys and dates, and how each one ended."""

from dataclasses import dataclass
from datetime import datetime

from audit.adapters.shards import ShardRepository
from audit.domain.model import Shard
from chassis.database import Connection
from tlog import checkpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class LogListed:
    """One log, as it was published last; `vkey` is None until it has stated something."""

    number: int
    origin: str
    path: str
    """Where it lies under the address of the first log; nothing for that one itself."""
    vkey: str | None
    opened_at: datetime | None
    closed_at: datetime | None
    first_index: int
    """Of its entry 0 among all entries of the record."""
    size: int
    last_note: str | None
    """The checkpoint with which it ended; None while it is open."""


async def list_logs(connection: Connection) -> list[LogListed]:
    """Every log that has stated something, or whose end another one states; the first one first."""
    listed = [await _listed(connection, shard) for shard in await ShardRepository(connection).all()]
    return [each for each in listed if each is not None]


async def _listed(connection: Connection, shard: Shard) -> LogListed | None:
    shown = await connection.fetchrow(
        """
        SELECT publications.note, checkpoints.vkey FROM publications JOIN checkpoints USING (number)
        WHERE number > $1 AND ($2::bigint IS NULL OR number <= $2) ORDER BY number DESC LIMIT 1
        """,
        shard.after_checkpoint,
        shard.last_checkpoint,
    )
    stated = None if shown is None else checkpoint.stated(shown["note"])
    origin = shard.origin or (None if stated is None else stated.origin)
    if origin is None:
        return None
    return LogListed(
        number=shard.number,
        origin=origin,
        path=shard.name,
        vkey=None if shown is None else shown["vkey"],
        opened_at=shard.opened_at,
        closed_at=shard.closed_at,
        first_index=shard.first_index,
        size=0 if stated is None else stated.size,
        last_note=shown["note"].decode() if shown is not None and shard.closed_at is not None else None,
    )

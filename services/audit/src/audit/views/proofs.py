"""One entry, and the file that proves it."""

from dataclasses import dataclass
from uuid import UUID

from audit.adapters.shards import ShardRepository
from audit.domain.errors import NothingSigned, NotRecorded, NotYetProven, RecordDamaged
from audit.views.proving import ShownLog, proof_file, prove
from audit.views.published import published
from chassis.database import Connection, Row
from tlog.tree import leaf_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: the exact bytes of a fact, and where it stands among all of the record."""

    index: int
    value: bytes


async def entry(connection: Connection, fact_id: UUID, index: int | None = None) -> Entry:
    """The entry of a fact, the first one unless an index says which of a fork; raises NotRecorded or RecordDamaged.

    Held against its hash in the tree before it leaves, against its own where it is not hashed yet.
    """
    row = await _row(connection, fact_id, index)
    if leaf_hash(row["value"]) != row["known"]:
        raise RecordDamaged(f"entry {row['index']} is not what was hashed")
    return Entry(index=row["index"], value=row["value"])


async def proof(connection: Connection, fact_id: UUID, index: int | None = None) -> bytes:
    """A proof of inclusion in the newest checkpoint of the entry's log (c2sp.org/tlog-proof@v1), verified.

    Raises NotRecorded, NotYetProven, or RecordDamaged when what is stored does not prove what was signed.
    """
    row = await _row(connection, fact_id, index)
    (proven,) = await prove(connection, [await _log_of(connection, row)], [row])
    return proof_file(proven)


async def _log_of(connection: Connection, row: Row) -> ShownLog:
    """The entry's log, whose checkpoint covers it."""
    shard = await ShardRepository(connection).holding(row["index"])
    try:
        log = ShownLog(shard=shard, shown=await published(connection, shard))
    except NothingSigned:
        raise NotYetProven(row["index"]) from None
    if not log.covers(row):
        raise NotYetProven(row["index"])
    return log


async def _row(connection: Connection, fact_id: UUID, index: int | None) -> Row:
    row = await connection.fetchrow(
        """
        -- Found first and sorted then: else a planner that thinks there are many walks the whole record in its order.
        WITH found AS MATERIALIZED (
            SELECT index, value, leaf_hash FROM entries WHERE fact_id = $1 AND ($2::bigint IS NULL OR index = $2)
        )
        SELECT index, value, coalesce(
            -- On the lowest level the hashes of all logs stand where their entries do.
            (SELECT hash FROM tile_hashes WHERE level = 0 AND position = found.index), leaf_hash
        ) AS known
        FROM found ORDER BY index LIMIT 1
        """,
        fact_id,
        index,
    )
    if row is None:
        raise NotRecorded(fact_id)
    return row

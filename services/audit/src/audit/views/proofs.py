"""Checkpoints, entries and their proofs. A proof is verified before it leaves: damaged is silent rather than wrong."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from audit.adapters.shards import ShardRepository
from audit.adapters.tiles import TreeRepository
from audit.domain.errors import NothingSigned, NotRecorded, NotYetProven, RecordDamaged
from audit.domain.model import Shard
from chassis.database import Connection
from tlog import proof as tlog_proof
from tlog.errors import TlogError
from tlog.policy import Policy
from tlog.proof import Proof
from tlog.tree import inclusion_spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The newest checkpoint of a log that the world was shown."""

    number: int
    size: int
    note: bytes
    vkey: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: the exact bytes of a fact, and where it stands among all of the record."""

    index: int
    value: bytes


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


async def entry(connection: Connection, fact_id: UUID, index: int | None = None) -> Entry:
    """The entry of a fact, the first one unless an index says which of a fork; raises NotRecorded."""
    row = await connection.fetchrow(
        """
        SELECT index, value FROM entries
        WHERE fact_id = $1 AND ($2::bigint IS NULL OR index = $2) ORDER BY index LIMIT 1
        """,
        fact_id,
        index,
    )
    if row is None:
        raise NotRecorded(fact_id)
    return Entry(**row)


async def proof(connection: Connection, fact_id: UUID, index: int | None = None) -> bytes:
    """A proof of inclusion in the newest checkpoint of the entry's log (c2sp.org/tlog-proof@v1), verified.

    Raises NotRecorded, NotYetProven, or RecordDamaged when what is stored does not prove what was signed.
    """
    found = await entry(connection, fact_id, index)
    shard = await ShardRepository(connection).holding(found.index)
    place = found.index - shard.first_index
    try:
        shown = await published(connection, shard)
    except NothingSigned:
        raise NotYetProven(found.index) from None
    if place >= shown.size:
        raise NotYetProven(found.index)
    hashes = await TreeRepository(connection, shard).roots(inclusion_spans(place, shown.size))
    made = Proof(index=place, hashes=tuple(hashes), checkpoint=shown.note).format()
    try:
        tlog_proof.verify(made, found.value, Policy.of_log(shown.vkey))
    except TlogError as error:
        raise RecordDamaged(f"entry {found.index} is not what was signed: {error}") from error
    return made

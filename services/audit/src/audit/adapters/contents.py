"""The contents of the log's files, from the rows; a bundle is held against its tile before it leaves."""

from audit.adapters.repository import EntryRepository
from audit.adapters.tiles import TreeRepository
from audit.domain.errors import RecordDamaged
from audit.domain.model import Shard
from chassis.database import Connection
from tlog.fsck import flaws_of_bundle
from tlog.tiles import WIDTH, Tile, encode_entries, encode_hashes


async def content(connection: Connection, shard: Shard, wanted: Tile) -> bytes:
    """The content of a log's tile or bundle of any size that is hashed; raises RecordDamaged."""
    hashes = await TreeRepository(connection, shard).hashes(Tile(wanted.level or 0, wanted.number, wanted.width))
    if wanted.level is not None:
        return encode_hashes(hashes)
    entries = await EntryRepository(connection).values(shard.first_index + wanted.number * WIDTH, wanted.width)
    if flaws := flaws_of_bundle(wanted, entries, hashes):
        raise RecordDamaged("; ".join(flaws))
    return encode_entries(entries)

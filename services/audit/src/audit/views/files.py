"""The log as files (c2sp.org/tlog-tiles): tiles and entry bundles of every size that was published, from the rows."""

from audit.adapters.contents import content
from audit.domain.errors import NotServed
from audit.domain.model import Shard
from audit.views.published import published
from chassis.database import Connection
from tlog.tiles import Tile, width_at


async def tile(connection: Connection, shard: Shard, wanted: Tile) -> bytes:
    """The content of a log's tile or bundle; raises NotServed for what no published tree has, or RecordDamaged."""
    shown = await published(connection, shard)
    if wanted.width > width_at(wanted.level or 0, wanted.number, shown.size):
        raise NotServed(wanted.path())
    return await content(connection, shard, wanted)

"""The hashes of the tree, stored as those of tiles (c2sp.org/tlog-tiles): one row per hash, written once.

A tile of any width is a range of rows, so that no partial tile is ever written or replaced. The rows of all logs lie
one behind the other: a log's at a level begin at `first_index / 256^level`, where the logs before cannot have any.
"""

from collections.abc import Iterable, Sequence

from audit.domain.errors import RecordDamaged
from audit.domain.model import Shard
from chassis.database import Connection
from tlog.tiles import HEIGHT, WIDTH, Tile, is_stored, place_of, subtree_root
from tlog.tree import CompactRange, Growth, Node, Span, full_subtrees, span_root


class TreeRepository:
    """The tree of one log in one transaction; the row `tree` is that of the open one."""

    def __init__(self, connection: Connection, shard: Shard) -> None:
        self._connection = connection
        self._first = shard.first_index

    async def range(self) -> CompactRange:
        """How far the entries are hashed; raises RecordDamaged, also when another log than this one is open."""
        row = await self._connection.fetchrow("SELECT size, hashes FROM tree WHERE only_row")
        if row is None:
            raise RecordDamaged("the tree's row is gone")
        try:
            return CompactRange(row["size"] - self._first, tuple(row["hashes"]))
        except ValueError as error:
            raise RecordDamaged(f"the tree's row: {error}") from error

    async def hold(self) -> None:
        """Until the transaction ends, no log is closed."""
        await self._connection.execute("SELECT 1 FROM tree WHERE only_row FOR SHARE")

    async def lock(self) -> None:
        """Become the one who makes the tree grow, or begins a new one."""
        await self._connection.execute("SELECT 1 FROM tree WHERE only_row FOR UPDATE")

    async def begin(self) -> None:
        """Let the tree be this log's, which is empty; only who holds the lock may, when all before it is hashed."""
        await self._connection.execute("UPDATE tree SET size = $1, hashes = '{}' WHERE only_row", self._first)

    async def grow(self, growth: Growth) -> None:
        """Keep a longer range and the hashes of tiles that it completed."""
        await self._connection.copy_records_to_table(
            "tile_hashes",
            columns=("level", "position", "hash"),
            records=[
                (node.level // HEIGHT, self._base(node.level // HEIGHT) + node.position, octets)
                for node, octets in growth.completed
                if is_stored(node)
            ],
        )
        await self._connection.execute(
            "UPDATE tree SET size = $1, hashes = $2 WHERE only_row",
            self._first + growth.range.size,
            list(growth.range.hashes),
        )

    async def roots(self, spans: Sequence[Span]) -> list[bytes]:
        """The roots over the spans of a proof, in one question to the database."""
        hashes = await self._roots_of({node for span in spans for node in full_subtrees(span)})
        return [span_root(span, hashes.__getitem__) for span in spans]

    async def hashes(self, tile: Tile) -> list[bytes]:
        """The hashes of a tile, partial or full; raises RecordDamaged when some are not there."""
        first = self._base(tile.level or 0) + tile.number * WIDTH
        rows = await self._connection.fetch(
            """
            SELECT hash FROM tile_hashes WHERE level = $1 AND position >= $2 AND position < $3
            ORDER BY position
            """,
            tile.level,
            first,
            first + tile.width,
        )
        if len(rows) != tile.width:
            raise RecordDamaged(f"{tile.path()} has {len(rows)} hashes")
        return [row["hash"] for row in rows]

    async def hash_at(self, level: int, position: int) -> bytes:
        """One hash; raises RecordDamaged when it is not there."""
        found: bytes | None = await self._connection.fetchval(
            "SELECT hash FROM tile_hashes WHERE level = $1 AND position = $2", level, self._base(level) + position
        )
        if found is None:
            raise RecordDamaged(f"{Tile(level, position // WIDTH).path()} lacks hash {position % WIDTH}")
        return found

    def _base(self, level: int) -> int:
        """Where this log's hashes of a level begin."""
        return self._first >> HEIGHT * level

    async def _roots_of(self, nodes: Iterable[Node]) -> dict[Node, bytes]:
        """The roots of full subtrees; raises RecordDamaged when a hash is not there."""
        ordered = list(nodes)
        places = [place_of(node) for node in ordered]
        rows = await self._connection.fetch(
            """
            SELECT found.hashes
            FROM unnest($1::smallint[], $2::bigint[], $3::bigint[]) WITH ORDINALITY
                AS wanted (level, first, past, place)
            -- A question each, so that whatever the planner knows of the table, it goes by the key.
            CROSS JOIN LATERAL (
                SELECT array_agg(tile_hashes.hash ORDER BY tile_hashes.position) AS hashes FROM tile_hashes
                WHERE tile_hashes.level = wanted.level
                    AND tile_hashes.position >= wanted.first AND tile_hashes.position < wanted.past
            ) AS found
            ORDER BY wanted.place
            """,
            [tile.level for tile, _, _ in places],
            [self._base(tile.level or 0) + tile.number * WIDTH + first for tile, first, _ in places],
            [self._base(tile.level or 0) + tile.number * WIDTH + past for tile, _, past in places],
        )
        for (tile, first, past), row in zip(places, rows, strict=True):
            if len(row["hashes"] or ()) != past - first:
                raise RecordDamaged(f"{tile.path()} lacks some of its hashes {first} to {past - 1}")
        return {node: subtree_root(row["hashes"]) for node, row in zip(ordered, rows, strict=True)}

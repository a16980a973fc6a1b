"""The hashes of the tree, stored as those of tiles (c2sp.org/tlog-tiles): one row per hash, written once.

A tile of any width is a range of rows, so that no partial tile is ever written or replaced.
"""

from collections.abc import Iterable, Sequence

from audit.domain.errors import RecordDamaged
from chassis.database import Connection
from tlog.tiles import HEIGHT, WIDTH, Tile, is_stored, place_of, subtree_root
from tlog.tree import CompactRange, Growth, Node, Span, full_subtrees, span_root


class TreeRepository:
    """The tree of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def range(self) -> CompactRange:
        """How far the entries are hashed."""
        return await self._range("SELECT size, hashes FROM tree WHERE only_row")

    async def lock(self) -> CompactRange:
        """The same, for the one who makes it grow."""
        return await self._range("SELECT size, hashes FROM tree WHERE only_row FOR UPDATE")

    async def grow(self, growth: Growth) -> None:
        """Keep a longer range and the hashes of tiles that it completed."""
        await self._connection.copy_records_to_table(
            "tile_hashes",
            columns=("level", "position", "hash"),
            records=[
                (node.level // HEIGHT, node.position, octets) for node, octets in growth.completed if is_stored(node)
            ],
        )
        await self._connection.execute(
            "UPDATE tree SET size = $1, hashes = $2 WHERE only_row",
            growth.range.size,
            list(growth.range.hashes),
        )

    async def roots(self, spans: Sequence[Span]) -> list[bytes]:
        """The roots over the spans of a proof, in one question to the database."""
        hashes = await self._roots_of({node for span in spans for node in full_subtrees(span)})
        return [span_root(span, hashes.__getitem__) for span in spans]

    async def hashes(self, tile: Tile) -> list[bytes]:
        """The hashes of a tile, partial or full; raises RecordDamaged when some are not there."""
        first = tile.number * WIDTH
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
            "SELECT hash FROM tile_hashes WHERE level = $1 AND position = $2", level, position
        )
        if found is None:
            raise RecordDamaged(f"{Tile(level, position // WIDTH).path()} lacks hash {position % WIDTH}")
        return found

    async def _range(self, query: str) -> CompactRange:
        row = await self._connection.fetchrow(query)
        if row is None:
            raise RecordDamaged("the tree's row is gone")
        try:
            return CompactRange(row["size"], tuple(row["hashes"]))
        except ValueError as error:
            raise RecordDamaged(f"the tree's row: {error}") from error

    async def _roots_of(self, nodes: Iterable[Node]) -> dict[Node, bytes]:
        """The roots of full subtrees; raises RecordDamaged when a hash is not there."""
        ordered = list(nodes)
        places = [place_of(node) for node in ordered]
        rows = await self._connection.fetch(
            """
            SELECT array_agg(tile_hashes.hash ORDER BY tile_hashes.position) AS hashes
            FROM unnest($1::smallint[], $2::bigint[], $3::bigint[]) WITH ORDINALITY
                AS wanted (level, first, past, place)
            LEFT JOIN tile_hashes ON tile_hashes.level = wanted.level
                AND tile_hashes.position >= wanted.first AND tile_hashes.position < wanted.past
            GROUP BY wanted.place ORDER BY wanted.place
            """,
            [tile.level for tile, _, _ in places],
            [tile.number * WIDTH + first for tile, first, _ in places],
            [tile.number * WIDTH + past for tile, _, past in places],
        )
        for (tile, first, past), row in zip(places, rows, strict=True):
            if len([octets for octets in row["hashes"] if octets is not None]) != past - first:
                raise RecordDamaged(f"{tile.path()} lacks some of its hashes {first} to {past - 1}")
        return {node: subtree_root(row["hashes"]) for node, row in zip(ordered, rows, strict=True)}

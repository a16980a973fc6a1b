"""A log's files held against each other: entries against hashes, tiles against those above, the edge against the root.

Signatures say nothing about bytes that were changed afterwards; whoever stores a log asks this again and again. Each
flaw is a sentence that names the file.
"""

from collections.abc import Mapping, Sequence

from tlog.tiles import HEIGHT, WIDTH, Tile, subtree_root, width_at
from tlog.tree import CompactRange, Span, full_subtrees, leaf_hash


def flaws_of_bundle(bundle: Tile, entries: Sequence[bytes], hashes: Sequence[bytes]) -> list[str]:
    """Entries that are not those of the level-0 tile with the same number."""
    tile = Tile(0, bundle.number, bundle.width)
    if not len(entries) == len(hashes) == bundle.width:
        return [f"{bundle.path()}: {len(entries)} entries where {tile.path()} has {len(hashes)} hashes"]
    return [
        f"{bundle.path()}: entry {bundle.number * WIDTH + place} is not what {tile.path()} has the hash of"
        for place, (entry, known) in enumerate(zip(entries, hashes, strict=True))
        if leaf_hash(entry) != known
    ]


def flaws_of_tile(tile: Tile, hashes: Sequence[bytes], above: bytes) -> list[str]:
    """A full tile whose root is not the hash that the tile of the next level has of it."""
    if tile.level is None or len(hashes) != WIDTH:
        raise ValueError("only a full tile of hashes has a hash above it")
    if subtree_root(hashes) == above:
        return []
    number, place = divmod(tile.number, WIDTH)
    return [f"{tile.path()}: its root is not hash {place} of tile {number} of level {tile.level + 1}"]


def edge_of(size: int) -> list[Tile]:
    """The partial tiles at the right edge of a tree, from whose hashes its root follows; lowest level first."""
    levels = range((size.bit_length() + HEIGHT - 1) // HEIGHT)
    widths = [(level, size >> HEIGHT * level) for level in levels]
    return [
        Tile(level, count // WIDTH, width_at(level, count // WIDTH, size)) for level, count in widths if count % WIDTH
    ]


def range_of(size: int, edge: Mapping[int, Sequence[bytes]]) -> CompactRange:
    """The compact range of a tree from the hashes of its edge (`edge_of`), by level."""
    hashes = []
    for node in full_subtrees(Span(0, size)):
        level, above = divmod(node.level, HEIGHT)
        first = (node.position << above) % WIDTH
        hashes.append(subtree_root(edge[level][first : first + (1 << above)]))
    return CompactRange(size, tuple(hashes))

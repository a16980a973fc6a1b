"""Tiles and entry bundles: how a log lies open as plain files (c2sp.org/tlog-tiles).

Hash i of tile n at level l is the root of the full subtree over 256^l leaves with number 256·n + i.
Bundle n holds the entries whose leaf hashes are tile n of level 0.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tlog.encoding import HASH_BYTES
from tlog.errors import Malformed
from tlog.tree import Node, node_hash

HEIGHT = 8
WIDTH = 1 << HEIGHT
MAX_LEVEL = 63
MAX_ENTRY_BYTES = 65_535

_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<number>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile (`level` 0 … 63) or an entry bundle (`level` None), whole or partial."""

    level: int | None
    number: int
    width: int = WIDTH

    def path(self) -> str:
        """Where it lies under a log's prefix."""
        level = "entries" if self.level is None else str(self.level)
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{_grouped(self.number)}{partial}"


def parse_path(path: str) -> Tile:
    """Read a path; `parse_path(path).path() == path`, else raises Malformed."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise Malformed("not the path of a tile")
    level = None if match["level"] == "entries" else int(match["level"])
    number = int(re.sub(r"[x/]", "", match["number"]))
    tile = Tile(level, number, int(match["width"] or WIDTH))
    if tile.path() != path or (level is not None and level > MAX_LEVEL) or tile.width > WIDTH:
        raise Malformed("not the one path of a tile")
    return tile


def width_at(level: int, number: int, size: int) -> int:
    """How many hashes tile `number` of a level has in a tree of `size` leaves: 0 … 256."""
    return max(0, min(WIDTH, (size >> HEIGHT * level) - number * WIDTH))


def new_files(old: int, new: int) -> Iterator[Tile]:
    """Bundles, then tiles level by level, that a tree of `new` leaves has and one of `old` had not, or not so wide."""
    yield from _wider(None, old, new)
    level = 0
    while new >> HEIGHT * level:
        yield from _wider(level, old >> HEIGHT * level, new >> HEIGHT * level)
        level += 1


def _wider(level: int | None, old: int, new: int) -> Iterator[Tile]:
    if old < new:
        for number in range(old // WIDTH, -(-new // WIDTH)):
            yield Tile(level, number, min(WIDTH, new - number * WIDTH))


def is_stored(node: Node) -> bool:
    """Is the root of this subtree a hash of some tile?"""
    return node.level % HEIGHT == 0


def place_of(node: Node) -> tuple[Tile, int, int]:
    """The tile that holds a full subtree, and its hashes (first included, last excluded) whose root it is."""
    level, above = divmod(node.level, HEIGHT)
    number, first = divmod(node.position << above, WIDTH)
    return Tile(level, number), first, first + (1 << above)


def subtree_root(hashes: Sequence[bytes]) -> bytes:
    """The root over 2^n neighbouring hashes of a tile."""
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=True)]
    return row[0]


def encode_hashes(hashes: Iterable[bytes]) -> bytes:
    """A tile's content."""
    return b"".join(hashes)


def decode_hashes(content: bytes, width: int) -> list[bytes]:
    """Read a tile's content; raises Malformed unless it has `width` hashes."""
    if len(content) != width * HASH_BYTES:
        raise Malformed(f"a tile of {len(content)} bytes where {width} hashes are meant")
    return [content[start : start + HASH_BYTES] for start in range(0, len(content), HASH_BYTES)]


def encode_entries(entries: Iterable[bytes]) -> bytes:
    """A bundle's content: each entry after its length in two bytes."""
    return b"".join(_lengthened(entry) for entry in entries)


def decode_entries(content: bytes, width: int) -> list[bytes]:
    """Read a bundle's content; raises Malformed unless it has `width` entries and nothing else."""
    entries, position = [], 0
    while position < len(content):
        start = position + 2
        position = start + int.from_bytes(content[position:start])
        entries.append(content[start:position])
    if position != len(content) or len(entries) != width:
        raise Malformed(f"a bundle that is not {width} whole entries")
    return entries


def _lengthened(entry: bytes) -> bytes:
    if len(entry) > MAX_ENTRY_BYTES:
        raise ValueError(f"an entry of more than {MAX_ENTRY_BYTES} bytes")
    return len(entry).to_bytes(2) + entry


def _grouped(number: int) -> str:
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))

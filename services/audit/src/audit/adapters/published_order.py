"""The entries of a log as its published folder has them: their exact bytes, in the order that was signed."""

from collections.abc import Iterator

from audit.adapters.folder import PublishedFolder
from tlog.errors import Malformed
from tlog.fsck import flaws_of_bundle
from tlog.tiles import HEIGHT, WIDTH, Tile, decode_entries, decode_hashes, width_at


class PublishedOrder:
    """What the bundles of one log hold; whether it is what was signed, the root of the tree says."""

    def __init__(self, folder: PublishedFolder) -> None:
        self.folder = folder

    def entries(self, start: int, past: int) -> list[bytes] | None:
        """The entries from an index on up to another one; None when not all are there. Raises Malformed, OSError."""
        found: list[bytes] = []
        for bundle in _bundles(start, past):
            held = self._cut(bundle)
            if held is None:
                return None
            found += held
        return found[start % WIDTH :]

    def flaw(self, past: int) -> str | None:
        """The first bundle before an index that is not what the tile beside it has the hashes of."""
        return next(filter(None, map(self._flaw_of, _bundles(0, past))), None)

    def _flaw_of(self, bundle: Tile) -> str | None:
        try:
            entries = self._cut(bundle)
            hashes = self._cut(Tile(0, bundle.number, bundle.width))
        except Malformed as error:
            return str(error)
        if entries is None or hashes is None:
            return None
        return next(iter(flaws_of_bundle(bundle, entries, hashes)), None)

    def _cut(self, tile: Tile) -> list[bytes] | None:
        """A file's content: of a partial one that is gone, the beginning of a wider one."""
        for width in range(tile.width, WIDTH + 1):
            wider = Tile(tile.level, tile.number, width)
            content = self.folder.content(wider)
            if content is not None:
                return _decoded(wider, content)[: tile.width]
        return None


def _bundles(start: int, past: int) -> Iterator[Tile]:
    for number in range(start >> HEIGHT, -(-past // WIDTH)):
        yield Tile(None, number, width_at(0, number, past))


def _decoded(tile: Tile, content: bytes) -> list[bytes]:
    try:
        return decode_entries(content, tile.width) if tile.level is None else decode_hashes(content, tile.width)
    except Malformed as error:
        raise Malformed(f"{tile.path()}: {error}") from error

from collections.abc import Sequence

import pytest

from shared.tlog.tests import reference
from tlog.fsck import edge_of, flaws_of_bundle, flaws_of_tile, range_of
from tlog.tiles import HEIGHT, WIDTH, Tile, is_stored
from tlog.tree import CompactRange, leaf_hash

ENTRIES = [str(number).encode() for number in range(600)]
STORED = {
    (node.level // HEIGHT, node.position): octets
    for node, octets in CompactRange().grown(map(leaf_hash, ENTRIES)).completed
    if is_stored(node)
}


def hashes_of(tile: Tile) -> list[bytes]:
    return [STORED[tile.level or 0, tile.number * WIDTH + place] for place in range(tile.width)]


def flipped(hashes: Sequence[bytes], place: int) -> list[bytes]:
    return [bytes([each[0] ^ 1]) + each[1:] if at == place else each for at, each in enumerate(hashes)]


def test_a_bundle_that_is_what_its_tile_says_has_no_flaw() -> None:
    assert flaws_of_bundle(Tile(None, 1), ENTRIES[256:512], hashes_of(Tile(0, 1))) == []
    assert flaws_of_bundle(Tile(None, 2, 88), ENTRIES[512:], hashes_of(Tile(0, 2, 88))) == []


@pytest.mark.parametrize("place", range(88))
def test_a_changed_entry_and_a_changed_hash_are_named(place: int) -> None:
    bundle, tile = Tile(None, 2, 88), hashes_of(Tile(0, 2, 88))
    changed = [b"x" if at == place else each for at, each in enumerate(ENTRIES[512:])]
    sentence = f"tile/entries/002.p/88: entry {512 + place} is not what tile/0/002.p/88 has the hash of"

    assert flaws_of_bundle(bundle, changed, tile) == [sentence]
    assert flaws_of_bundle(bundle, ENTRIES[512:], flipped(tile, place)) == [sentence]


def test_a_bundle_that_is_too_short_is_named() -> None:
    assert flaws_of_bundle(Tile(None, 2, 88), ENTRIES[513:], hashes_of(Tile(0, 2, 88))) == [
        "tile/entries/002.p/88: 87 entries where tile/0/002.p/88 has 88 hashes"
    ]


@pytest.mark.parametrize("place", range(WIDTH))
def test_a_changed_hash_of_a_full_tile_is_named(place: int) -> None:
    tile, above = hashes_of(Tile(0, 1)), STORED[1, 1]

    assert flaws_of_tile(Tile(0, 1), tile, above) == []
    assert flaws_of_tile(Tile(0, 1), flipped(tile, place), above) == [
        "tile/0/001: its root is not hash 1 of tile 0 of level 1"
    ]


def test_only_a_full_tile_has_a_hash_above_it() -> None:
    with pytest.raises(ValueError, match="full tile"):
        flaws_of_tile(Tile(0, 2, 88), hashes_of(Tile(0, 2, 88)), bytes(32))


@pytest.mark.parametrize("size", [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 600])
def test_the_root_follows_from_the_hashes_of_the_edge(size: int) -> None:
    edge = {tile.level or 0: hashes_of(tile) for tile in edge_of(size)}

    assert range_of(size, edge).root() == reference.root(ENTRIES[:size])


def test_the_edge_of_a_big_tree_is_a_tile_a_level() -> None:
    assert edge_of(70_000) == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert edge_of(65_536) == [Tile(2, 0, 1)]

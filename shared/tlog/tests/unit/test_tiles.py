import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tlog.tests import reference, vectors
from tlog import tiles
from tlog.errors import Malformed
from tlog.tiles import (
    Tile,
    decode_entries,
    decode_hashes,
    encode_entries,
    encode_hashes,
    new_files,
    parse_path,
    width_at,
)
from tlog.tree import CompactRange, Node, leaf_hash

widths = st.integers(min_value=1, max_value=256)
numbers = st.integers(min_value=0, max_value=10**15)
levels = st.one_of(st.none(), st.integers(min_value=0, max_value=63))


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 999), "tile/0/999"),
        (Tile(1, 1000), "tile/1/x001/000"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(2, 123456078), "tile/2/x123/x456/078"),
        (Tile(63, 1, 17), "tile/63/001.p/17"),
        (Tile(None, 273, 112), "tile/entries/273.p/112"),
    ],
)
def test_a_tile_lies_where_the_specification_says(tile: Tile, path: str) -> None:
    assert tile.path() == path
    assert parse_path(path) == tile


@given(levels, numbers, widths)
def test_a_path_reads_as_it_was_written(level: int | None, number: int, width: int) -> None:
    tile = Tile(level, number, width)

    assert parse_path(tile.path()) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/1000",
        "tile/0/-01",
        "tile/0/x000/000",
        "tile/0/x000/x001/000",
        "tile/0/x001",
        "tile/0/x001/x000",
        "tile/0/x01/000",
        "tile/0/001/000",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/257",
        "tile/0/000.p/",
        "tile/0/000.p/-1",
        "tile/0/000/",
        "tile/0//000",
        "/tile/0/000",
        "tile/00/000",
        "tile/-1/000",
        "tile/64/000",
        "tile/data/000",
        "tile/0/٠٠٠",
        "tile/0/000\n",
        "tile/8/0/000",
    ],
)
def test_a_path_of_another_form_is_refused(path: str) -> None:
    with pytest.raises(Malformed):
        parse_path(path)


@pytest.mark.parametrize(
    ("level", "number", "size", "width"),
    [
        (0, 272, 70_000, 256),
        (0, 273, 70_000, 112),
        (0, 274, 70_000, 0),
        (1, 0, 70_000, 256),
        (1, 1, 70_000, 17),
        (2, 0, 70_000, 1),
        (0, 0, 256, 256),
        (1, 0, 256, 1),
        (1, 0, 255, 0),
    ],
)
def test_a_tile_is_as_wide_as_the_tree_has_hashes(level: int, number: int, size: int, width: int) -> None:
    assert width_at(level, number, size) == width


def test_the_published_tile_and_bundle_are_made_and_read() -> None:
    entries, hashes = vectors.LOG_ENTRIES[:3], [leaf_hash(entry) for entry in vectors.LOG_ENTRIES[:3]]

    assert encode_entries(entries) == vectors.LOG_BUNDLE_OF_3
    assert decode_entries(vectors.LOG_BUNDLE_OF_3, 3) == entries
    assert encode_hashes(hashes) == vectors.LOG_TILE_OF_3
    assert decode_hashes(vectors.LOG_TILE_OF_3, 3) == hashes


@given(st.lists(st.binary(max_size=300), max_size=6))
def test_a_bundle_reads_as_it_was_written(entries: list[bytes]) -> None:
    assert decode_entries(encode_entries(entries), len(entries)) == entries


def test_an_entry_of_the_greatest_size_fits_and_a_greater_one_is_refused() -> None:
    entry = bytes(tiles.MAX_ENTRY_BYTES)

    assert decode_entries(encode_entries([entry]), 1) == [entry]
    with pytest.raises(ValueError, match="65535"):
        encode_entries([entry + b"\0"])


@pytest.mark.parametrize(
    ("content", "width"),
    [
        (vectors.LOG_BUNDLE_OF_3, 2),
        (vectors.LOG_BUNDLE_OF_3, 4),
        (vectors.LOG_BUNDLE_OF_3[:-1], 3),
        (vectors.LOG_BUNDLE_OF_3 + b"\0", 3),
        (vectors.LOG_BUNDLE_OF_3 + b"\0", 4),
        (vectors.LOG_BUNDLE_OF_3 + b"\0\1", 4),
        (b"", 1),
    ],
)
def test_a_bundle_of_another_form_is_refused(content: bytes, width: int) -> None:
    with pytest.raises(Malformed):
        decode_entries(content, width)


@pytest.mark.parametrize(("content", "width"), [(bytes(31), 1), (bytes(64), 1), (b"", 1), (bytes(33), 1)])
def test_a_tile_of_another_length_is_refused(content: bytes, width: int) -> None:
    with pytest.raises(Malformed):
        decode_hashes(content, width)


def test_every_full_subtree_is_the_root_over_hashes_of_one_tile() -> None:
    entries = [str(number).encode() for number in range(600)]
    completed = dict(CompactRange().grown(map(leaf_hash, entries)).completed)

    for node, root in completed.items():
        tile, first, last = tiles.place_of(node)
        assert tile.level is not None
        start = tile.number * tiles.WIDTH
        row = [completed[Node(tile.level * tiles.HEIGHT, start + at)] for at in range(first, last)]
        assert tiles.subtree_root(row) == root


def test_a_hash_of_the_second_level_is_the_root_of_a_whole_tile() -> None:
    entries = [str(number).encode() for number in range(256)]
    (root,) = [
        hash_
        for node, hash_ in CompactRange().grown(map(leaf_hash, entries)).completed
        if tiles.is_stored(node) and node.level
    ]

    assert root == reference.root(entries)
    assert tiles.place_of(Node(8, 0)) == (Tile(1, 0), 0, 1)
    assert tiles.place_of(Node(9, 200)) == (Tile(1, 1), 144, 146)


@given(st.integers(min_value=0, max_value=140_000), st.integers(min_value=0, max_value=600))
def test_what_a_grown_tree_adds_is_every_file_of_it_that_the_old_one_had_not(old: int, grown: int) -> None:
    before, after = set(new_files(0, old)), set(new_files(0, old + grown))

    assert set(new_files(old, old + grown)) == after - before
    for tile in after:
        assert tile.width == width_at(tile.level or 0, tile.number, old + grown)


def test_the_files_of_seventy_thousand_entries_are_those_of_the_specification() -> None:
    found = [tile.path() for tile in new_files(0, 70_000) if tile.width < 256 or tile.level]

    assert found == ["tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]
    assert list(new_files(256, 256)) == []

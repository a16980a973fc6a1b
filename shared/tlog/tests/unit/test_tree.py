from base64 import b64decode
from functools import partial
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tlog.tests import reference, vectors
from tlog.errors import NotVerified
from tlog.tree import (
    EMPTY_ROOT,
    CompactRange,
    Node,
    Span,
    consistency_spans,
    full_subtrees,
    inclusion_spans,
    leaf_hash,
    node_hash,
    span_root,
    verify_consistency,
    verify_inclusion,
)

ENTRIES = [str(number).encode() for number in range(70)]
ROOTS = [reference.root(ENTRIES[:size]) for size in range(len(ENTRIES) + 1)]
sizes = st.integers(min_value=1, max_value=len(ENTRIES))


def root_of(entries: list[bytes]) -> bytes:
    return CompactRange().grown(map(leaf_hash, entries)).range.root()


def inclusion(index: int, entries: list[bytes]) -> list[bytes]:
    lookup = partial(reference.node, entries)
    return [span_root(span, lookup) for span in inclusion_spans(index, len(entries))]


def consistency(old: int, entries: list[bytes]) -> list[bytes]:
    lookup = partial(reference.node, entries)
    return [span_root(span, lookup) for span in consistency_spans(old, len(entries))]


def test_a_leaf_and_a_node_hash_to_the_published_values() -> None:
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    assert leaf_hash(vectors.LOG_ENTRIES[7]) == vectors.LOG_LEAF_7


def test_the_tree_of_certificate_transparency_has_its_published_roots() -> None:
    roots = [root_of(vectors.CT_LEAVES[: size + 1]) for size in range(len(vectors.CT_LEAVES))]

    assert roots == vectors.CT_ROOTS


def test_the_log_of_tessera_has_its_published_roots() -> None:
    roots = {size: root_of(vectors.LOG_ENTRIES[:size]) for size in vectors.LOG_ROOTS}

    assert roots == {size: b64decode(root) for size, root in vectors.LOG_ROOTS.items()}


def test_the_published_inclusion_proof_is_made_and_verified() -> None:
    proof = inclusion(7, vectors.LOG_ENTRIES)

    assert proof == vectors.LOG_INCLUSION_7_OF_15
    verify_inclusion(vectors.LOG_LEAF_7, 7, 15, proof, b64decode(vectors.LOG_ROOTS[15]))


def test_the_published_consistency_proof_is_made_and_verified() -> None:
    proof = consistency(5, vectors.LOG_ENTRIES)

    assert proof == vectors.LOG_CONSISTENCY_5_TO_15
    verify_consistency(5, 15, proof, b64decode(vectors.LOG_ROOTS[5]), b64decode(vectors.LOG_ROOTS[15]))


@given(sizes, st.lists(st.integers(min_value=0, max_value=len(ENTRIES)), max_size=5))
def test_a_range_grown_in_any_steps_is_the_range_grown_at_once(size: int, cuts: list[int]) -> None:
    grown = CompactRange()
    bounds = [0, *sorted(min(cut, size) for cut in cuts), size]
    for start, end in pairwise(bounds):
        grown = grown.grown(map(leaf_hash, ENTRIES[start:end])).range

    assert grown == CompactRange().grown(map(leaf_hash, ENTRIES[:size])).range
    assert grown.root() == ROOTS[size]


def test_growth_names_every_full_subtree_once_with_its_root() -> None:
    completed = CompactRange().grown(map(leaf_hash, ENTRIES)).completed

    expected = {Node(level, position) for level in range(7) for position in range(len(ENTRIES) >> level)}
    assert len(completed) == len(expected)
    assert dict(completed) == {place: reference.node(ENTRIES, place) for place in expected}


@given(sizes, st.data())
def test_an_inclusion_proof_is_that_of_the_reference_and_verifies(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    proof = inclusion(index, ENTRIES[:size])

    assert proof == reference.inclusion(index, ENTRIES[:size])
    verify_inclusion(leaf_hash(ENTRIES[index]), index, size, proof, ROOTS[size])


@given(sizes, st.data())
def test_a_consistency_proof_is_that_of_the_reference_and_verifies(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(min_value=1, max_value=size))
    proof = consistency(old, ENTRIES[:size])

    assert proof == reference.consistency(old, ENTRIES[:size])
    verify_consistency(old, size, proof, ROOTS[old], ROOTS[size])


@pytest.mark.parametrize("size", range(1, 20))
def test_no_inclusion_proof_holds_for_another_leaf_index_size_or_root(size: int) -> None:
    for index in range(size):
        proof, leaf = inclusion(index, ENTRIES[:size]), leaf_hash(ENTRIES[index])
        wrong = [
            (leaf_hash(ENTRIES[index + 1]), index, size, proof, ROOTS[size]),
            (leaf, index, size, proof, ROOTS[size + 1]),
            (leaf, index, size, proof, EMPTY_ROOT),
            (leaf, -1, size, proof, ROOTS[size]),
            (leaf, index, size, [*proof, leaf], ROOTS[size]),
            (leaf, index, size, [leaf, *proof], ROOTS[size]),
            (leaf, index, size, [*proof, b""], ROOTS[size]),
            (leaf[:31], index, size, proof, ROOTS[size]),
            (leaf, index, size, proof, ROOTS[size][:31]),
            *((leaf, other, size, proof, ROOTS[size]) for other in range(size + 2) if other != index),
            *((leaf, index, size, other, ROOTS[size]) for other in cuts(proof) + flips(proof)),
        ]
        for arguments in wrong:
            with pytest.raises(NotVerified):
                verify_inclusion(*arguments)


@pytest.mark.parametrize("size", range(2, 20))
def test_no_consistency_proof_holds_for_another_size_or_root(size: int) -> None:
    for old in range(1, size):
        proof, filler = consistency(old, ENTRIES[:size]), leaf_hash(b"")
        wrong = [
            (old, size, proof, ROOTS[old - 1], ROOTS[size]),
            (old, size, proof, ROOTS[old], ROOTS[size + 1]),
            (old, size, proof, ROOTS[size], ROOTS[old]),
            (size, old, proof, ROOTS[size], ROOTS[old]),
            (old, size, [*proof, filler], ROOTS[old], ROOTS[size]),
            (old, size, [filler, *proof], ROOTS[old], ROOTS[size]),
            (old, size, [], ROOTS[old], ROOTS[size]),
            (old, size, proof, ROOTS[old][:31], ROOTS[size]),
            *((old, size, other, ROOTS[old], ROOTS[size]) for other in cuts(proof) + flips(proof)),
        ]
        for arguments in wrong:
            with pytest.raises(NotVerified):
                verify_consistency(*arguments)


def cuts(proof: list[bytes]) -> list[list[bytes]]:
    """The proof without one of its hashes."""
    return [proof[:at] + proof[at + 1 :] for at in range(len(proof))]


def flips(proof: list[bytes]) -> list[list[bytes]]:
    """The proof with one bit of one hash turned."""
    turned = [bytes([hash_[0] ^ 1]) + hash_[1:] for hash_ in proof]
    return [[*proof[:i], turned[i], *proof[i + 1 :]] for i in range(len(proof))]


def test_no_proof_holds_that_moves_a_byte_between_two_hashes() -> None:
    left, right = leaf_hash(b"0"), leaf_hash(b"1")
    root = node_hash(left, right)

    verify_inclusion(left, 0, 2, [right], root)
    with pytest.raises(NotVerified, match="32 bytes"):
        verify_inclusion(left + right[:1], 0, 2, [right[1:]], root)
    verify_consistency(1, 2, [right], left, root)
    with pytest.raises(NotVerified, match="32 bytes"):
        verify_consistency(1, 2, [right[1:]], left + right[:1], root)


def test_the_empty_tree_begins_every_tree_with_an_empty_proof() -> None:
    verify_consistency(0, 5, [], EMPTY_ROOT, ROOTS[5])
    verify_consistency(0, 0, [], EMPTY_ROOT, EMPTY_ROOT)
    assert consistency_spans(0, 5) == []

    for old, new, proof, old_root, new_root in (
        (0, 5, [ROOTS[1]], EMPTY_ROOT, ROOTS[5]),
        (0, 5, [], ROOTS[1], ROOTS[5]),
        (0, 0, [], EMPTY_ROOT, ROOTS[1]),
    ):
        with pytest.raises(NotVerified):
            verify_consistency(old, new, proof, old_root, new_root)


def test_one_size_has_one_root_and_an_empty_proof() -> None:
    verify_consistency(5, 5, [], ROOTS[5], ROOTS[5])

    for proof, root in (([], ROOTS[4]), ([ROOTS[1]], ROOTS[5])):
        with pytest.raises(NotVerified):
            verify_consistency(5, 5, proof, ROOTS[5], root)


def test_a_proof_is_at_most_as_long_as_the_tree_is_high() -> None:
    assert len(inclusion_spans(0, 1_000_000)) == 20
    assert len(inclusion_spans(99_999_999, 100_000_000)) <= 27


def test_spans_fall_apart_into_full_subtrees_left_to_right() -> None:
    assert full_subtrees(Span(0, 7)) == [Node(2, 0), Node(1, 2), Node(0, 6)]
    assert full_subtrees(Span(4, 7)) == [Node(1, 2), Node(0, 6)]


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5)])
def test_no_proof_is_made_for_a_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="not in a tree"):
        inclusion_spans(index, size)


@pytest.mark.parametrize(("old", "new"), [(6, 5), (-1, 5)])
def test_no_proof_is_made_for_a_shrunken_tree(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="does not begin"):
        consistency_spans(old, new)


@pytest.mark.parametrize(("size", "hashes"), [(1, 0), (0, 1), (3, 1), (-1, 1)])
def test_a_range_has_one_hash_per_one_bit_of_its_size(size: int, hashes: int) -> None:
    with pytest.raises(ValueError, match="one hash per one-bit"):
        CompactRange(size, (EMPTY_ROOT,) * hashes)


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert CompactRange().root() == sha256(b"").digest() == b64decode(vectors.LOG_ROOTS[0])

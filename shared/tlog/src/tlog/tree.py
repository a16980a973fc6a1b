"""The Merkle tree: hashes, growth, and proofs that an entry is in it or that it only grew.

RFC 6962 §2.1 = RFC 9162 §2.1 with SHA-256. Hashes are 32 bytes; proofs run from the leaf towards the root.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from typing import NamedTuple

from tlog.encoding import HASH_BYTES
from tlog.errors import NotVerified

EMPTY_ROOT = sha256(b"").digest()


class Node(NamedTuple):
    """A full subtree: the 2^level leaves from position·2^level on."""

    level: int
    position: int


class Span(NamedTuple):
    """The leaves from start (included) to end (excluded)."""

    start: int
    end: int


Lookup = Callable[[Node], bytes]
"""Where the makers of proofs get the hash of a full subtree."""


def leaf_hash(entry: bytes) -> bytes:
    """Hash one entry (RFC 9162 §2.1.1)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two children (RFC 9162 §2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class CompactRange:
    """All that a writer keeps of a tree: the roots of its full subtrees, biggest first."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError("a compact range has one hash per one-bit of its size")

    def root(self) -> bytes:
        """The tree's root hash (RFC 9162 §2.1.1, MTH)."""
        return _folded(self.hashes) if self.hashes else EMPTY_ROOT

    def grown(self, leaves: Iterable[bytes]) -> "Growth":
        """Append leaf hashes; depends on nothing but this range and them."""
        size, hashes = self.size, list(self.hashes)
        completed: list[tuple[Node, bytes]] = []
        for leaf in leaves:
            level, position, top = 0, size, leaf
            completed.append((Node(level, position), top))
            while position & 1:
                level, position, top = level + 1, position >> 1, node_hash(hashes.pop(), top)
                completed.append((Node(level, position), top))
            hashes.append(top)
            size += 1
        return Growth(CompactRange(size, tuple(hashes)), tuple(completed))


@dataclass(frozen=True, slots=True)
class Growth:
    """A longer range, and every full subtree (leaves too) that was completed on the way, in that order."""

    range: CompactRange
    completed: tuple[tuple[Node, bytes], ...]


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The subtrees whose roots prove leaf `index` to be in the tree of `size` leaves (RFC 9162 §2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    return [sibling for _, sibling in _descent(index, size)][::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """The subtrees whose roots prove that the tree of `new` leaves begins with `old` (RFC 9162 §2.1.4.1)."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} does not begin with {old} leaves")
    if not old:
        return []
    subtree, siblings = Span(0, new), list[Span]()
    descent = _descent(old - 1, new)
    while subtree.end != old:
        subtree, sibling = next(descent)
        siblings.append(sibling)
    # A subtree from 0 is the old tree itself, whose root the verifier has.
    return [subtree, *siblings[::-1]] if subtree.start else siblings[::-1]


def full_subtrees(span: Span) -> list[Node]:
    """The full subtrees that a span of a proof (or a whole tree, from 0) consists of, left to right."""
    start, nodes = span.start, list[Node]()
    while start < span.end:
        level = (span.end - start).bit_length() - 1
        nodes.append(Node(level, start >> level))
        start += 1 << level
    return nodes


def span_root(span: Span, lookup: Lookup) -> bytes:
    """The root over a span of a proof, from the hashes of its full subtrees."""
    return _folded([lookup(node) for node in full_subtrees(span)])


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that `leaf` (a hash) is leaf `index` of the tree (RFC 9162 §2.1.3.2); raises NotVerified."""
    if not 0 <= index < size:
        raise NotVerified(f"leaf {index} is not in a tree of {size}")
    _check_lengths([leaf, root, *proof])
    computed = leaf
    for sibling, on_the_left in _paired(proof, _siblings(index, size - 1)):
        computed = node_hash(sibling, computed) if on_the_left else node_hash(computed, sibling)
    if computed != root:
        raise NotVerified("the inclusion proof leads to another root")


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Check that the new tree begins with the old one (RFC 9162 §2.1.4.2); raises NotVerified.

    An empty old tree has the empty proof, as c2sp.org/tlog-witness wants.
    """
    if not 0 <= old <= new:
        raise NotVerified(f"a tree of {new} does not begin with {old} leaves")
    _check_lengths([old_root, new_root, *proof])
    if old in (0, new):
        _verify_trivial(old, new, proof, old_root, new_root)
        return
    level = (old & -old).bit_length() - 1
    hashes = [old_root, *proof] if old.bit_count() == 1 else proof
    pairs = _paired(hashes[1:], _siblings((old - 1) >> level, (new - 1) >> level))
    from_old = from_new = hashes[0]
    for sibling, on_the_left in pairs:
        if on_the_left:
            from_old, from_new = node_hash(sibling, from_old), node_hash(sibling, from_new)
        else:
            from_new = node_hash(from_new, sibling)
    if from_old != old_root or from_new != new_root:
        raise NotVerified("the consistency proof leads to another root")


def _verify_trivial(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    if proof:
        raise NotVerified("the consistency proof is too long")
    if not old and old_root != EMPTY_ROOT:
        raise NotVerified("the empty tree has another root")
    if old == new and old_root != new_root:
        raise NotVerified("one size has two roots")


def _siblings(position: int, last: int) -> list[bool]:
    """For each hash of a proof, leaf side first: is it on the left? Levels without one are skipped."""
    sides = []
    while last:
        on_the_left = position & 1 == 1 or position == last
        sides.append(on_the_left)
        while on_the_left and position and not position & 1:
            position, last = position >> 1, last >> 1
        position, last = position >> 1, last >> 1
    return sides


def _paired(proof: Sequence[bytes], siblings: Sequence[bool]) -> Iterable[tuple[bytes, bool]]:
    if len(proof) != len(siblings):
        raise NotVerified(f"a proof of {len(proof)} hashes where {len(siblings)} are needed")
    return zip(proof, siblings, strict=True)


def _descent(index: int, size: int) -> Iterator[tuple[Span, Span]]:
    """From the root to a leaf: at each step the child that holds the leaf, and its sibling."""
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        left, right = Span(start, middle), Span(middle, end)
        (start, end), sibling = (left, right) if index < middle else (right, left)
        yield Span(start, end), sibling


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _folded(hashes: Sequence[bytes]) -> bytes:
    return reduce(lambda right, left: node_hash(left, right), reversed(hashes))


def _check_lengths(hashes: Sequence[bytes]) -> None:
    if any(len(octets) != HASH_BYTES for octets in hashes):
        raise NotVerified(f"a hash that is not {HASH_BYTES} bytes long")

"""The Merkle tree as RFC 9162 defines it: recursive, slow, and written from the definition alone."""

from collections.abc import Sequence
from hashlib import sha256

from tlog.tree import Node


def root(entries: Sequence[bytes]) -> bytes:
    """MTH (§2.1.1)."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\0" + entries[0]).digest()
    k = _largest_power_below(len(entries))
    return sha256(b"\1" + root(entries[:k]) + root(entries[k:])).digest()


def inclusion(index: int, entries: Sequence[bytes]) -> list[bytes]:
    """PATH (§2.1.3.1)."""
    if len(entries) == 1:
        return []
    k = _largest_power_below(len(entries))
    if index < k:
        return [*inclusion(index, entries[:k]), root(entries[k:])]
    return [*inclusion(index - k, entries[k:]), root(entries[:k])]


def consistency(old: int, entries: Sequence[bytes]) -> list[bytes]:
    """PROOF (§2.1.4.1)."""
    return _subproof(old, entries, whole=True)


def node(entries: Sequence[bytes], place: Node) -> bytes:
    """The root of one full subtree."""
    start = place.position << place.level
    return root(entries[start : start + (1 << place.level)])


def _subproof(old: int, entries: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if old == len(entries):
        return [] if whole else [root(entries)]
    k = _largest_power_below(len(entries))
    if old <= k:
        return [*_subproof(old, entries[:k], whole=whole), root(entries[k:])]
    return [*_subproof(old - k, entries[k:], whole=False), root(entries[:k])]


def _largest_power_below(size: int) -> int:
    k = 1
    while k * 2 < size:
        k *= 2
    return k

"""The order of entries that nobody wrote down, found again: the one whose tree has the root that was signed.

Of the topics each partition's order is known; how the partitions were read among each other is tried out. That is
feasible for the few entries between two checkpoints, and given up after a number of steps.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from tlog.tree import CompactRange

MAX_STEPS = 200_000

_Read: TypeAlias = "tuple[_Read, int] | None"
"""The queues that were taken from, the last one outermost."""


class _Try(NamedTuple):
    """A tree that grew by the first leaves of each queue, `counts` of them."""

    tree: CompactRange
    counts: tuple[int, ...]
    read: _Read


def order_of(
    tree: CompactRange, size: int, root: bytes, queues: Sequence[Sequence[bytes]], max_steps: int = MAX_STEPS
) -> list[int] | None:
    """Say from which queue each next leaf comes, so that a tree of `size` leaves has the root; None if it isn't found.

    `queues` hold leaf hashes, each queue in its order; every one may have more than are taken.
    """
    tries = [_Try(tree, (0,) * len(queues), None)]
    for _ in range(max_steps):
        if not tries:
            return None
        tried = tries.pop()
        if tried.tree.size < size:
            tries += _longer(tried, queues)
        elif tried.tree.root() == root:
            return _queues_of(tried.read)
    return None


def _longer(tried: _Try, queues: Sequence[Sequence[bytes]]) -> list[_Try]:
    """By one leaf of each queue; the queue that was read last comes last, and is tried first: batches are read so."""
    last = None if tried.read is None else tried.read[1]
    places = [place for place, queue in enumerate(queues) if tried.counts[place] < len(queue)]
    return [_taken(tried, place, queues[place]) for place in sorted(places, key=lambda place: (place == last, -place))]


def _taken(tried: _Try, place: int, queue: Sequence[bytes]) -> _Try:
    count = tried.counts[place]
    counts = (*tried.counts[:place], count + 1, *tried.counts[place + 1 :])
    return _Try(tried.tree.grown([queue[count]]).range, counts, (tried.read, place))


def _queues_of(read: _Read) -> list[int]:
    queues: list[int] = []
    while read is not None:
        read, place = read
        queues.append(place)
    return queues[::-1]

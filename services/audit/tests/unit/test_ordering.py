"""How entries of several partitions stood, found by the root that was signed."""

import random
from hashlib import sha256

import pytest

from audit.domain.ordering import order_of
from tlog.tree import CompactRange

START = CompactRange().grown([sha256(b"before").digest()] * 5).range


def leaves(queue: int, count: int) -> list[bytes]:
    return [sha256(f"{queue} {place}".encode()).digest() for place in range(count)]


def root_of(queues: list[list[bytes]], order: list[int]) -> bytes:
    heads = [iter(queue) for queue in queues]
    return START.grown([next(heads[place]) for place in order]).range.root()


@pytest.mark.parametrize("seed", range(20))
def test_any_order_of_a_few_entries_is_found(seed: int) -> None:
    chance = random.Random(seed)
    queues = [leaves(queue, 4) for queue in range(4)]
    order = chance.sample([0, 0, 1, 1, 2, 3, 3], 7)

    assert order_of(START, 12, root_of(queues, order), queues) == order


def test_a_batch_that_was_read_partition_by_partition_is_found_among_many() -> None:
    queues = [leaves(queue, 100) for queue in range(6)]
    order = [0] * 40 + [1] * 60

    assert order_of(START, 105, root_of(queues, [0] * 100), queues) == [0] * 100
    assert order_of(START, 105, root_of(queues, order), queues, max_steps=2_000) is None


def test_what_no_order_leads_to_is_not_found() -> None:
    queues = [leaves(0, 2), leaves(1, 2)]

    assert order_of(START, 9, bytes(32), queues) is None
    assert order_of(START, 20, root_of(queues, [0, 1]), queues) is None


def test_nothing_to_order_is_the_tree_itself() -> None:
    assert order_of(START, 5, START.root(), []) == []
    assert order_of(START, 5, bytes(32), []) is None

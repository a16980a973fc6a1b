"""A batch in parts: in their order, and the next one is read while the one before waits."""

import asyncio
from collections.abc import Sequence

import pytest

from chassis.read_ahead import in_parts


@pytest.mark.parametrize(
    ("count", "taken"),
    [(0, [[]]), (1, [[0]]), (3, [[0, 1, 2]]), (7, [[0, 1, 2], [3, 4, 5], [6]])],
)
async def test_everything_is_taken_in_parts_and_in_order(count: int, taken: list[list[int]]) -> None:
    seen: list[list[int]] = []

    async def take(part: Sequence[int]) -> None:
        seen.append(list(part))

    await in_parts(range(count), 3, lambda raw: raw, take)

    assert seen == taken


async def test_the_next_part_is_read_while_one_is_taken_and_no_further_one() -> None:
    read: list[int] = []
    reached: list[int] = []

    async def take(_part: Sequence[None]) -> None:
        await asyncio.sleep(0.05)  # as whoever waits for a database
        reached.append(len(read))

    await in_parts(range(400), 100, read.append, take)

    assert reached == [200, 300, 400, 400]


async def test_a_long_part_gives_way_while_it_is_read() -> None:
    read: list[int] = []
    reached: list[int] = []

    async def take(part: Sequence[None]) -> None:
        await asyncio.sleep(0)
        reached.append(len(read) - len(part))

    await in_parts(range(2_000), 1_000, read.append, take)

    assert 0 < reached[0] < 1_000


async def test_what_reading_raises_is_raised_before_its_part_is_taken() -> None:
    taken: list[int] = []

    def read(raw: int) -> int:
        if raw == 5:
            raise ValueError(raw)
        return raw

    async def take(part: Sequence[int]) -> None:
        taken.extend(part)

    with pytest.raises(ValueError, match="5"):
        await in_parts(range(9), 3, read, take)

    assert taken == [0, 1, 2]


async def test_what_taking_raises_is_raised_and_nothing_more_is_read() -> None:
    read: list[int] = []

    async def take(_part: Sequence[None]) -> None:
        raise RuntimeError("no database")

    with pytest.raises(RuntimeError, match="no database"):
        await in_parts(range(4_000), 1_000, read.append, take)
    stopped = len(read)
    await asyncio.sleep(0.05)

    assert len(read) == stopped < 2_000

"""A batch in parts: while the database works on one, the next is read.

Reading is pure, so that it may lie beside a transaction; everything that asks the database stays in one line.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

GIVE_WAY_EVERY = 50
"""Reads between two chances for the transaction to go on."""

Raw = TypeVar("Raw")
Read = TypeVar("Read")


async def in_parts(
    raw: Sequence[Raw], at_once: int, read: Callable[[Raw], Read], take: Callable[[Sequence[Read]], Awaitable[None]]
) -> None:
    """Read everything and let each part be taken, one after the other in their order; raises what either raises."""
    parts = [raw[start : start + at_once] for start in range(0, len(raw), at_once)]
    ahead = asyncio.create_task(_part(parts[0] if parts else (), read))
    try:
        for following in parts[1:]:
            part = await ahead
            ahead = asyncio.create_task(_part(following, read))
            await take(part)
        await take(await ahead)
    finally:
        ahead.cancel()


async def _part(raw: Sequence[Raw], read: Callable[[Raw], Read]) -> list[Read]:
    done: list[Read] = []
    for start in range(0, len(raw), GIVE_WAY_EVERY):
        done += [read(each) for each in raw[start : start + GIVE_WAY_EVERY]]
        await asyncio.sleep(0)
    return done

"""After a command: wait a moment for its facts, so that the next page shows what was just done."""

import asyncio
from collections.abc import Awaitable, Callable

from chassis.database import Connection
from portal.entrypoints.visits import Visit

AT_MOST_SECONDS = 3.0
POLL_SECONDS = 0.05


async def until(visit: Visit, holds: Callable[[Connection], Awaitable[bool]]) -> bool:
    """Wait until the projection shows it; after three seconds go on, the page then says what is still on its way."""
    deadline = asyncio.get_running_loop().time() + AT_MOST_SECONDS
    while asyncio.get_running_loop().time() < deadline:
        async with visit.reading() as connection:
            if await holds(connection):
                return True
        await asyncio.sleep(POLL_SECONDS)
    return False

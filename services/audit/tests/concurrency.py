"""Two transactions that meet: the second is begun before the first has committed."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from audit.service_layer.unit_of_work import UnitOfWork
from chassis.testing import ServiceUnderTest

T = TypeVar("T")
Work = Callable[[UnitOfWork, datetime], Awaitable[T]]


async def one_after_the_other(audit: ServiceUnderTest, first: Work[T], second: Work[T]) -> tuple[T, T]:
    """Commit the first only when the second waits for it; return what both say, or raise what one raises."""
    done, commit = asyncio.Event(), asyncio.Event()

    async def do_and_hesitate(uow: UnitOfWork, now: datetime) -> T:
        result = await first(uow, now)
        done.set()
        await commit.wait()
        return result

    ahead = asyncio.create_task(audit.process.dispatcher.tick(do_and_hesitate))
    await done.wait()
    behind = asyncio.create_task(audit.process.dispatcher.tick(second))
    await _somebody_waits(audit)
    commit.set()
    return await ahead, await behind


async def _somebody_waits(audit: ServiceUnderTest) -> None:
    query = "SELECT count(1) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    for _ in range(1000):
        if await audit.pool.fetchval(query):
            return
        await asyncio.sleep(0.01)
    raise TimeoutError("nobody waits for a lock")

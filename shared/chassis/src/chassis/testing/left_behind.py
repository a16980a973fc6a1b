"""A copy of a service's database that stays behind while the service goes on: what a restore brings back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from chassis.database import Pool, connect_pool
from chassis.dispatch import Dispatcher
from chassis.process import make_dispatcher
from chassis.recovery import Recovery, Report
from chassis.standing import Comparison, comparison_of
from chassis.testing.databases import copy_database
from chassis.testing.service_under_test import ServiceUnderTest


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind:
    """The copy, as the service would run on it."""

    url: str
    pool: Pool
    dispatcher: Dispatcher
    comparison: Comparison
    recovery: Recovery

    async def recover(self) -> Report:
        """Run the verb `recover` on the copy."""
        return await self.recovery.run(self.url)


@asynccontextmanager
async def left_behind(under_test: ServiceUnderTest) -> AsyncIterator[LeftBehind]:
    """The database as it is now, in a copy."""
    declared, settings = under_test.process.service, under_test.process.settings
    url = await copy_database(under_test.admin_url, settings.database_url, declared)
    pool = await connect_pool(url, application_name="left-behind")
    dispatcher = replace(make_dispatcher(declared, settings, pool), now=under_test.clock)
    comparison = comparison_of(declared, settings, pool)
    recovery = Recovery(
        service=declared,
        dispatcher=dispatcher,
        comparison=comparison,
        settings=settings,
        environ=under_test.process.environ,
    )
    try:
        yield LeftBehind(url=url, pool=pool, dispatcher=dispatcher, comparison=comparison, recovery=recovery)
    finally:
        await pool.close()

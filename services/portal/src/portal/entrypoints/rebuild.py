"""`python -m portal rebuild`: the projections anew from the topics' beginning, while the old ones serve."""

import asyncio
import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from chassis import process
from chassis.consumer import Consumer
from chassis.process import Process
from chassis.service import Service
from chassis.settings import ChassisSettings
from portal.adapters.rebuilding import AnotherRebuild, Plan, Rebuilding, rebuilding
from portal.service_layer.unit_of_work import UnitOfWork

POLL_SECONDS = 0.1
SWAP_TRIES = 3000
STALLED_SECONDS = 120.0

OK, FINDING, WRONG_USE = 0, 1, 2


class Stalled(Exception):
    """The rebuild made no progress for two minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuild:
    """What a rebuild is made of; settings are read when it runs."""

    declare: Callable[[], Service]
    settings: Callable[[], ChassisSettings]

    async def run(self, _arguments: object) -> int:
        settings = self.settings()
        if settings.database_owner_url is None:
            print("DATABASE_OWNER_URL: missing (a rebuild makes tables)", file=sys.stderr)  # noqa: T201
            return WRONG_USE
        try:
            facts = await rebuild(self.declare(), settings, {})
        except AnotherRebuild:
            print("another rebuild is running", file=sys.stderr)  # noqa: T201
            return FINDING
        except Stalled as error:
            print(f"no progress: {error}; nothing was changed", file=sys.stderr)  # noqa: T201
            return FINDING
        print(json.dumps({"rebuilt": True, "facts": facts}))  # noqa: T201
        return OK


def add_arguments(parser: ArgumentParser) -> None:
    """None so far."""


async def rebuild(service: Service, settings: ChassisSettings, environ: Mapping[str, str]) -> int:
    """Read every topic from its beginning into new tables and swap them in; how many facts they hold."""
    if settings.database_owner_url is None:
        raise ValueError("a rebuild needs the owner's URL")
    async with rebuilding(settings.database_owner_url) as work:
        plan = await work.prepare(_role(settings.database_url))
        made = await process.assemble(_beside(service, plan), settings, environ)
        reading = asyncio.create_task(process.consume(made), name="rebuild")
        try:
            await _caught_up(made, reading)
            await _swapped(work, plan, reading)
        finally:
            made.stopping.set()
            await asyncio.gather(reading, return_exceptions=True)
            await made.identity.close()
            await made.pool.close()
            await work.forget()
        return await work.facts()


def _beside(service: Service, plan: Plan) -> Service:
    """The same projections, in another group and schema."""

    class BesideLive(UnitOfWork):
        schema = plan.schema

    return replace(service, group=plan.group, unit_of_work=BesideLive, tasks=(), extend=None)


async def _caught_up(made: Process, reading: "asyncio.Task[None]") -> None:
    """Wait until every partition was read to its end; raises Stalled."""
    clock = asyncio.get_running_loop().time
    seen, since = -1, clock()
    while not _at_end(made.consumer):
        _alive(reading)
        progress = sum(made.consumer.next_offset.values()) if made.consumer else 0
        if progress != seen:
            seen, since = progress, clock()
        elif clock() - since > STALLED_SECONDS:
            raise Stalled(f"{progress} records read")
        await asyncio.sleep(POLL_SECONDS)


def _at_end(consumer: Consumer | None) -> bool:
    if consumer is None or not consumer.joined:
        return False
    lag = consumer.lag()
    return lag.keys() == consumer.assignment() and not any(lag.values())


async def _swapped(work: Rebuilding, plan: Plan, reading: "asyncio.Task[None]") -> None:
    for _ in range(SWAP_TRIES):
        if await work.swap(plan):
            return
        _alive(reading)
        await asyncio.sleep(POLL_SECONDS)
    raise Stalled("the live projections stay ahead")


def _alive(reading: "asyncio.Task[None]") -> None:
    if reading.done():
        reading.result()
        raise Stalled("the reader ended")


def _role(database_url: str) -> str:
    return unquote(urlsplit(database_url).username or "")

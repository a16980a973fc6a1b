"""Processes of their own: a part of the measured service, or nominations' routes with and without the spine."""

import asyncio
import gc
import os
import sys
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime

import uvloop

from chassis import command_line, process, server, settings, telemetry
from chassis.actors import Actor
from chassis.authorship import by_person
from chassis.database import transaction
from chassis.dispatch import Dispatcher, Epilogue, Prologue
from chassis.service import Service
from chassis.settings import ChassisSettings
from nominations.bootstrap import service as nominations
from tests.bench.subjects import Progress, listening, projecting

MEASURED: dict[str, Callable[[], Service]] = {"listening": listening, "projecting": lambda: projecting(Progress())}


class WithoutSpine(Dispatcher):
    """The handler and its state in one transaction, and nothing else: no key, no outbox, no log."""

    async def execute(
        self,
        command: object,
        actor: Actor,
        *,
        request_id: str,
        prologue: Prologue | None = None,
        epilogue: Epilogue | None = None,
    ) -> object:
        now: datetime = self.now()
        async with transaction(self.pool) as connection:
            uow = self.unit_of_work(connection, self.origin, by_person(actor, self.origin.entropy))
            return await self.handlers.commands[type(command)](command, uow, now)


async def serve(*, with_spine: bool) -> int:
    """Serve nominations until killed."""
    read = settings.read(ChassisSettings, os.environ)
    telemetry.set_up(
        "bench", log_level="WARNING", state_dir=read.state_dir, trace_ratio=read.trace_ratio, otlp_endpoint=None
    )
    made = await process.assemble(nominations(), read, {})
    made.standing.found(None, is_behind=False)  # of no topic: nothing to compare with
    if not with_spine:
        made.dispatcher = WithoutSpine(
            **{each.name: getattr(made.dispatcher, each.name) for each in fields(Dispatcher)}
        )
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    await server.serve(made.application(), host=read.http_host, port=read.http_port, stopping=asyncio.Event())
    return 0


def main(what: str, how: str) -> int:
    """`serve with|without`, or a measured service and one of its parts."""
    if what == "serve":
        return uvloop.run(serve(with_spine=how == "with"))
    return command_line.run(MEASURED[what](), [how], os.environ)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

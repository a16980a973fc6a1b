"""`close-shard`: an operator ends the open log of the record and begins the next, beside whatever runs."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from os import environ

from audit.domain import decisions
from audit.domain.errors import AuditError
from audit.domain.model import Shard
from audit.service_layer.closing import Closing
from audit.service_layer.sequencer import Sequencer
from audit.service_layer.unit_of_work import UnitOfWork
from chassis.dispatch import Dispatcher
from chassis.settings import ChassisSettings, SettingsError, read
from tlog.errors import Malformed


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What closing takes: the service's own database, its topics, its keys."""

    dispatcher: Dispatcher
    writer_of: Callable[[Shard], Sequencer]
    later: list[str]
    """The origins, beside the first log's, whose keys are there."""
    trouble: Callable[[], Awaitable[str | None]]
    """Why the database is not as new as its topics."""


ToolsOf = Callable[[ChassisSettings, Mapping[str, str]], AbstractAsyncContextManager[Tools]]


def add_close_arguments(parser: ArgumentParser) -> None:
    """The arguments of `close-shard`."""
    parser.add_argument(
        "--without-quorum",
        action="store_true",
        help="even if the last checkpoint lacks the cosignatures that the policy wants; verifiers will refuse it",
    )


async def close_shard(tools_of: ToolsOf, arguments: Namespace) -> int:
    """Close the open log and print the origins of both; 1 when it goes on, with the reason."""
    try:
        async with tools_of(read(ChassisSettings, environ), environ) as tools:
            if (trouble := await tools.trouble()) is not None:
                return _complain(trouble)
            shard = await tools.dispatcher.tick(_open)
            later = decisions.later_origins(shard, tools.later)
            if not later:
                return _complain("no key of a next log is configured (LOG_NEXT_SIGNING_KEY)")
            writer = tools.writer_of(shard)
            closing = Closing(writer=writer, following=later[0], needs_quorum=not arguments.without_quorum)
            opened = await closing.run(tools.dispatcher)
    except (AuditError, Malformed, SettingsError) as error:
        return _complain(error)
    sys.stdout.write(f"{writer.signer.origin} is closed, {opened.origin} begins at entry {opened.first_index}\n")
    return 0


async def _open(uow: UnitOfWork, _now: datetime) -> Shard:
    return await uow.shards.open()


def _complain(error: object) -> int:
    sys.stderr.write(f"{error}\n")
    return 1

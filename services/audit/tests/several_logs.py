"""A record of several logs under test: their keys, writers and places, and a process that ends at a chosen step."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from audit.adapters.signer import LogSigner
from audit.domain.model import FIRST, Shard
from audit.service_layer.closing import Closing
from audit.service_layer.files import Files
from audit.service_layer.keeping import Keeper
from audit.service_layer.outside import Outside
from audit.service_layer.sequencer import Sequencer
from audit.service_layer.witnessing import Witnesses
from chassis.dispatch import Dispatcher
from chassis.testing import ServiceUnderTest
from services.audit.tests.builders import ORIGIN, SIGNER, a_sequencer
from services.audit.tests.outside import an_outside
from tlog.note import private_form
from tlog.policy import Policy

T = TypeVar("T")
NEXT = f"{ORIGIN}/2027"
AFTER = f"{ORIGIN}/2028"
SIGNERS = {
    FIRST.origin: SIGNER,
    NEXT: LogSigner(NEXT, private_form(NEXT, b"2" * 32)),
    AFTER: LogSigner(AFTER, private_form(AFTER, b"3" * 32)),
}
NEW_YEAR = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
"""Midnight in Vietnam."""


def outside_of(audit: ServiceUnderTest, folder: Path, shard: Shard) -> Outside:
    """The places of one log, and those of the logs that may follow it."""
    first, log = an_outside(audit, folder), SIGNERS[shard.origin].verifier
    later = [origin for origin in (NEXT, AFTER) if origin > (shard.origin or "")]
    return replace(
        first,
        log=log,
        kept=first.kept.of(shard),
        folder=first.folder.of(shard),
        witnesses=Witnesses(policy=Policy((log,)), clients=(), log=log, seconds=0),
        later=[
            (place.of(Shard(origin=origin)), SIGNERS[origin].verifier)
            for origin in later
            for place in (first.kept, first.folder)
        ],
    )


def writer(audit: ServiceUnderTest, folder: Path, shard: Shard = FIRST) -> Sequencer:
    return replace(a_sequencer(SIGNERS[shard.origin], outside_of(audit, folder, shard)), shard=shard)


def keeper(audit: ServiceUnderTest, folder: Path, *later: str) -> Keeper:
    return Keeper(writer_of=lambda shard: writer(audit, folder, shard), later=later, rest_seconds=0)


async def close(audit: ServiceUnderTest, folder: Path, following: str = NEXT) -> Shard:
    opened = await shards(audit)
    return await Closing(writer=writer(audit, folder, opened[-1]), following=following).run(audit.process.dispatcher)


async def shards(audit: ServiceUnderTest) -> Sequence[Shard]:
    return await audit.process.dispatcher.tick(lambda uow, _: uow.shards.all())


async def turn(audit: ServiceUnderTest, folder: Path) -> None:
    await keeper(audit, folder).turn(audit.process.dispatcher)
    await Files(folder=an_outside(audit, folder).folder, rest_seconds=0).bring_up(audit.pool)


class PowerCut(Exception):
    """The process is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut(Dispatcher):
    """A dispatcher whose process ends at one of its transactions, before or after the commit."""

    at: int
    persisted: bool
    begun: list[int] = field(default_factory=list)

    async def tick(self, work: Callable[[Any, datetime], Awaitable[T]]) -> T:
        self.begun.append(1)
        is_last = len(self.begun) == self.at

        async def do(uow: Any, now: datetime) -> T:
            result = await work(uow, now)
            if is_last and not self.persisted:
                raise PowerCut
            return result

        result = await Dispatcher.tick(self, do)
        if is_last:
            raise PowerCut
        return result

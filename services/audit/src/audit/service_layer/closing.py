"""The end of one log of the record and the beginning of the next, in one transaction.

While it lasts nobody appends. The writer's own turn states, cosigns and shows everything that there is; then the fact
about it goes into the outbox, and the very bytes into the next log, as its entry 0. A crash before the commit leaves a
checkpoint like any other, and the log open; the same is done again.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from audit.domain import decisions
from audit.domain.errors import NotClosable
from audit.domain.listing import listed_event
from audit.domain.model import Shard, Signed
from audit.service_layer.arriving import arrival, without_place
from audit.service_layer.sequencer import Sequencer
from audit.service_layer.unit_of_work import UnitOfWork
from chassis.dispatch import Dispatcher

Shown: TypeAlias = tuple[Signed, bytes]
"""A checkpoint, and the note as it was shown, with cosignatures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One try to close the log that `writer` writes, and to begin the one of the origin `following`."""

    writer: Sequencer
    following: str
    needs_quorum: bool = True

    async def run(self, dispatcher: Dispatcher) -> Shard:
        """Close it, unless another process has, and return the log that is open then; raises NotClosable."""

        async def close(uow: UnitOfWork, now: datetime) -> Shard:
            next_index = await uow.entries.lock()
            if (shard := await uow.shards.open()).number != self.writer.shard.number:
                return shard
            # Signed anew, so that witnesses who were away are asked about the last word too.
            await replace(self.writer, republish_after=timedelta(0)).turn(dispatcher)
            await uow.tree(shard).lock()
            last = await self._last(uow, shard, next_index)
            return await self._follow(uow, now, shard, last)

        return await dispatcher.tick(close)

    async def _last(self, uow: UnitOfWork, shard: Shard, next_index: int) -> Shown:
        """The last word of the log; raises NotClosable when it cannot be that."""
        signed, shown = await uow.checkpoints.newest(shard), await uow.checkpoints.published(shard)
        if signed is None or shown is None or await uow.checkpoints.unpublished():
            raise NotClosable("another process has signed meanwhile")
        decisions.check_whole(shard, next_index, signed)
        if self.needs_quorum and self.writer.outside is not None:
            decisions.check_quorum(shown, self.writer.outside.witnesses.policy)
        return signed, shown

    async def _follow(self, uow: UnitOfWork, now: datetime, shard: Shard, last: Shown) -> Shard:
        signed, shown = last
        uow.outbox.add(decisions.close(shard, uow.new_id(), signed.vkey, shown, self.following), at=now)
        (value,) = await uow.write_facts()
        await begin(uow, now, decisions.successor(shard, self.following, signed), value)
        return await uow.shards.open()


async def begin(uow: UnitOfWork, now: datetime, shard: Shard, value: bytes) -> None:
    """Open a log with its entry 0; whoever calls holds the locks of sequencer and tree."""
    first = without_place(value)
    await uow.shards.begin(shard, now)
    await uow.entries.append(shard.first_index, (arrival(first),), now)
    await uow.listing.append(shard.first_index, [listed_event(first.envelope)])
    await uow.entries.advance(shard.first_index + 1, 0, 0)
    await uow.tree(shard).begin()

"""After a restore: the record takes its statements back, and the entries that they state in the order that was signed.

Log after log: the open one grows again (`regrowing`), its statements become rows (`restating`), and where it was closed
since, it is closed by the very fact that told of it, and the next one follows. Then the database is held against what
lies outside it, as before each signature; the next turn of the writer signs on. All of it is one transaction.
"""

from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from audit.adapters.folder import PublishedFolder
from audit.adapters.kept import KeptCheckpoint
from audit.adapters.published_order import PublishedOrder
from audit.adapters.signer import LogKeys
from audit.domain import decisions
from audit.domain.errors import AuditError, OrderLost, OtherLog, StatedElsewhere
from audit.domain.model import Shard, Statement
from audit.service_layer.closing import begin
from audit.service_layer.files import told
from audit.service_layer.regrowing import Regrowth
from audit.service_layer.restating import CHECKPOINTS, Closed, Restating, closings
from audit.service_layer.sequencer import Sequencer
from audit.service_layer.unit_of_work import UnitOfWork
from audit.service_layer.unread import Reported, Unread
from chassis.decoding import Delivery
from chassis.taking_back import Lost, NotTakenBack, TakenBack
from contracts.audit import ActorOpened, AnomalyFound, BundleExported, RecordViewed, ShardClosed
from tlog.note import Ed25519Verifier

STATELESS = frozenset(each.TYPE for each in (RecordViewed, BundleExported, ActorOpened))
"""Facts that are nothing beside their entry."""


@dataclass(slots=True, kw_only=True)
class TakingBack:
    """One recovery of the record; `kept` and `folder` are the first log's."""

    uow: UnitOfWork
    lost: Lost
    now: datetime
    keys: LogKeys
    writer_of: Callable[[Shard], Sequencer]
    kept: KeptCheckpoint
    folder: PublishedFolder
    _counts: Counter[str] = field(default_factory=Counter)

    async def run(self) -> TakenBack:
        """Take back what there is; raises NotTakenBack when the order is lost, or a place contradicts."""
        try:
            return await self._run()
        except StatedElsewhere as error:
            raise NotTakenBack(
                f"{error.place} has a signed tree of {error.size} entries that neither audit.checkpoints nor the"
                " published folder tells of; without those the entries' order is not known"
                " (docs/runbooks/RecordSigningRefused.md)"
            ) from error
        except AuditError as error:
            raise NotTakenBack(str(error)) from error
        except OSError as error:
            if error.filename is None:
                raise
            raise NotTakenBack(told(error)) from error

    async def _run(self) -> TakenBack:
        await self.uow.entries.lock()
        unread, reported = await Unread.of(self.lost, self.uow), Reported(self.lost.facts)
        closed_logs = closings(self.lost.facts)
        shard = await self.uow.shards.open()
        while (is_whole := await self._take_back(shard, closed_logs.get(shard.number), unread, reported)) and (
            shard.number in closed_logs
        ):
            shard = await self.uow.shards.open()
        if is_whole:
            await self.writer_of(shard).compare(self.uow, self.now)
        return TakenBack(counts=self._counts, facts=_in_the_state(self.lost.facts, reported, shard))

    async def _take_back(self, shard: Shard, closed: Closed | None, unread: Unread, reported: Reported) -> bool:
        """One log; False when losses are accepted and it cannot grow to what it has stated."""
        folder = self.folder.of(shard)
        restating = Restating(
            uow=self.uow,
            shard=shard,
            log=await self._log(shard, closed),
            kept=self.kept.of(shard),
            folder=folder,
            closed=closed,
        )
        statements = await restating.statements(self.lost.records[CHECKPOINTS], self.now)
        order = PublishedOrder(folder)
        regrowth = Regrowth(uow=self.uow, now=self.now, shard=shard, order=order, unread=unread, reported=reported)
        is_whole = await self._regrow(regrowth, statements, restating.log)
        await restating.enter(statements)
        self._counts["checkpoints"] += len(statements)
        if closed is not None and is_whole:
            await self._close(restating, closed)
            unread.take(closed.value)
        return is_whole

    async def _log(self, shard: Shard, closed: Closed | None) -> Ed25519Verifier:
        """The key of a log; of one that was destroyed, its public half from the database or the fact about the end."""
        try:
            return self.keys.of(shard.origin).verifier
        except OtherLog:
            newest = await self.uow.checkpoints.newest(shard)
            if closed is None:
                raise
            return Ed25519Verifier.parse(closed.fact.vkey if newest is None else newest.vkey)

    async def _regrow(self, regrowth: Regrowth, statements: Sequence[Statement], log: Ed25519Verifier) -> bool:
        before = await self.uow.entries.lock() - regrowth.shard.first_index
        reached = await regrowth.run(statements)
        self._counts["entries"] += reached - before
        stated = max((each.size for each in statements), default=0)
        if reached < stated and not self.lost.are_losses_accepted:
            raise OrderLost(log.name, reached, stated, regrowth.order.folder.place)
        return reached >= stated

    async def _close(self, restating: Restating, closed: Closed) -> None:
        last = await restating.last(closed)
        decisions.check_whole(restating.shard, await self.uow.entries.lock(), last)
        following = decisions.successor(restating.shard, closed.fact.next_origin, last)
        await begin(self.uow, closed.at, following, closed.value)
        self._counts["closed_logs"] += 1


def _in_the_state(facts: Sequence[Delivery], reported: Reported, opened: Shard) -> Set[UUID]:
    """The ids of the lost facts that the record knows by now as it did before."""
    known_closings = {closed.value for number, closed in closings(facts).items() if number < opened.number}
    return {
        each.envelope.id
        for each in facts
        if each.envelope.type in STATELESS
        or (each.envelope.type == AnomalyFound.TYPE and each.envelope.subject in reported.taken)
        or (each.envelope.type == ShardClosed.TYPE and each.envelope.value in known_closings)
    }

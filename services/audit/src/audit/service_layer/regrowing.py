"""One log of a restored record grows again to what it has stated, entry by entry in the order that was signed.

The order is that of the published bundles; where they end it is looked for, by trying how the partitions were read.
Each statement on the way must be the root of the tree there. What is appended goes the way of every fact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.adapters.published_order import PublishedOrder
from audit.domain import decisions
from audit.domain.errors import OrderContradicts
from audit.domain.model import Anomaly, Shard, Statement
from audit.domain.ordering import order_of
from audit.service_layer.arriving import NOWHERE
from audit.service_layer.event_handlers import append
from audit.service_layer.sequencer import ENTRIES_AT_ONCE, integrate
from audit.service_layer.unit_of_work import UnitOfWork
from audit.service_layer.unread import Reported, Unread
from contracts.audit import AnomalyFound
from tlog.errors import Malformed
from tlog.tree import CompactRange, leaf_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrowth:
    """The open log of the record, in the transaction of a recovery."""

    uow: UnitOfWork
    now: datetime
    shard: Shard
    order: PublishedOrder
    unread: Unread
    reported: Reported

    async def run(self, statements: Sequence[Statement]) -> int:
        """Grow to the last of the statements (by size) whose order is known, and return that size.

        Raises OrderContradicts when a place gives another tree than the one that was signed.
        """
        tree = await self._integrated()
        for statement in statements:
            grown = await self._grown(tree, statement)
            if grown is None:
                break
            tree = grown
        if await self._integrated() != tree:
            raise OrderContradicts("some of what the published folder holds is in the database twice")
        return tree.size

    async def _grown(self, tree: CompactRange, statement: Statement) -> CompactRange | None:
        if statement.size < tree.size:
            raise OrderContradicts(f"this database has other entries than the signed tree of {statement.size}")
        values = self._published(tree.size, statement.size)
        if values is None:
            values = self._found(tree, statement)
        if values is None:
            return None
        grown = tree.grown(map(leaf_hash, values)).range
        if grown.root() != statement.root:
            raise OrderContradicts(await self._why(statement))
        await self._append(values)
        return grown

    def _published(self, start: int, past: int) -> list[bytes] | None:
        try:
            return self.order.entries(start, past)
        except Malformed as error:
            raise OrderContradicts(f"{self.order.folder.place}: {error}") from error

    def _found(self, tree: CompactRange, statement: Statement) -> list[bytes] | None:
        queues = self.unread.queues()
        found = order_of(tree, statement.size, statement.root, queues)
        if found is None:
            return None
        heads = [iter(queue) for queue in queues]
        return [self.unread.value(next(heads[queue])) for queue in found]

    async def _append(self, values: Sequence[bytes]) -> None:
        found = await append([self.unread.take(value) for value in values], self.uow, self.now)
        remarks = [(index, report) for index, anomaly in found if (report := self._report(anomaly)) is not None]
        await self.uow.entries.remark(remarks, self.now)

    def _report(self, anomaly: Anomaly) -> AnomalyFound | None:
        """What was told of it, or what is told of it now; an entry that no topic has any more has no place to name."""
        told = self.reported.take(anomaly)
        if told is not None or anomaly.arrival.partition == NOWHERE:
            return told
        report = decisions.report(anomaly, self.uow.new_id())
        self.uow.outbox.add(report, at=self.now)
        return report

    async def _integrated(self) -> CompactRange:
        tree = self.uow.tree(self.shard)
        await tree.lock()
        while await integrate(self.uow, self.shard) == ENTRIES_AT_ONCE:
            pass
        return await tree.range()

    async def _why(self, statement: Statement) -> str:
        """Name the entry at fault, if the folder or the database tells."""
        trouble = (
            f"the entries in {self.order.folder.place} lead to another tree than the signed one of {statement.size}"
        )
        flaw = self.order.flaw(statement.size) or await self._difference(statement.size)
        return f"{trouble}: {flaw}" if flaw else trouble

    async def _difference(self, size: int) -> str | None:
        values = self._published(0, size) or []
        held = await self.uow.entries.leaf_hashes(self.shard.first_index, size)
        differing = (
            index for index, pair in enumerate(zip(values, held, strict=False)) if leaf_hash(pair[0]) != pair[1]
        )
        return next((f"entry {index} is not the database's" for index in differing), None)

"""The single writer of one log's tree: entries become hashes, hashes a signed statement, the statement is shown.

Each step can be repeated; a crash between two of them is made good by the next turn, which takes the same steps.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from audit.adapters.signer import LogSigner
from audit.domain import decisions
from audit.domain.errors import LogClosed
from audit.domain.model import FIRST, Shard, Signed, Tree
from audit.service_layer.outside import Outside
from audit.service_layer.unit_of_work import UnitOfWork
from audit.service_layer.witnessing import Witnesses
from chassis.dispatch import Dispatcher
from tlog.tree import CompactRange

CHECKPOINT_TYPE = "text/plain; charset=utf-8"
ENTRIES_AT_ONCE = 10_000


@dataclass(slots=True, kw_only=True)
class Sequencer:
    """Takes turns for one log; each raises LogClosed once another process has closed it."""

    signer: LogSigner
    republish_after: timedelta
    shard: Shard = FIRST
    outside: Outside | None = None
    """Where the newest checkpoint lies beside the database; None only where the tree alone is looked at."""
    entries_at_once: int = ENTRIES_AT_ONCE
    _owes_publication: bool = True

    async def turn(self, dispatcher: Dispatcher) -> None:
        """Hash what was appended, then sign and show the tree if it is time."""
        while await dispatcher.tick(self.integrate) == self.entries_at_once:
            pass
        await dispatcher.tick(self.compare)
        # What an earlier turn, or a process that was killed, has signed and not shown comes before a new signature.
        await self._show(dispatcher)
        if await dispatcher.tick(self.sign):
            self._owes_publication = True
            await self._show(dispatcher)

    async def _show(self, dispatcher: Dispatcher) -> None:
        if not self._owes_publication:
            return
        # A crash here leaves a checkpoint signed and not shown; the first turn of the next process shows it.
        if self.outside is not None and (signed := await dispatcher.tick(self._newest)) is not None:
            await self.outside.keep(signed.note)
            await self._cosign(dispatcher, signed, self.outside.witnesses)
        await dispatcher.tick(self.publish)
        self._owes_publication = False

    async def _cosign(self, dispatcher: Dispatcher, signed: Signed, witnesses: Witnesses) -> None:
        """Ask the witnesses about what is not shown yet; a crash here asks them again, and they say the same."""
        if not witnesses.clients or not await dispatcher.tick(self._is_owed):
            return
        lines = await witnesses.cosign(dispatcher.pool, self.shard, signed)
        # Who refused may have seen another tree: then this one is shown to nobody.
        await dispatcher.tick(self.compare)
        await dispatcher.tick(lambda uow, now: uow.checkpoints.cosign(signed.number, lines, now))

    async def _is_owed(self, uow: UnitOfWork, _now: datetime) -> bool:
        await self._hold(uow)
        return bool(await uow.checkpoints.unpublished())

    async def integrate(self, uow: UnitOfWork, now: datetime) -> int:
        """Hash the next entries; what is written depends on the old range and the entries alone."""
        await uow.tree(self.shard).lock()
        await self._check_open(uow)
        return await integrate(uow, self.shard, self.entries_at_once)

    async def compare(self, uow: UnitOfWork, _now: datetime) -> None:
        """Hold the database against what lies outside it; raises StatedElsewhere or NoCopy."""
        if self.outside is None:
            return
        # What was shown lies outside before it is shown: asked first, it cannot be newer than the copies. And outside
        # before the database: what another process signs meanwhile is then in the database, not ahead of it.
        shown = await uow.checkpoints.published(self.shard)
        copies = await self.outside.copies()
        signed = await uow.checkpoints.newest(self.shard)
        known = {decisions.signed_head(signed)}
        heads = {(copy.stated.size, copy.stated.root) for copy in copies if copy.stated is not None}
        known |= await uow.checkpoints.stated(list(heads - known))
        decisions.check_copies(shown, copies, known)

    async def sign(self, uow: UnitOfWork, now: datetime) -> bool:
        """State the tree's root if it is time; the signature leaves with the commit of its row, not before."""
        await self.compare(uow, now)
        tree = Tree(range=await self._hold(uow), signed=await uow.checkpoints.newest(self.shard))
        decisions.check_origin(tree.signed, self.signer.origin)
        if not decisions.is_signature_due(tree, now, self.republish_after):
            return False
        decisions.check_growth(tree, await uow.tree(self.shard).roots(decisions.spans_of_growth(tree)))
        root = tree.range.root()
        signed = Signed(
            number=(self.shard.after_checkpoint if tree.signed is None else tree.signed.number) + 1,
            size=tree.range.size,
            root=root,
            note=self.signer.sign(tree.range.size, root),
            vkey=self.signer.vkey,
            signed_at=now,
        )
        await uow.checkpoints.add(signed)
        return True

    async def publish(self, uow: UnitOfWork, now: datetime) -> None:
        """Show what was signed, with the cosignatures it has by now."""
        await self._hold(uow)
        for number, note in await uow.checkpoints.unpublished():
            if await uow.checkpoints.publish(number, note, now):
                uow.outbox.add_record("checkpoints", self.signer.origin, note, {"content-type": CHECKPOINT_TYPE})

    async def _newest(self, uow: UnitOfWork, _now: datetime) -> Signed | None:
        await self._hold(uow)
        return await uow.checkpoints.newest(self.shard)

    async def _hold(self, uow: UnitOfWork) -> CompactRange:
        """How far the tree is, of a log that nobody closes until this transaction ends."""
        tree = uow.tree(self.shard)
        await tree.hold()
        await self._check_open(uow)
        return await tree.range()

    async def _check_open(self, uow: UnitOfWork) -> None:
        if (await uow.shards.open()).number != self.shard.number:
            raise LogClosed(self.shard.number)


async def integrate(uow: UnitOfWork, shard: Shard, entries_at_once: int = ENTRIES_AT_ONCE) -> int:
    """Hash the next entries of the open log; whoever calls holds the tree's lock. Return how many it were."""
    tree = uow.tree(shard)
    compact_range = await tree.range()
    leaves = await uow.entries.leaf_hashes(shard.first_index + compact_range.size, entries_at_once)
    if leaves:
        await tree.grow(compact_range.grown(leaves))
    return len(leaves)

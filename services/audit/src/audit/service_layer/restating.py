"""What a log has stated and its restored database does not know: found on the topic and in the places beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.adapters.folder import PublishedFolder
from audit.adapters.kept import KeptCheckpoint
from audit.domain.errors import OrderContradicts
from audit.domain.model import Shard, Signed, Statement
from audit.service_layer.sequencer import CHECKPOINT_TYPE
from audit.service_layer.unit_of_work import UnitOfWork
from chassis import telemetry
from chassis.decoding import Delivery, WrongBody, decode
from chassis.topic_reader import Lying
from contracts.audit import ShardClosed
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.errors import Malformed, NotVerified
from tlog.note import Ed25519Verifier

CHECKPOINTS = "checkpoints"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The fact that tells of a log's end, with the very bytes that begin the next one."""

    fact: ShardClosed
    value: bytes
    at: datetime


def closings(facts: Sequence[Delivery]) -> dict[int, Closed]:
    """Of the record's own facts those that tell of a closing, by the number of the log."""
    return {closed.fact.number: closed for closed in map(_closed, facts) if closed is not None}


def _closed(delivery: Delivery) -> Closed | None:
    try:
        envelope = decode(delivery, {ShardClosed.TYPE: ShardClosed}).envelope
    except WrongBody:
        return None
    if not isinstance(envelope.fact, ShardClosed):
        return None
    return Closed(fact=envelope.fact, value=envelope.value, at=envelope.time)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restating:
    """One log in the transaction of a recovery; `kept` and `folder` are its own."""

    uow: UnitOfWork
    shard: Shard
    log: Ed25519Verifier
    kept: KeptCheckpoint
    folder: PublishedFolder
    closed: Closed | None

    async def statements(self, told: Sequence[Lying], now: datetime) -> list[Statement]:
        """Every tree that the log has signed and the database does not know, the smallest first."""
        found: dict[tuple[int, bytes], Statement] = {}
        for statement in (*self._told(told), *self._beside(now)):
            found.setdefault(statement.head, statement)
        known = await self.uow.checkpoints.stated(list(found))
        return sorted((found[head] for head in found.keys() - known), key=lambda each: each.size)

    def _told(self, told: Sequence[Lying]) -> Iterator[Statement]:
        for lying in told:
            raw = lying.record.value or b""
            if (stated := self._read(raw)) is not None:
                yield Statement(size=stated.size, root=stated.root, note=raw, at=lying.at, is_told=True)

    def _beside(self, now: datetime) -> Iterator[Statement]:
        """In the kept file, the folder and, of a closed log, the fact about its end."""
        places = [(self.kept.read(), now), (self.folder.read(), now)]
        if self.closed is not None:
            places.append((self.closed.fact.last_note.encode(), self.closed.at))
        for raw, at in places:
            if raw is not None and (stated := self._read(raw)) is not None:
                yield Statement(size=stated.size, root=stated.root, note=raw, at=at, is_told=False)

    async def enter(self, statements: Sequence[Statement]) -> None:
        """Let them be rows again, shown as they were; what the topic lacks goes there."""
        newest = await self.uow.checkpoints.newest(self.shard)
        first = (self.shard.after_checkpoint if newest is None else newest.number) + 1
        for number, each in enumerate(statements, first):
            signed = Signed(
                number=number, size=each.size, root=each.root, note=each.note, vkey=str(self.log), signed_at=each.at
            )
            await self.uow.checkpoints.add(signed)
            await self.uow.checkpoints.publish(number, each.note, each.at)
            if not each.is_told:
                self.uow.outbox.add_record(CHECKPOINTS, self.log.name, each.note, {"content-type": CHECKPOINT_TYPE})

    async def last(self, closed: Closed) -> Signed:
        """The last word of a log that was closed, once its statements are rows again; raises OrderContradicts."""
        raw = closed.fact.last_note.encode()
        stated, newest = self._read(raw), await self.uow.checkpoints.newest(self.shard)
        if newest is None or stated is None or (stated.size, stated.root) != (newest.size, newest.root):
            raise OrderContradicts(f"the fact about the end of {self.log.name} is not about what this log stated last")
        for number, shown in await self.uow.checkpoints.unpublished():
            await self.uow.checkpoints.publish(number, shown, closed.at)
        if await self.uow.checkpoints.published(self.shard) != raw:
            # The same tree with other cosignatures; what the next log holds is what was shown last.
            told = Statement(size=stated.size, root=stated.root, note=raw, at=closed.at, is_told=True)
            await self.enter([told])
        return await self.uow.checkpoints.newest(self.shard) or newest

    def _read(self, raw: bytes) -> Checkpoint | None:
        """What this log's key has signed; what names the log and is not signed states nothing."""
        try:
            if checkpoint.stated(raw).origin != self.log.name:
                return None
            return checkpoint.verify(raw, self.log)
        except (Malformed, NotVerified) as error:
            telemetry.log.error("checkpoint-not-ours", reason=str(error))
            return None

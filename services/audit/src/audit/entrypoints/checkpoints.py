"""`audit.checkpoints` read back: what the log has stated, even when its database was restored and does not know it.

A database behind its statements must not sign: a different tree of a size that was stated would be a fork. The
statements come back as rows, and the rule that a tree extends what was signed does the rest (`decisions.check_growth`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audit.adapters.checkpoints import states
from audit.adapters.signer import LogKeys
from audit.domain.model import Signed
from audit.service_layer.unit_of_work import UnitOfWork
from chassis import telemetry
from chassis.database import Connection
from chassis.own_topics import OwnTopic
from chassis.topic_reader import Lying
from tlog import checkpoint
from tlog.errors import Malformed, NotVerified
from tlog.note import Ed25519Verifier


async def unknown(connection: Connection, _service: str, records: Sequence[Lying]) -> list[Lying]:
    """Statements about trees that this database never signed; what is no checkpoint states nothing."""
    stated = {id(lying): read for lying in records if (read := _read(lying)) is not None}
    known = await states(connection, [(read.size, read.root) for read in stated.values()])
    return [each for each in records if id(each) in stated and _head(stated[id(each)]) not in known]


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Lost statements become rows again, in the order in which they were shown; those of the open log alone.

    A database from before the closing of a log does not become one from after it: the log that followed is another one
    to it, and what lies outside keeps it from signing (decisions.check_copies).
    """

    keys: Callable[[], LogKeys]

    async def __call__(self, uow: UnitOfWork, records: Sequence[Lying]) -> None:
        shard = await uow.shards.open()
        signer = self.keys().of(shard.origin)
        for lying in records:
            stated = _verified(lying, signer.verifier)
            newest = await uow.checkpoints.newest(shard)
            if stated is None or (newest is not None and (newest.size, newest.root) == _head(stated)):
                continue
            signed = Signed(
                number=(shard.after_checkpoint if newest is None else newest.number) + 1,
                size=stated.size,
                root=stated.root,
                note=lying.record.value or b"",
                vkey=signer.vkey,
                signed_at=lying.at,
            )
            await uow.checkpoints.add(signed)
            await uow.checkpoints.publish(signed.number, signed.note, lying.at)


def topic(keys: Callable[[], LogKeys]) -> OwnTopic:
    """The log's statements as the chassis compares them; `keys` are asked for when statements are taken back."""
    return OwnTopic(name="checkpoints", unknown=unknown, take_back=TakeBack(keys))


def _head(stated: checkpoint.Checkpoint) -> tuple[int, bytes]:
    return stated.size, stated.root


def _read(lying: Lying) -> checkpoint.Checkpoint | None:
    try:
        return checkpoint.stated(lying.record.value or b"")
    except Malformed:
        return None


def _verified(lying: Lying, log: Ed25519Verifier) -> checkpoint.Checkpoint | None:
    try:
        return checkpoint.verify(lying.record.value or b"", log)
    except (Malformed, NotVerified):
        telemetry.log.error("checkpoint-not-ours", offset=lying.record.offset)
        return None

"""`audit.checkpoints` read back: what the log has stated, even when its database was restored and does not know it.

A database behind its statements must not sign: a different tree of a size that was stated would be a fork
(service_layer/taking_back.py makes good for it).
"""

from collections.abc import Sequence

from audit.adapters.checkpoints import states
from audit.service_layer.restating import CHECKPOINTS
from chassis.database import Connection
from chassis.own_topics import OwnTopic
from chassis.topic_reader import Lying
from tlog import checkpoint
from tlog.errors import Malformed


async def unknown(connection: Connection, _service: str, records: Sequence[Lying]) -> list[Lying]:
    """Statements about trees that this database never signed; what is no checkpoint states nothing."""
    stated = {id(lying): read for lying in records if (read := _read(lying)) is not None}
    known = await states(connection, [(read.size, read.root) for read in stated.values()])
    return [each for each in records if id(each) in stated and _head(stated[id(each)]) not in known]


TOPIC = OwnTopic(name=CHECKPOINTS, unknown=unknown)


def _head(stated: checkpoint.Checkpoint) -> tuple[int, bytes]:
    return stated.size, stated.root


def _read(lying: Lying) -> checkpoint.Checkpoint | None:
    try:
        return checkpoint.stated(lying.record.value or b"")
    except Malformed:
        return None

"""The logs of the record one after the other, and the one that a name in an address stands for."""

from dataclasses import dataclass

from audit.adapters.log_listing import LogListed, list_logs
from audit.adapters.shards import ShardRepository
from audit.domain.errors import NoSuchLog, NothingSigned
from audit.domain.model import Shard
from chassis.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class LogList:
    """The logs of the record; entry 0 of each after the first holds the last note of the one before."""

    logs: list[LogListed]


async def logs(connection: Connection) -> LogList:
    """Every log; raises NothingSigned."""
    if not (found := await list_logs(connection)):
        raise NothingSigned
    return LogList(logs=found)


async def open_log(connection: Connection) -> Shard:
    """The log that is written."""
    return await ShardRepository(connection).open()


async def log_named(connection: Connection, name: str) -> Shard:
    """The log that lies under a name, the first one under none; raises NoSuchLog."""
    for shard in await ShardRepository(connection).all():
        if shard.name == name:
            return shard
    raise NoSuchLog(name)

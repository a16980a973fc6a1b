"""Whether all that is shown of the record is in the index, which is filled behind while the record catches up."""

from audit.domain.errors import NotYetListed
from audit.views.proving import ShownLog, shown_logs
from chassis.database import Connection


async def first_unlisted(connection: Connection) -> int:
    """The first entry that is not listed, counted over all logs; those after it may be."""
    return int(await connection.fetchval("SELECT next_index FROM listed WHERE only_row"))


async def listed_logs(connection: Connection) -> list[ShownLog]:
    """The logs that show a checkpoint, when all that they show is listed; raises NothingSigned, NotYetListed."""
    logs = await shown_logs(connection)
    if (listed := await first_unlisted(connection)) < logs[-1].past_index:
        raise NotYetListed(listed, logs[-1].past_index)
    return logs

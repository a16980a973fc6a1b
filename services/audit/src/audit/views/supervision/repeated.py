"""What came to the record once more, byte for byte the same: counts by topic and day, and nothing of a single one."""

from dataclasses import dataclass
from datetime import date, timedelta

from audit.views.supervision.asked import Wanted
from chassis.database import Connection
from contracts.local_time import local_date

ROWS_AT_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatsOfDay:
    """How many records of a topic came again on a day in Vietnam; the topic's owner told them twice."""

    topic: str
    day: date
    records: int


async def repeated(connection: Connection, wanted: Wanted) -> list[RepeatsOfDay]:
    """The newest days of a period, each topic's most first; days that the period has a part of count whole."""
    rows = await connection.fetch(
        """
        SELECT topic, day, records FROM repeats
        WHERE ($1::date IS NULL OR day >= $1) AND ($2::date IS NULL OR day <= $2)
        ORDER BY day DESC, records DESC, topic LIMIT $3
        """,
        None if wanted.since is None else local_date(wanted.since),
        None if wanted.until is None else local_date(wanted.until - timedelta(microseconds=1)),
        ROWS_AT_MOST,
    )
    return [RepeatsOfDay(**row) for row in rows]

"""What an operator sees of review: cases that wait for a step, how long the oldest has waited, how many are late."""

from datetime import UTC, datetime

from chassis import metrics
from chassis.database import Connection
from chassis.measures import Reading
from contracts.local_time import local_date
from review import views

WAITING = metrics.gauge("cases_waiting", "Cases that wait for a step.", "status")
OLDEST = metrics.gauge("case_oldest_waiting_age_seconds", "Since the last step of the oldest such case.", "status")

OVERDUE = metrics.gauge("cases_overdue", "Cases that wait for a step past the day on which it is due.", "status")


async def waiting_cases(connection: Connection) -> list[Reading]:
    """Nought where none waits."""
    return [
        reading
        for row in await views.waiting(connection)
        for reading in (
            Reading(gauge=WAITING, labels=(row.status,), value=row.count),
            Reading(gauge=OLDEST, labels=(row.status,), value=row.oldest_age_seconds),
        )
    ]


async def overdue_cases(connection: Connection) -> list[Reading]:
    """Against the present day in Vietnam."""
    found = await views.overdue(connection, local_date(datetime.now(UTC)))
    return [Reading(gauge=OVERDUE, labels=(status,), value=count) for status, count in found.items()]

"""What an operator sees of review: cases that wait for a step, and how long the oldest has waited."""

from chassis import metrics
from chassis.database import Connection
from chassis.measures import Reading
from review import views

WAITING = metrics.gauge("cases_waiting", "Cases that wait for a step.", "status")
OLDEST = metrics.gauge("case_oldest_waiting_age_seconds", "Since the last step of the oldest such case.", "status")


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

"""What an operator sees of notifications: mails that wait for the mail server."""

from chassis import metrics
from chassis.database import Connection
from chassis.measures import Reading
from notifications import views

WAITING = metrics.gauge("mails_waiting", "Mails that no mail server has taken or refused yet.")
OLDEST = metrics.gauge("mail_oldest_waiting_age_seconds", "Since the fact that the oldest such mail tells of.")


async def waiting_mails(connection: Connection) -> list[Reading]:
    waiting = await views.waiting_mails(connection)
    return [
        Reading(gauge=WAITING, value=waiting.count),
        Reading(gauge=OLDEST, value=waiting.oldest_age_seconds),
    ]

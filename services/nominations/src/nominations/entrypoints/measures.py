"""What an operator sees of nominations: evidence that waits for the virus scanner."""

from chassis import metrics
from chassis.database import Connection
from chassis.measures import Reading
from nominations.views.evidence import waiting

QUARANTINED = metrics.gauge("evidence_quarantined_files", "Evidence files that no virus scanner has answered for yet.")


async def evidence(connection: Connection) -> list[Reading]:
    return [Reading(gauge=QUARANTINED, value=await waiting(connection))]

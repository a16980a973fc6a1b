"""What an operator sees of the record: its growth, the age of what the world was shown, anomalies."""

from audit import views
from chassis import metrics
from chassis.database import Connection
from chassis.measures import Reading

ENTRIES = metrics.gauge(
    "record_entries", "Entries that came this far: appended, hashed, signed, published; listed.", "stage"
)
CHECKPOINT = metrics.gauge("record_checkpoint_age_seconds", "Age of the newest published checkpoint.")
ANOMALIES = metrics.gauge("record_anomalies", "Events that were not the next of their stream.", "kind")


async def record(connection: Connection) -> list[Reading]:
    """Nothing about a checkpoint before the first is published."""
    status = await views.status(connection)
    age = await views.checkpoint_age_seconds(connection)
    stages = {
        "appended": status.appended,
        "hashed": status.hashed,
        "signed": status.signed,
        "published": status.published,
        "listed": status.listed,
    }
    return [
        *(Reading(gauge=ENTRIES, labels=(stage,), value=size) for stage, size in stages.items()),
        *([] if age is None else [Reading(gauge=CHECKPOINT, value=age)]),
        *(
            Reading(gauge=ANOMALIES, labels=(kind,), value=count)
            for kind, count in (await views.anomaly_counts(connection)).items()
        ),
    ]

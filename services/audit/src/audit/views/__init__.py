"""The reading side: checkpoints, entries, proofs, the log as files, what was remarkable. It changes nothing."""

from audit.views.anomalies import AnomalyList, AnomalyRow, anomalies, anomaly_counts
from audit.views.files import tile
from audit.views.progress import Status, checkpoint_age_seconds, status
from audit.views.proofs import Entry, Published, entry, proof, published
from audit.views.recent import RecordedFact, facts

__all__ = [
    "AnomalyList",
    "AnomalyRow",
    "Entry",
    "Published",
    "RecordedFact",
    "Status",
    "anomalies",
    "anomaly_counts",
    "checkpoint_age_seconds",
    "entry",
    "facts",
    "proof",
    "published",
    "status",
    "tile",
]

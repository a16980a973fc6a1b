"""The reading side: checkpoints, entries, proofs, the log as files, what was remarkable. It changes nothing."""

from audit.views.anomalies import AnomalyList, AnomalyRow, anomalies, anomaly_counts
from audit.views.files import tile
from audit.views.progress import Status, checkpoint_age_seconds, status
from audit.views.proofs import Entry, entry, proof
from audit.views.published import Published, published
from audit.views.recent import RecordedFact, facts
from audit.views.shards import LogList, log_named, logs, open_log

__all__ = [
    "AnomalyList",
    "AnomalyRow",
    "Entry",
    "LogList",
    "Published",
    "RecordedFact",
    "Status",
    "anomalies",
    "anomaly_counts",
    "checkpoint_age_seconds",
    "entry",
    "facts",
    "log_named",
    "logs",
    "open_log",
    "proof",
    "published",
    "status",
    "tile",
]

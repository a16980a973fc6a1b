"""What somebody who supervises looks for: pure functions over facts of the record, one file per kind of trouble."""

from audit.domain.findings.ad_hoc import ad_hoc_times
from audit.domain.findings.lateness import late_opinions, missed_deadlines
from audit.domain.findings.model import Finding, Kind, Measure, RecordedFact
from audit.domain.findings.returns import By, returned_often
from audit.domain.findings.streams import anomalies

__all__ = [
    "By",
    "Finding",
    "Kind",
    "Measure",
    "RecordedFact",
    "ad_hoc_times",
    "anomalies",
    "late_opinions",
    "missed_deadlines",
    "returned_often",
]

"""Gaps, forks and late arrivals, as the record's own facts tell them."""

from collections.abc import Mapping, Sequence

from audit.domain.findings.model import Finding, Kind, Measure, RecordedFact
from contracts.audit import AnomalyFound, AnomalyKind

TYPES = (AnomalyFound.TYPE,)
_KINDS = {
    Kind.GAP: AnomalyKind.GAP,
    Kind.FORK: AnomalyKind.FORK,
    Kind.LATE_ARRIVAL: AnomalyKind.LATE,
}


def anomalies(kind: Kind, told: Sequence[RecordedFact], about: Mapping[str, Sequence[RecordedFact]]) -> list[Finding]:
    """Findings of one kind; `about` are the facts that each is about, by fact id: both bodies of a fork."""
    return [_finding(kind, fact, about) for fact in told if fact.text("kind") == _KINDS[kind]]


def _finding(kind: Kind, told: RecordedFact, about: Mapping[str, Sequence[RecordedFact]]) -> Finding:
    found = tuple(about.get(told.text("about_fact_id"), ()))
    named = found[0] if found else told
    expected, seen = told.data.get("expected_seq"), told.data.get("seen_seq")
    missing = seen - expected if kind is Kind.GAP and isinstance(seen, int) and isinstance(expected, int) else None
    return Finding(
        kind=kind,
        says=kind.value,
        at=told.time,
        unit=named.unit,
        case_id=named.case_id,
        nomination_id=named.nomination_id,
        value=missing,
        measure=None if missing is None else Measure.FACTS_MISSING,
        facts=(told, *found),
    )

"""Which dossiers would be answered otherwise: under other values of parameters, or under the law of another regime."""

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel, ConfigDict

from rulebook.awards import Span
from rulebook.dossier import Dossier
from rulebook.evaluation import evaluate
from rulebook.findings import Finding, Outcome
from rulebook.law import Law

Outcomes = dict[str, Outcome]


class Change(BaseModel):
    """One row that answers a dossier otherwise; None where it doesn't speak."""

    model_config = ConfigDict(frozen=True)

    row: str
    """Its id; between regimes the name that their rows share, without the pack's letter."""
    before: Outcome | None
    after: Outcome | None


class Affected(BaseModel):
    """A dossier with every row whose outcome changes."""

    model_config = ConfigDict(frozen=True)

    dossier: str
    changes: tuple[Change, ...]


class UnknownRegime(LookupError):
    """No regime has this id."""


def impact(dossiers: Iterable[tuple[str, Dossier]], before: Law, after: Law) -> tuple[Affected, ...]:
    """Those dossiers, by name, of which at least one row changes its outcome; in their order."""
    compared = ((name, _by_id(evaluate(each, before)), _by_id(evaluate(each, after))) for name, each in dossiers)
    return _affected(compared)


def impact_of_regime(dossiers: Iterable[tuple[str, Dossier]], law: Law, regime: str) -> tuple[Affected, ...]:
    """The same as if each had been received on the nearest day of the regime; raise UnknownRegime."""
    span = next((each.span for each in law.book.regimes if each.id == regime), None)
    if span is None:
        raise UnknownRegime(regime)
    compared = (
        (name, _by_name(evaluate(each, law)), _by_name(evaluate(_received_within(each, span), law)))
        for name, each in dossiers
    )
    return _affected(compared)


def _received_within(dossier: Dossier, span: Span) -> Dossier:
    if dossier.received_on is None:
        return dossier
    nearest = min(max(dossier.received_on, span.first_day), span.last_day or date.max)
    return dossier.model_copy(update={"received_on": nearest})


def _affected(compared: Iterable[tuple[str, Outcomes, Outcomes]]) -> tuple[Affected, ...]:
    found = (Affected(dossier=name, changes=_changes(old, new)) for name, old, new in compared)
    return tuple(each for each in found if each.changes)


def _changes(old: Outcomes, new: Outcomes) -> tuple[Change, ...]:
    return tuple(
        Change(row=row, before=old.get(row), after=new.get(row))
        for row in dict.fromkeys([*old, *new])
        if old.get(row) is not new.get(row)
    )


def _by_id(findings: tuple[Finding, ...]) -> Outcomes:
    return {finding.row: finding.outcome for finding in findings}


def _by_name(findings: tuple[Finding, ...]) -> Outcomes:
    return {finding.row.partition(".")[2] or finding.row: finding.outcome for finding in findings}

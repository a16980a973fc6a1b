"""Which dossiers would be answered otherwise under other values of parameters."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from rulebook.dossier import Dossier
from rulebook.evaluation import evaluate
from rulebook.findings import Finding, Outcome
from rulebook.law import Law


class Change(BaseModel):
    """One row that answers a dossier otherwise; None where it doesn't speak."""

    model_config = ConfigDict(frozen=True)

    row: str
    before: Outcome | None
    after: Outcome | None


class Affected(BaseModel):
    """A dossier with every row whose outcome changes."""

    model_config = ConfigDict(frozen=True)

    dossier: str
    changes: tuple[Change, ...]


def impact(dossiers: Iterable[tuple[str, Dossier]], before: Law, after: Law) -> tuple[Affected, ...]:
    """Those dossiers, by name, of which at least one row changes its outcome; in their order."""
    compared = (Affected(dossier=name, changes=_changes(dossier, before, after)) for name, dossier in dossiers)
    return tuple(each for each in compared if each.changes)


def _changes(dossier: Dossier, before: Law, after: Law) -> tuple[Change, ...]:
    old, new = _outcomes(evaluate(dossier, before)), _outcomes(evaluate(dossier, after))
    return tuple(
        Change(row=row, before=old.get(row), after=new.get(row))
        for row in dict.fromkeys([*old, *new])
        if old.get(row) is not new.get(row)
    )


def _outcomes(findings: tuple[Finding, ...]) -> dict[str, Outcome]:
    return {finding.row: finding.outcome for finding in findings}

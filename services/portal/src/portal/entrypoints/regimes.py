"""Which rules apply to a case: those in force on the day of receipt, with where they stand written."""

from dataclasses import dataclass
from datetime import date

from rulebook import load_rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRegime:
    """A regime as a page names it; `doubt` says why it stands as not verified, "" when it does not."""

    id: str
    citation: str
    note: str
    first_day: date
    last_day: date | None
    doubt: str


def regime_on(received_on: date) -> ShownRegime | None:
    """The regime of a day of receipt; None before the first that is known."""
    found = load_rulebook().regime_on(received_on)
    if found is None:
        return None
    basis = found.basis
    return ShownRegime(
        id=found.id,
        citation=basis.citation,
        note=basis.note,
        first_day=found.span.first_day,
        last_day=found.span.last_day,
        doubt="" if basis.is_verified else basis.note or basis.citation,
    )

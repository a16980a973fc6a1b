"""Which rows of one kind of clause speak about an award on a day: what the look-ups for callers are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from rulebook.awards import Basis, SubjectKind
from rulebook.clauses.kind import Parameters
from rulebook.clauses.unseen import NotSeen
from rulebook.law import Law, special
from rulebook.rules import Rule, Transition, told_by

P = TypeVar("P", bound=Parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """`law_on` chooses among rows by receipt: the day of receipt, or one in the regime that the case was re-pinned to.

    `event_on` chooses among rows by decision or event: the day of what the period begins with.
    """

    law_on: date
    event_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking(Generic[P]):
    """A row with the parameters of its clause."""

    row: str
    basis: Basis
    text: str
    names_award: bool
    value: P


def on(day: date) -> Days:
    return Days(law_on=day, event_on=day)


def speaking(
    law: Law, clause: type[P], award: str, days: Days, subject: SubjectKind | None = None
) -> tuple[Speaking[P], ...]:
    """In the order of the packs; a row for every award only where none names this one. Raise UnknownAward."""
    law.book.award(award)
    return _in_force((pair for pair in told_by(law.by_award[award], clause) if pair[0].concerns(award, subject)), days)


def general(law: Law, clause: type[P], days: Days) -> tuple[Speaking[P], ...]:
    """The rows for every award alone."""
    return _in_force((pair for pair in told_by(law.rules, clause) if not pair[0].awards), days)


def not_seen(law: Law, about: str, award: str, days: Days) -> tuple[Speaking[NotSeen], ...]:
    """Rows that say what of the law wasn't seen."""
    return tuple(row for row in speaking(law, NotSeen, award, days) if row.value.about == about)


def _in_force(pairs: Iterable[tuple[Rule, P]], days: Days) -> tuple[Speaking[P], ...]:
    found = [(rule, value) for rule, value in pairs if rule.span.covers(_day(rule, days))]
    wanted = {rule.id for rule in special(rule for rule, _ in found)}
    return tuple(_speaking(rule, value) for rule, value in found if rule.id in wanted)


def _day(rule: Rule, days: Days) -> date:
    return days.law_on if rule.transition is Transition.RECEIPT else days.event_on


def _speaking(rule: Rule, value: P) -> Speaking[P]:
    return Speaking(row=rule.id, basis=rule.basis, text=rule.text, names_award=bool(rule.awards), value=value)

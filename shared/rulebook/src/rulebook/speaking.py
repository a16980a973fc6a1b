"""Which rows of one kind of clause speak about an award on a day: what the look-ups for callers are made of."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from rulebook.awards import Basis, SubjectKind
from rulebook.clauses.kind import Parameters
from rulebook.clauses.unseen import NotSeen
from rulebook.law import Law, special
from rulebook.rules import Rule, Transition

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
    rules = special(
        rule
        for rule in law.by_award[award]
        if isinstance(rule.parameters, clause) and rule.concerns(award, subject) and rule.span.covers(_day(rule, days))
    )
    return tuple(_speaking(rule, clause) for rule in rules)


def not_seen(law: Law, about: str, award: str, days: Days) -> tuple[Speaking[NotSeen], ...]:
    """Rows that say what of the law wasn't seen."""
    return tuple(row for row in speaking(law, NotSeen, award, days) if row.value.about == about)


def _day(rule: Rule, days: Days) -> date:
    return days.law_on if rule.transition is Transition.RECEIPT else days.event_on


def _speaking(rule: Rule, clause: type[P]) -> Speaking[P]:
    value = rule.parameters
    if not isinstance(value, clause):
        raise TypeError(rule.id)
    return Speaking(row=rule.id, basis=rule.basis, text=rule.text, names_award=bool(rule.awards), value=value)

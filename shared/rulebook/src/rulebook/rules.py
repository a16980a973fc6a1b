"""One row of a pack: whom it concerns, when, what it asks, where it comes from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from rulebook.awards import Basis, Span, SubjectKind
from rulebook.clauses.kind import Check, Parameters
from rulebook.dossier import CommendationKind
from rulebook.findings import Effect


class Transition(StrEnum):
    """The date that chooses between this row and its successor."""

    RECEIPT = "receipt"
    DECISION = "decision"
    EVENT = "event"


class OverlappingRows(ValueError):
    """Two rows answer the same question about the same award and subject on one day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`awards`, `subjects` and `kinds` empty mean every one; a row that names its awards wins over one for all."""

    id: str
    pack: str
    clause: str
    awards: frozenset[str]
    subjects: frozenset[SubjectKind]
    kinds: frozenset[CommendationKind]
    effect: Effect
    span: Span
    transition: Transition
    basis: Basis
    text: str
    parameters: Parameters
    check: Check

    @property
    def question(self) -> tuple[str, str]:
        return self.clause, self.parameters.aspect()

    def concerns(self, award: str, subject: SubjectKind | None) -> bool:
        return (not self.awards or award in self.awards) and (
            subject is None or not self.subjects or subject in self.subjects
        )

    def overlaps(self, other: "Rule") -> bool:
        """The same question of equally special rows, where awards, subjects, kinds and days meet."""
        return (
            self.question == other.question
            and bool(self.awards) == bool(other.awards)
            and _meet(self.awards, other.awards)
            and _meet(self.subjects, other.subjects)
            and _meet(self.kinds, other.kinds)
            and days_meet(self.span, other.span)
        )


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)


def days_meet(one: Span, other: Span) -> bool:
    """Some day lies in both."""
    return one.covers(other.first_day) or other.covers(one.first_day)


P = TypeVar("P", bound=Parameters)


def told_by(rules: Iterable[Rule], clause: type[P]) -> Iterator[tuple[Rule, P]]:
    """The rows of one kind of clause, each with its parameters."""
    for rule in rules:
        if isinstance(rule.parameters, clause):
            yield rule, rule.parameters


def without_overlap(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules; raise OverlappingRows when two of them answer one question."""
    by_question: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        for other in by_question.setdefault(rule.question, []):
            if rule.overlaps(other):
                raise OverlappingRows(f"{other.id} and {rule.id} both answer {rule.clause} on {later(rule, other)}")
        by_question[rule.question].append(rule)
    return rules


def later(one: Rule, other: Rule) -> date:
    return max(one.span.first_day, other.span.first_day)

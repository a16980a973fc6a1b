"""The packs together over the catalogue: which rows speak on which day about which award."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Self

from rulebook.awards import SubjectKind
from rulebook.book import Rulebook, UnknownAward
from rulebook.loading import load_rulebook
from rulebook.overlays import Overlay, overlaid
from rulebook.reading import package_rules
from rulebook.rules import Rule, without_overlap


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Law:
    """Immutable, safe to share; two laws are the same when they are one object."""

    book: Rulebook
    rules: tuple[Rule, ...]
    by_award: Mapping[str, tuple[Rule, ...]]

    @classmethod
    def of(cls, book: Rulebook, rules: tuple[Rule, ...]) -> Self:
        """Index the rows; raise OverlappingRows, or UnknownAward for a row about an award that the catalogue lacks."""
        for code in sorted({code for rule in rules for code in rule.awards} - book.awards.keys()):
            raise UnknownAward(code)
        by_award = {
            code: tuple(rule for rule in rules if not rule.awards or code in rule.awards) for code in book.awards
        }
        return cls(book=book, rules=without_overlap(rules), by_award=by_award)

    def under(self, overlays: tuple[Overlay, ...]) -> Self:
        """The law with other values for parameters."""
        return self.of(self.book, overlaid(self.rules, overlays))

    def pack(self, name: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.pack == name)

    def on(self, day: date, award: str, subject: SubjectKind | None = None) -> tuple[Rule, ...]:
        """Rows about the award in force on the day, whichever date chooses them; raise UnknownAward."""
        self.book.award(award)
        return special(rule for rule in self.by_award[award] if rule.span.covers(day) and rule.concerns(award, subject))


def special(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Without those for every award whose question another row answers for this one."""
    found = tuple(rules)
    answered = {rule.question for rule in found if rule.awards}
    return tuple(rule for rule in found if rule.awards or rule.question not in answered)


@cache
def load_law() -> Law:
    """The law of the package's data; the same object at every call."""
    book = load_rulebook()
    return Law.of(book, package_rules(book.regimes))

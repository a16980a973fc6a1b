"""The rule rows together, with the look-ups by code, subject and day.

Invariant: codes are unique, and every code that a rule row names is an award of this book.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Self, TypeVar

from rulebook.awards import (
    Award,
    BaseSalary,
    Competence,
    Heard,
    Quorum,
    Reason,
    ReasonUse,
    Regime,
    SubjectKind,
    Term,
    Threshold,
)
from rulebook.spellings import Ambiguous, Recognised, Resolution, Spellings, Unrecognised

Item = TypeVar("Item")


class UnknownAward(LookupError):
    """No award has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class DuplicateCode(ValueError):
    """Two rows of one kind share a code."""


class NoRuleInForce(LookupError):
    """No row covers the day: it lies before the first regime that this book knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Immutable, safe to share."""

    awards: Mapping[str, Award]
    regimes: tuple[Regime, ...]
    commendation_kinds: Mapping[str, Term]
    subject_kinds: Mapping[str, Term]
    thresholds: tuple[Threshold, ...]
    quorums: tuple[Quorum, ...]
    base_salaries: tuple[BaseSalary, ...]
    reasons: Mapping[str, Reason]
    spellings: Spellings

    @classmethod
    def of(
        cls,
        *,
        awards: Iterable[Award],
        regimes: tuple[Regime, ...],
        commendation_kinds: Iterable[Term],
        subject_kinds: Iterable[Term],
        thresholds: tuple[Threshold, ...],
        quorums: tuple[Quorum, ...],
        base_salaries: tuple[BaseSalary, ...],
        reasons: Iterable[Reason],
        spellings: Spellings,
    ) -> Self:
        """Index the rows; raise DuplicateCode or UnknownAward when they don't fit together."""
        by_code = _unique((award.code, award) for award in awards)
        named = {code for threshold in thresholds for code in threshold.awards} | spellings.codes
        for code in sorted(named - by_code.keys()):
            raise UnknownAward(code)
        return cls(
            awards=by_code,
            regimes=regimes,
            commendation_kinds=_unique((term.code, term) for term in commendation_kinds),
            subject_kinds=_unique((term.code, term) for term in subject_kinds),
            thresholds=thresholds,
            quorums=quorums,
            base_salaries=base_salaries,
            reasons=_unique((reason.code, reason) for reason in reasons),
            spellings=spellings,
        )

    def award(self, code: str) -> Award:
        """The award of the code; raise UnknownAward when there is none."""
        award = self.awards.get(code)
        if award is None:
            raise UnknownAward(code)
        return award

    def display_name(self, code: str) -> str:
        """The award's name; the code itself where it isn't known, since facts may be newer than this data."""
        award = self.awards.get(code)
        return award.name if award else code

    def awards_for(self, subject_kind: str, on: date) -> tuple[Award, ...]:
        """Awards that somebody may decide on the day and that are open to the kind of subject."""
        kind = SubjectKind(subject_kind)
        return tuple(award for award in self.awards.values() if kind in award.recipients and award.deciders(on))

    def deciders(self, code: str, on: date) -> tuple[Competence, ...]:
        return self.award(code).deciders(on)

    def regime_on(self, on: date) -> Regime | None:
        """The regime of the day, None before the first one that this book knows."""
        return next((regime for regime in self.regimes if regime.span.covers(on)), None)

    def threshold(self, code: str, on: date) -> Threshold:
        """The row for the award, else the default; raise NoRuleInForce where neither covers the day."""
        covering = [row for row in self.thresholds if row.span.covers(on)]
        own = [row for row in covering if code in row.awards]
        for row in [*own, *(row for row in covering if not row.awards)]:
            return row
        raise NoRuleInForce(f"threshold of {code} on {on}")

    def quorum(self, on: date) -> Quorum:
        for row in self.quorums:
            if row.span.covers(on):
                return row
        raise NoRuleInForce(f"quorum on {on}")

    def base_salary(self, on: date) -> BaseSalary:
        """That of the day; it may say that it wasn't seen. Raise NoRuleInForce before the first regime."""
        for row in self.base_salaries:
            if row.span.covers(on):
                return row
        raise NoRuleInForce(f"base salary on {on}")

    def reasons_for(self, use: ReasonUse) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons.values() if reason.use is use)

    def reasons_after(self, heard: Iterable[Heard]) -> tuple[Reason, ...]:
        """Reasons to decline that agree with every one of the verdicts."""
        wanted = frozenset(heard)
        return tuple(reason for reason in self.reasons_for(ReasonUse.DECLINE) if wanted <= reason.after)

    def resolve(self, text: str, on: date | None = None, subject_kind: str | None = None) -> Resolution:
        """Tell which award a unit's spelling means.

        Several candidates shrink to those in force on the day and open to the subject; what is still open is
        reported, never guessed.
        """
        match self.spellings.resolve(text):
            case Ambiguous(codes=codes, question=question):
                left = tuple(code for code in codes if self._possible(code, on, subject_kind))
                return Recognised(code=left[0]) if len(left) == 1 else Ambiguous(codes=left or codes, question=question)
            case Recognised() | Unrecognised() as settled:
                return settled

    def _possible(self, code: str, on: date | None, subject_kind: str | None) -> bool:
        award = self.award(code)
        in_force = on is None or bool(award.deciders(on))
        return in_force and (subject_kind is None or subject_kind in award.recipients)


def _unique(pairs: Iterable[tuple[str, Item]]) -> Mapping[str, Item]:
    indexed: dict[str, Item] = {}
    for code, item in pairs:
        if code in indexed:
            raise DuplicateCode(code)
        indexed[code] = item
    return MappingProxyType(indexed)

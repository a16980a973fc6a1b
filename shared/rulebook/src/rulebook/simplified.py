"""The simplified procedure (thủ tục đơn giản): what opens it, and which votes of a council it spares."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from rulebook.awards import Basis, Status
from rulebook.clauses.council import Vote, WhenSimplified
from rulebook.clauses.simplified import Case, SimplifiedCases
from rulebook.dossier import CommendationKind, SimplifiedCondition
from rulebook.law import Law, load_law
from rulebook.rules import told_by
from rulebook.speaking import Speaking, general, on, speaking

__all__ = [
    "Case",
    "Conditions",
    "SimplifiedCondition",
    "SparedSpan",
    "SparedVote",
    "conditions",
    "spared_spans",
    "vote",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The procedure opens when one of the cases holds, and all of `required` with it."""

    row: str
    text: str
    cases: tuple[Case, ...]
    required: tuple[SimplifiedCondition, ...]
    basis: Basis

    def opens(self, holding: frozenset[SimplifiedCondition]) -> bool:
        return SimplifiedCases(cases=self.cases, required=self.required).opens(holding)

    def of_kind(self, kind: CommendationKind) -> frozenset[SimplifiedCondition]:
        """The cases that hold by the kind of commendation alone."""
        return frozenset(case.code for case in self.cases if kind in case.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class SparedVote:
    """Whether the council need not vote under the simplified procedure, and whose rule that is.

    With the status `parameter` it is a parameter of this process and no rule of law: shown as 'chưa kiểm chứng'.
    """

    is_spared: bool
    row: str
    basis: Basis

    @property
    def is_ours(self) -> bool:
        return self.basis.status is Status.PARAMETER


def conditions(law_on: date, *, law: Law | None = None) -> Conditions | None:
    """What opens the procedure under the law of the day; None before the first regime."""
    for row in general(law or load_law(), SimplifiedCases, on(law_on)):
        return Conditions(
            row=row.row, text=row.text, cases=row.value.cases, required=row.value.required, basis=row.basis
        )
    return None


def vote(award: str, law_on: date, *, law: Law | None = None) -> SparedVote | None:
    """Whether the vote on this award is spared; None before the first regime. Raise UnknownAward."""
    for row in speaking(law or load_law(), Vote, award, on(law_on)):
        return _spared(row)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class SparedSpan:
    """Days of receipt, both included, of which the simplified procedure spares the vote on an award."""

    award: str
    first_day: date
    last_day: date | None


@lru_cache(maxsize=8)
def spared_spans(*, law: Law | None = None) -> tuple[SparedSpan, ...]:
    """Every award of the catalogue with the days on which its vote is spared, for who asks it of many cases at once."""
    known = law or load_law()
    spans = [rule.span for rule, _ in told_by(known.rules, Vote)]
    ends = [span.last_day + timedelta(days=1) for span in spans if span.last_day]
    days = sorted({*(span.first_day for span in spans), *ends})
    lasts = [*(day - timedelta(days=1) for day in days[1:]), None]
    return tuple(
        SparedSpan(award=award, first_day=first, last_day=last)
        for award in known.book.awards
        for first, last in zip(days, lasts, strict=True)
        if (found := vote(award, first, law=known)) is not None and found.is_spared
    )


def _spared(row: Speaking[Vote]) -> SparedVote:
    return SparedVote(is_spared=row.value.simplified is WhenSimplified.DROPPED, row=row.row, basis=row.basis)

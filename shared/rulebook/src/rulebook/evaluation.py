"""The evaluation of a dossier: pure, clause by clause, by the law of the date that each row names."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from rulebook.awards import Basis, Status, SubjectKind
from rulebook.clauses.kind import Asked
from rulebook.clauses.registry import REGISTRY
from rulebook.clauses.simplified import SimplifiedCases
from rulebook.clauses.verdicts import NotTold, Verdict, needs
from rulebook.dossier import CommendationKind, Dossier
from rulebook.findings import Effect, Finding, Outcome
from rulebook.law import Law, special
from rulebook.rules import Rule, Transition, told_by

REGIME_ROW = "regime"


def evaluate(dossier: Dossier, law: Law) -> tuple[Finding, ...]:
    """One finding per row that concerns the dossier, in the order of the packs; raise UnknownAward.

    Without a day of receipt, or before the first regime, nothing else can be asked: one finding says so.
    """
    award = law.book.award(dossier.award)
    received = dossier.received_on
    if received is None or law.book.regime_on(received) is None:
        return (_no_regime(received),)
    settled = _settled(law, award.code, dossier.subject_kind, dossier.commendation_kind, received, _asked_on(dossier))
    rows = special(rule for rule in settled if _is_in_force(rule, dossier, received))
    opens = _simplified_opens(rows, dossier)
    asked = Asked(dossier=dossier, award=award, book=law.book, on=received, simplified_opens=opens)
    answers = ((rule, _answer(rule, replace(asked, on=_day(rule, dossier, received)))) for rule in rows)
    return tuple(_finding(rule, verdict) for rule, verdict in answers if verdict is not None)


def _simplified_opens(rows: tuple[Rule, ...], dossier: Dossier) -> bool | None:
    """What a vote that the procedure would spare has to know; None where the dossier asks for the ordinary one."""
    if not dossier.simplified:
        return None
    return next((cases.opens(dossier.simplified) for _, cases in told_by(rows, SimplifiedCases)), None)


@lru_cache(maxsize=1_024)
def _settled(
    law: Law, award: str, subject: SubjectKind, kind: CommendationKind | None, received: date, asked_on: date | None
) -> tuple[Rule, ...]:
    """Rows that concern such a dossier, but for those whose day is an event of its own: lists ask this alike."""
    return tuple(
        rule
        for rule in law.by_award[award]
        if rule.concerns(award, subject)
        and (not rule.kinds or kind is None or kind in rule.kinds)
        and (rule.transition is Transition.EVENT or rule.span.covers(_chosen_by(rule, received, asked_on)))
    )


def _chosen_by(rule: Rule, received: date, asked_on: date | None) -> date:
    return received if rule.transition is Transition.RECEIPT else asked_on or received


def _asked_on(dossier: Dossier) -> date | None:
    """The day of the decision; while there is none yet, the day on which is asked."""
    return dossier.decided_on or dossier.on


def _is_in_force(rule: Rule, dossier: Dossier, received: date) -> bool:
    return rule.transition is not Transition.EVENT or rule.span.covers(_day(rule, dossier, received))


def _day(rule: Rule, dossier: Dossier, received: date) -> date:
    """The day that chooses the row."""
    if rule.transition is not Transition.EVENT:
        return _chosen_by(rule, received, _asked_on(dossier))
    event = REGISTRY[rule.clause].event
    return (event(dossier) if event else None) or received


def _answer(rule: Rule, asked: Asked) -> Verdict | None:
    if rule.kinds and asked.dossier.commendation_kind is None:
        return needs("commendation_kind")
    try:
        return rule.check(asked)
    except NotTold as absent:
        return needs(*absent.fields)


def _finding(rule: Rule, verdict: Verdict) -> Finding:
    basis = verdict.basis or rule.basis
    if verdict.leans_on:
        basis = basis.resting_on(verdict.leans_on)
    return Finding(
        row=rule.id,
        pack=rule.pack,
        clause=rule.clause,
        outcome=verdict.outcome,
        effect=rule.effect,
        values=verdict.values,
        sentence=verdict.vi,
        sentence_en=verdict.en,
        rule=rule.text,
        citation=basis.citation,
        source=basis.source,
        status=basis.status,
        note=basis.note,
        missing=verdict.missing,
    )


def _no_regime(received: date | None) -> Finding:
    basis = Basis(
        status=Status.PARAMETER, note="Ngày nhận hồ sơ chọn chế độ pháp luật; trước 1/10/2017 không có dữ liệu."
    )
    told = needs("received_on") if received is None else None
    return Finding(
        row=REGIME_ROW,
        pack="",
        clause=REGIME_ROW,
        outcome=Outcome.NEEDS_EVIDENCE if told else Outcome.UNKNOWN,
        effect=Effect.REFUSE,
        values={} if received is None else {"received_on": received.isoformat()},
        sentence=told.vi if told else f"Không có dữ liệu pháp luật cho hồ sơ nhận ngày {received:%d/%m/%Y}.",
        sentence_en=told.en if told else f"No law is recorded for a dossier received on {received}.",
        rule="Hồ sơ được xét theo pháp luật của ngày nhận hồ sơ.",
        citation=basis.citation,
        status=basis.status,
        note=basis.note,
        missing=told.missing if told else ("pháp luật trước 1/10/2017",),
    )

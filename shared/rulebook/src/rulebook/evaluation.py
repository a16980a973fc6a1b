"""The evaluation of a dossier: pure, clause by clause, by the law of the date that each row names."""

from datetime import date

from rulebook.awards import Basis, Status
from rulebook.clauses.kind import Asked
from rulebook.clauses.registry import REGISTRY
from rulebook.clauses.verdicts import NotTold, Verdict, needs
from rulebook.dossier import Dossier
from rulebook.findings import Effect, Finding, Outcome
from rulebook.law import Law, special
from rulebook.rules import Rule, Transition

REGIME_ROW = "regime"


def evaluate(dossier: Dossier, law: Law) -> tuple[Finding, ...]:
    """One finding per row that concerns the dossier, in the order of the packs; raise UnknownAward.

    Without a day of receipt, or before the first regime, nothing else can be asked: one finding says so.
    """
    award = law.book.award(dossier.award)
    received = dossier.received_on
    if received is None or law.book.regime_on(received) is None:
        return (_no_regime(received),)
    rows = special(rule for rule in law.by_award[award.code] if _speaks(rule, dossier, received))
    answers = (
        (rule, _answer(rule, Asked(dossier=dossier, award=award, book=law.book, on=_day(rule, dossier, received))))
        for rule in rows
    )
    return tuple(_finding(rule, verdict) for rule, verdict in answers if verdict is not None)


def _speaks(rule: Rule, dossier: Dossier, received: date) -> bool:
    return (
        rule.concerns(dossier.award, dossier.subject_kind)
        and (not rule.kinds or dossier.commendation_kind is None or dossier.commendation_kind in rule.kinds)
        and rule.span.covers(_day(rule, dossier, received))
    )


def _day(rule: Rule, dossier: Dossier, received: date) -> date:
    """The day that chooses the row; while there is no decision yet, the day on which is asked."""
    match rule.transition:
        case Transition.RECEIPT:
            return received
        case Transition.DECISION:
            return dossier.decided_on or dossier.on or received
        case Transition.EVENT:
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

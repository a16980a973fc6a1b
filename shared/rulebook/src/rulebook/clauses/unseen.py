"""Rules that this data can't compute: named, so that nobody takes silence for a pass."""

from enum import StrEnum

from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.verdicts import Verdict
from rulebook.findings import Outcome


class Unseen(StrEnum):
    NOT_CHECKED = "not-checked"
    """The rule is known of, its content not well enough."""
    UNKNOWN = "unknown"
    """Its text wasn't seen at all."""


class NotSeen(Parameters):
    answer: Unseen
    about: str
    """Names the rule among others of the award."""
    missing: str
    """Vietnamese: what would have to be read."""
    missing_en: str

    def aspect(self) -> str:
        return self.about


def unseen(asked: Asked, rule: NotSeen) -> Verdict:
    unknown = rule.answer is Unseen.UNKNOWN
    return Verdict(
        outcome=Outcome(rule.answer),
        vi=f"{'Không rõ' if unknown else 'Không kiểm tra được'}: chưa xem {rule.missing}.",
        en=f"{'Unknown' if unknown else 'Not checked'}: {rule.missing_en} was not read.",
        missing=(rule.missing,),
    )


class Judgement(Parameters):
    """A test of the law's wording that no figure can answer: a human says yes or no, in `judgements`."""

    question: str
    """Name in the dossier's `judgements`."""
    vi: str
    """What has to hold, as the clerk reads it."""
    en: str

    def aspect(self) -> str:
        return self.question


def judgement(asked: Asked, rule: Judgement) -> Verdict:
    answer = asked.dossier.judgements.get(rule.question)
    if answer is None:
        return Verdict(
            outcome=Outcome.NEEDS_EVIDENCE,
            vi=f"Cần người đánh giá: {rule.vi}.",
            en=f"A human must judge: {rule.en}.",
            missing=(f"judgements.{rule.question}",),
        )
    word, word_en = ("đạt", "it holds") if answer else ("không đạt", "it does not hold")
    return Verdict(
        outcome=Outcome.PASSED if answer else Outcome.FAILED,
        vi=f"Được đánh giá {word}: {rule.vi}.",
        en=f"It was judged that {word_en}: {rule.en}.",
        values={rule.question: answer},
    )


CLAUSES = {"unseen": clause(NotSeen, unseen), "judgement": clause(Judgement, judgement)}

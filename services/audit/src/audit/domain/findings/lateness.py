"""Steps that came late, as far as facts say by when they were due: opinions of other bodies, and missed deadlines.

Limits in working days are rows of law that no fact carries: they are not judged here.
"""

from collections.abc import Sequence
from datetime import date, datetime

from audit.domain.findings.model import Finding, Kind, Measure, RecordedFact
from contracts.local_time import local_date
from contracts.review import OpinionAsked, OpinionGiven, OpinionRequestWithdrawn

ASKED = (OpinionAsked.TYPE,)
ANSWERS = (OpinionGiven.TYPE, OpinionRequestWithdrawn.TYPE)
DEADLINE_MISSED = "-deadline-missed.v"
"""In the type of any service's fact that a step missed its deadline (design.md §5)."""


def late_opinions(asked: Sequence[RecordedFact], answers: Sequence[RecordedFact], as_of: datetime) -> list[Finding]:
    """Opinions that were given after their day, or were not given by `as_of` although that day is over."""
    answered = {answer.subject: answer for answer in sorted(answers, key=lambda each: each.time, reverse=True)}
    found = [_late(question, answered.get(question.subject), local_date(as_of)) for question in asked]
    return [each for each in found if each is not None]


def missed_deadlines(missed: Sequence[RecordedFact]) -> list[Finding]:
    """Deadlines of which a fact says that they were missed."""
    return [
        Finding(
            kind=Kind.LATE_STEP,
            says="deadline-missed",
            at=fact.time,
            unit=fact.unit,
            case_id=fact.case_id,
            nomination_id=fact.nomination_id,
            facts=(fact,),
        )
        for fact in missed
    ]


def _late(question: RecordedFact, answer: RecordedFact | None, today: date) -> Finding | None:
    due = question.day("due_on")
    done = today if answer is None else answer.day("given_on")
    if due is None or done is None or done <= due:
        return None
    return Finding(
        kind=Kind.LATE_STEP,
        says="opinion-late" if answer else "opinion-not-given",
        at=question.time if answer is None else answer.time,
        unit=question.text("body"),
        case_id=question.case_id,
        nomination_id=question.nomination_id,
        value=(done - due).days,
        measure=Measure.DAYS_LATE,
        facts=(question,) if answer is None else (question, answer),
    )

"""What a human must judge about an award: the names that a dossier's `judgements` may answer."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from rulebook.awards import SubjectKind
from rulebook.clauses.unseen import Judgement
from rulebook.clauses.ways import Ways
from rulebook.dossier import CommendationKind
from rulebook.law import Law
from rulebook.rules import Rule


class Question(BaseModel):
    """Yes or no, asked of whoever appraises the dossier."""

    model_config = ConfigDict(frozen=True)

    name: str
    vi: str
    en: str
    row: str


def questions(
    law: Law, award: str, law_on: date, subject: SubjectKind, kind: CommendationKind | None = None
) -> tuple[Question, ...]:
    """In the order of the rows; raise UnknownAward."""
    return tuple(
        Question(name=each.question, vi=each.vi, en=each.en, row=rule.id)
        for rule in law.on(law_on, award, subject)
        if kind is None or not rule.kinds or kind in rule.kinds
        for each in _judgements(rule)
    )


def _judgements(rule: Rule) -> tuple[Judgement, ...]:
    match rule.parameters:
        case Judgement() as own:
            return (own,)
        case Ways() as ways:
            return tuple(way.judgement for way in ways.way if way.judgement is not None)
        case _:
            return ()

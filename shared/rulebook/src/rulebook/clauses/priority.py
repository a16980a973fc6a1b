"""Who comes first among equals: said to those who choose, never a reason to refuse."""

from enum import StrEnum

from pydantic import Field

from rulebook.awards import SubjectKind
from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.verdicts import NotTold, Verdict, passed, told
from rulebook.dossier import Gender


class Ground(StrEnum):
    WOMAN = "woman"
    WOMEN_SHARE = "women-share"
    WOMAN_LEADER = "woman-leader"
    DIRECT_WORKER = "direct-worker"
    BORDER_OR_ISLAND = "border-or-island"
    FRONT_LINE = "front-line"


PERSONS, COLLECTIVES = frozenset({SubjectKind.INDIVIDUAL}), frozenset({SubjectKind.COLLECTIVE})
HELD_BY = {
    Ground.WOMAN: PERSONS,
    Ground.WOMEN_SHARE: COLLECTIVES,
    Ground.WOMAN_LEADER: PERSONS,
    Ground.DIRECT_WORKER: PERSONS,
    Ground.BORDER_OR_ISLAND: PERSONS,
    Ground.FRONT_LINE: PERSONS | COLLECTIVES,
}
"""Kinds of subject that a ground can hold for."""


class Priority(Parameters):
    """A ground for priority; `percent` of women for a collective."""

    ground: Ground
    percent: int = Field(default=0, ge=0, le=100)
    vi: str
    en: str

    def aspect(self) -> str:
        return self.ground


def priority(asked: Asked, rule: Priority) -> Verdict | None:
    """Says nothing where the ground doesn't hold, or can't for this kind of subject."""
    if asked.dossier.subject_kind not in HELD_BY[rule.ground]:
        return None
    return passed(rule.vi, rule.en, ground=rule.ground.value) if _holds(asked, rule) else None


def _holds(asked: Asked, rule: Priority) -> bool:
    subject, collective = asked.dossier.subject, asked.dossier.collective
    match rule.ground:
        case Ground.WOMAN:
            return told(subject.gender, "subject.gender") is Gender.FEMALE
        case Ground.WOMAN_LEADER:
            return told(subject.woman_leader, "subject.woman_leader")
        case Ground.DIRECT_WORKER:
            return told(subject.direct_worker, "subject.direct_worker")
        case Ground.BORDER_OR_ISLAND:
            return told(subject.border_or_island, "subject.border_or_island")
        case Ground.FRONT_LINE:
            return told(subject.front_line, "subject.front_line")
        case Ground.WOMEN_SHARE:
            if collective.women is None or collective.members is None:
                raise NotTold("collective.women", "collective.members")
            return collective.members > 0 and collective.women * 100 >= rule.percent * collective.members


CLAUSES = {"priority": clause(Priority, priority)}

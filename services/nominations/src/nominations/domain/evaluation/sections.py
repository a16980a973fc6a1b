"""Each section of a draft as the rulebook's dossier has it; None where the unit left it open."""

from datetime import date

from contracts.vocabulary import CommendationKind, DiscoveredBy, SubjectKind
from nominations.domain import groups
from nominations.domain.dossier import Content
from rulebook.dossier import (
    Collective,
    Discipline,
    Gender,
    Grade,
    OpenCase,
    OpenCaseKind,
    Penalty,
    SimplifiedCondition,
    Subject,
    YearResult,
)
from rulebook.simplified import conditions

# The reason itself is free text, which stays in the nomination.
REASON_GIVEN = "có lý do"
_COUNTED = frozenset(groups.Results.model_fields) & frozenset(Collective.model_fields)


def subject(content: Content) -> Subject:
    """A person or a household is no enterprise: of these nobody has to say so."""
    service, is_collective = content.service or groups.Service(), content.subject_kind is SubjectKind.COLLECTIVE
    return Subject(
        gender=None if content.gender is None else Gender(content.gender),
        **(content.priority or groups.Priority()).model_dump(),
        **service.model_dump(exclude={"enterprise"}),
        enterprise=service.enterprise if is_collective else False,
        unit_dissolved_on_decision=None if content.results is None else content.results.dissolved,
    )


def judgements(content: Content) -> dict[str, bool]:
    """What the unit answered; its words stay in the nomination."""
    told = content.judgements or {}
    return {question: judged.holds for question, judged in told.items() if judged.holds is not None}


def results(content: Content) -> tuple[YearResult, ...] | None:
    grades = content.results.grades if content.results else None
    if not grades:
        return None
    return tuple(YearResult(year=int(year), grade=Grade(grade)) for year, grade in sorted(grades.items()))


def collective(content: Content) -> Collective:
    return Collective() if content.results is None else Collective(**content.results.model_dump(include=set(_COUNTED)))


def discipline(content: Content) -> tuple[Penalty, ...] | None:
    """Without its day a penalty tells nothing that a clause could use."""
    told = content.standing or groups.Standing()
    if told.discipline is groups.Discipline.NONE:
        return ()
    if told.discipline is None or told.discipline_decided_on is None:
        return None
    kind = Discipline(told.discipline)
    return (Penalty(kind=kind, decided_on=told.discipline_decided_on, ended_on=told.discipline_ended_on),)


def open_cases(content: Content) -> tuple[OpenCase, ...] | None:
    told = content.standing or groups.Standing()
    if told.open_case is None:
        return None
    if told.open_case is groups.OpenCase.NONE:
        return ()
    reason = REASON_GIVEN if told.open_case_note else ""
    kind = OpenCaseKind(told.open_case)
    return (OpenCase(kind=kind, opened_on=told.open_case_opened_on, reason_to_go_on=reason),)


def simplified(content: Content, on: date) -> frozenset[SimplifiedCondition] | None:
    """Conditions of the simplified procedure that the dossier shows; None where it asks for it and shows none.

    Who names a ground says with it what the law of the day wants beside any ground: the choice reads so.
    """
    if not content.simplified:
        return frozenset()
    shown = {
        SimplifiedCondition.AD_HOC: content.commendation_kind is CommendationKind.AD_HOC,
        SimplifiedCondition.DISCOVERED_BY_HEAD: content.discovered_by is DiscoveredBy.HEAD,
    }
    shown |= {each: True for each in SimplifiedCondition if each == content.simplified_ground}
    found = conditions(on) if content.simplified_ground else None
    shown |= dict.fromkeys(found.required if found else (), True)
    return frozenset(condition for condition, holds in shown.items() if holds) or None

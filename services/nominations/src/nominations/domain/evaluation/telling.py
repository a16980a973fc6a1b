"""What a unit told, as the dossier that the rulebook reads. What it did not tell stays None: nothing is guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from directory import Directory, UnitKind
from nominations.domain.dossier import Content
from nominations.domain.evaluation import sections
from nominations.domain.evaluation.others import Other, proposed, proposed_with, state_level
from nominations.domain.evaluation.single import Deed, Given, achievements, counted, is_form
from nominations.domain.evaluation.years import year_of
from nominations.domain.model import Nomination
from rulebook import Authority, Award, Dossier, Group, Level, Rulebook, SubjectKind
from rulebook.dossier import Achievement, EarlierAward, Initiative, Period, Steps, UnitYear
from rulebook.dossier import CommendationKind as Kind
from rulebook.yearly import excepted_kinds

SIGNS: Mapping[UnitKind, Authority] = MappingProxyType(
    {
        UnitKind.PROVINCE: Authority.PROVINCIAL_CHAIRMAN,
        UnitKind.DISTRICT: Authority.DISTRICT_CHAIRMAN,
        UnitKind.COMMUNE: Authority.COMMUNE_CHAIRMAN,
    }
)


NOTHING_COUNTED = UnitYear()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What registers and files say beside the dossier; None: nobody said anything of it."""

    awards: tuple[EarlierAward, ...] | None = None
    initiatives: tuple[Initiative, ...] | None = None
    parts: frozenset[str] | None = None
    unit_year: UnitYear = NOTHING_COUNTED
    others: tuple[Other, ...] = ()
    """Other nominations of the same subject that stand."""
    given: tuple[Given, ...] = ()
    """Awards in force of the same subject."""


class LawDayFrom(StrEnum):
    """Why a day chooses the law."""

    DOSSIER = "dossier"
    """The dossier says when the agency received it on paper."""
    SUBMISSION = "submission"
    REPIN = "repin"
    """The secretariat corrected the day, with a reason."""
    TODAY = "today"
    """Not submitted yet: received today at the earliest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawDay:
    day: date
    chosen_by: LawDayFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A nomination with everything that was gathered about it, on a day."""

    nomination: Nomination
    gathered: Gathered
    law: LawDay
    today: date
    submitted_on: date | None = None


def law_day(content: Content, today: date) -> LawDay:
    """Of a nomination in the unit's hands: the day on which it was received on paper, else today at the earliest."""
    if content.received_on is not None:
        return LawDay(day=content.received_on, chosen_by=LawDayFrom.DOSSIER)
    return LawDay(day=today, chosen_by=LawDayFrom.TODAY)


def handed_over(law: LawDay) -> LawDay:
    """What was received today at the earliest is received now."""
    return replace(law, chosen_by=LawDayFrom.SUBMISSION) if law.chosen_by is LawDayFrom.TODAY else law


def dossier_of(told: Told, book: Rulebook, directory: Directory) -> Dossier:
    """The dossier as the rulebook reads it; its only name is the nomination's id. Raise UnknownAward."""
    content, received, gathered = told.nomination.dossier, told.law.day, told.gathered
    award = book.award(content.award_code)
    year = year_of(content, award, received)
    return Dossier(
        id=str(told.nomination.nomination_id),
        award=award.code,
        subject_kind=SubjectKind(content.subject_kind),
        commendation_kind=Kind(content.commendation_kind),
        year=year,
        period=_period(content),
        received_on=received,
        on=told.today,
        authority=_authority(award, content, directory, told.today),
        unit=told.nomination.unit,
        subject=sections.subject(content),
        results=sections.results(content),
        awards=gathered.awards,
        proposed_with=proposed_with(told.nomination, year, gathered.others, book),
        initiatives=gathered.initiatives,
        discipline=sections.discipline(content),
        open_cases=sections.open_cases(content),
        collective=sections.collective(content),
        unit_year=_unit_year(told, award, year, book),
        achievements=_achievements(told, award, book),
        parts=gathered.parts,
        judgements=sections.judgements(content),
        steps=Steps(deed_at=content.deed_at, submitted_on=told.submitted_on),
        simplified=sections.simplified(content, received),
    )


def _unit_year(told: Told, award: Award, year: int | None, book: Rulebook) -> UnitYear:
    """Forms of the state level are counted for these alone."""
    counted = told.gathered.unit_year
    if award.level is not Level.STATE or award.group is Group.EMULATION_TITLE:
        return counted
    excepted = frozenset(str(kind) for kind in excepted_kinds(award.code, told.law.day))
    number = state_level(year, excepted, told.gathered.others, book)
    return counted.model_copy(update={"state_level_awards": number})


def _achievements(told: Told, award: Award, book: Rulebook) -> tuple[Achievement, ...] | None:
    """Of a form; a title honours a year, and nobody asks what for."""
    if award.group is Group.EMULATION_TITLE:
        return None
    content, (given, rivals) = told.nomination.dossier, forms_beside(told, book)
    found = counted(Deed.of(content), given, [Deed.of(each.content) for each in rivals])
    said = content.standing.commended_before if content.standing else None
    return achievements(found, said=said, is_known=bool(told.gathered.awards or rivals))


def forms_beside(told: Told, book: Rulebook) -> tuple[list[Given], list[Other]]:
    """Forms that the subject was given, and other dossiers in hand that ask one for it."""
    given = [each for each in told.gathered.given if is_form(each.award_code, book)]
    return given, [each for each in proposed(told.gathered.others) if is_form(each.content.award_code, book)]


def _period(content: Content) -> Period | None:
    if content.period is None:
        return None
    return Period(first_year=content.period.first_day.year, last_year=content.period.last_day.year)


def _authority(award: Award, content: Content, directory: Directory, today: date) -> Authority | None:
    """Who signs at the receiving agency, where that is who decides; what goes further up is not decided there."""
    agency = directory.find(content.receiving_agency)
    signs = None if agency is None else SIGNS.get(agency.kind)
    if award.level is Level.STATE or signs not in {each.authority for each in award.deciders(today)}:
        return None
    return signs

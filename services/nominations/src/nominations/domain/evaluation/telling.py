"""What a unit told, as the dossier that the rulebook reads. What it did not tell stays None: nothing is guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from directory import Directory, UnitKind
from nominations.domain.dossier import Content
from nominations.domain.evaluation import sections
from nominations.domain.model import Nomination
from rulebook import Authority, Award, Dossier, Group, Level, Rulebook, SubjectKind
from rulebook.dossier import CommendationKind as Kind
from rulebook.dossier import (
    EarlierAward,
    Initiative,
    Period,
    Steps,
    UnitYear,
)

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


def year_of(content: Content, award: Award, received_on: date) -> int | None:
    """The year that an emulation title honours, of other awards the one in which they are proposed."""
    if award.group is Group.EMULATION_TITLE:
        return None if content.period is None else content.period.last_day.year
    return received_on.year


def dossier_of(told: Told, book: Rulebook, directory: Directory) -> Dossier:
    """The dossier as the rulebook reads it; its only name is the nomination's id. Raise UnknownAward."""
    content, received = told.nomination.dossier, told.law.day
    award = book.award(content.award_code)
    return Dossier(
        id=str(told.nomination.nomination_id),
        award=award.code,
        subject_kind=SubjectKind(content.subject_kind),
        commendation_kind=Kind(content.commendation_kind),
        year=year_of(content, award, received),
        period=_period(content),
        received_on=received,
        on=told.today,
        authority=_authority(award, content, directory, told.today),
        unit=told.nomination.unit,
        subject=sections.subject(content),
        results=sections.results(content),
        awards=told.gathered.awards,
        initiatives=told.gathered.initiatives,
        discipline=sections.discipline(content),
        open_cases=sections.open_cases(content),
        collective=sections.collective(content),
        unit_year=told.gathered.unit_year,
        parts=told.gathered.parts,
        steps=Steps(deed_at=content.deed_at, submitted_on=told.submitted_on),
        simplified=sections.simplified(content, received),
    )


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

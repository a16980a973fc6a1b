"""Awards and other dossiers that are for the same achievement, or may be: side by side for who writes, or who decides.

Of another unit's dossier its unit is told that there is one, and nothing else; the agency sees what was handed over.
"""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from contracts.roles import Role
from contracts.vocabulary import Period
from nominations.domain.evaluation import Deed, Given, Other, Sameness, Told, forms_beside, sameness
from rulebook import Rulebook


class SameView(BaseModel):
    """An award that was given (`decision_number` and what follows), or a dossier in hand (`nomination_id`)."""

    sameness: Sameness
    award_code: str
    commendation_kind: str | None
    nomination_id: UUID | None = None
    period: Period | None = None
    deed_at: datetime | None = None
    year: int | None = None
    decision_number: str | None = None
    decided_on: date | None = None
    issuing_body: str | None = None


class SameAchievement(BaseModel):
    found: list[SameView]
    elsewhere: int
    """Dossiers of other units, which the agency alone sees."""


def same_achievement(told: Told, role: Role, book: Rulebook) -> SameAchievement:
    """What the clause on one achievement counted, as far as this person may see it."""
    own, (given, rivals) = Deed.of(told.nomination.dossier), forms_beside(told, book)
    by_unit = role in (Role.UNIT_OFFICER, Role.UNIT_HEAD)
    alike = [(each, how) for each in rivals if (how := sameness(own, Deed.of(each.content))) is not None]
    shown = [(each, how) for each, how in alike if not by_unit or each.unit == told.nomination.unit]
    awards = [_award(each, how) for each in given if (how := sameness(own, each.deed)) is not None]
    return SameAchievement(found=[*awards, *(_dossier(*pair) for pair in shown)], elsewhere=len(alike) - len(shown))


def _award(given: Given, how: Sameness) -> SameView:
    return SameView(
        sameness=how,
        award_code=given.award_code,
        commendation_kind=given.deed.kind,
        year=given.year,
        decision_number=given.decision_number,
        decided_on=given.decided_on,
        issuing_body=given.issuing_body,
    )


def _dossier(other: Other, how: Sameness) -> SameView:
    return SameView(
        sameness=how,
        award_code=other.content.award_code,
        commendation_kind=other.content.commendation_kind,
        nomination_id=other.nomination_id,
        period=other.content.period,
        deed_at=other.content.deed_at,
    )

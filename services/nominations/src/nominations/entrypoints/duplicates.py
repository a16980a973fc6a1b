"""One achievement, one commendation: what the secretariat is shown beside a nomination before it decides."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel

from chassis.http import Call, Router, allow
from contracts.roles import Role
from contracts.vocabulary import Period
from nominations.adapters.claims import Claims, Earlier, Found
from nominations.domain import errors
from nominations.domain.duplicates import Likeness, Twin, twins

router = Router()

ByAgency = Annotated[Call, allow(Role.SECRETARIAT, Role.COUNCIL_MEMBER, Role.CHAIRMAN, Role.SUPERVISOR)]


class ShownClaim(BaseModel):
    """What one nomination says; personal, for the agency's people alone."""

    nomination_id: UUID
    unit: str
    receiving_agency: str
    status: str
    award_code: str
    commendation_kind: str
    period: Period | None
    deed_at: datetime | None
    movement_id: UUID | None
    name: str | None
    born: str | None
    workplace: str | None
    achievement: str | None
    created_at: datetime


class ShownTwin(ShownClaim):
    """Another nomination that is like it; `percent`: trigrams in common; `is_certain`: surely the same person."""

    likeness: Likeness
    percent: int
    is_certain: bool


class ShownAward(BaseModel):
    """An award that the same person has for these years."""

    award_code: str
    year: int
    decision_number: str | None
    decided_on: date | None
    issuing_body: str | None


class Duplicates(BaseModel):
    nomination: ShownClaim
    duplicates: list[ShownTwin]
    awards: list[ShownAward]


@router.get("/nominations/{nomination_id:uuid}/duplicates")
async def show(nomination_id: UUID, call: ByAgency) -> Duplicates:
    """Of nominations handed over to anybody, drafts never; 404 where this one was not handed over to the agency."""
    async with call.reading() as connection:
        claims = Claims(connection)
        asked = await claims.handed_over(nomination_id, call.actor.unit or "")
        if asked is None:
            raise errors.UnknownNomination([nomination_id])
        others = {found.nomination_id: found for found in await claims.of_namesakes(nomination_id)}
        awards = await claims.earlier_awards(nomination_id, _years(asked))
    alike = twins(asked.claim, (found.claim for found in others.values()))
    return Duplicates(
        nomination=ShownClaim.model_validate(_shown(asked)),
        duplicates=[_twin(others[twin.nomination_id], twin) for twin in alike],
        awards=[_award(earlier) for earlier in awards],
    )


def _years(asked: Found) -> range:
    days = asked.claim.days
    return range(days[0].year, days[1].year + 1) if days else range(0)


def _twin(found: Found, twin: Twin) -> ShownTwin:
    likeness = {"likeness": twin.likeness, "percent": twin.percent, "is_certain": found.is_certain}
    return ShownTwin.model_validate({**_shown(found), **likeness})


def _shown(found: Found) -> dict[str, object]:
    own = {name: getattr(found, name) for name in ShownClaim.model_fields if hasattr(found, name)}
    return {**{name: getattr(found.dossier, name, None) for name in ShownClaim.model_fields}, **own}


def _award(earlier: Earlier) -> ShownAward:
    return ShownAward.model_validate(asdict(earlier))

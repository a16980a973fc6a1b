"""What nominations answers about one achievement that may be put forward twice."""

from datetime import date, datetime
from uuid import UUID

from portal.adapters.clients.transport import Answer


class Days(Answer):
    first_day: date
    last_day: date


class Claim(Answer):
    """What a nomination says that somebody has done."""

    nomination_id: UUID
    unit: str
    status: str
    award_code: str
    commendation_kind: str
    period: Days | None = None
    deed_at: datetime | None = None
    movement_id: UUID | None = None
    name: str | None = None
    born: str | None = None
    workplace: str | None = None
    achievement: str | None = None
    created_at: datetime


class Twin(Claim):
    """Another claim that is like it: `percent` of their trigrams in common."""

    likeness: str
    percent: int
    is_certain: bool


class EarlierAward(Answer):
    award_code: str
    year: int
    decision_number: str | None = None
    decided_on: date | None = None
    issuing_body: str | None = None


class Duplicates(Answer):
    """A nomination with others that may claim the same, and awards that the same person has for its years."""

    nomination: Claim
    duplicates: tuple[Twin, ...] = ()
    awards: tuple[EarlierAward, ...] = ()

"""Words that several producers' facts share. A released value never changes meaning."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, StringConstraints, model_validator
from pydantic_core import PydanticKnownError

from contracts.fact import Model

UnitKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]{1,40}@([0-9]{4}-[0-9]{2}-[0-9]{2}|unknown)$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Hex64 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(rf"{_DAY.pattern}[Tt].+")


def _a_day(value: object) -> object:
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise PydanticKnownError("date_type")


def _a_moment(value: object) -> object:
    if isinstance(value, date) or (isinstance(value, str) and _MOMENT.fullmatch(value)):
        return value
    raise PydanticKnownError("datetime_type")


# RFC 3339 alone: pydantic takes numbers too, and text that holds one, as seconds since 1970.
Day = Annotated[date, BeforeValidator(_a_day)]
Moment = Annotated[AwareDatetime, BeforeValidator(_a_moment)]


class SubjectKind(StrEnum):
    """Whom an award honours (law.md §2: CN, TT, HGĐ)."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"
    HOUSEHOLD = "household"


class CommendationKind(StrEnum):
    """Loại hình khen thưởng."""

    MERIT = "merit"  # công trạng
    CAMPAIGN = "campaign"  # theo đợt, chuyên đề
    AD_HOC = "ad-hoc"  # đột xuất
    CONTRIBUTION = "contribution"  # quá trình cống hiến
    SENIORITY = "seniority"  # niên hạn
    FOREIGN = "foreign"  # đối ngoại


class DiscoveredBy(StrEnum):
    """Who found the deed."""

    HEAD = "head"
    COLLEAGUE = "colleague"
    CITIZEN = "citizen"


class Period(Model):
    """The time the merit was earned in, both days included."""

    first_day: Day
    last_day: Day

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.last_day < self.first_day:
            raise ValueError("last_day lies before first_day")
        return self

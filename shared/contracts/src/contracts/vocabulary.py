"""Words that several producers' facts share. A released value never changes meaning."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints, model_validator

from contracts.fact import Model

UnitKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]{1,40}@([0-9]{4}-[0-9]{2}-[0-9]{2}|unknown)$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Hex64 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


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

    first_day: date
    last_day: date

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.last_day < self.first_day:
            raise ValueError("last_day lies before first_day")
        return self

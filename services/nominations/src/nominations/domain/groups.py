"""What a draft holds beside the wire: results, standing, priority. Private, never a fact."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from contracts.vocabulary import Day

Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Months = Annotated[int, Field(strict=True, ge=0, le=12)]
Year = Annotated[str, StringConstraints(pattern=r"^(19|20|21)[0-9]{2}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]


class Grade(StrEnum):
    """Mức độ hoàn thành nhiệm vụ of one year."""

    EXCELLENT = "excellent"
    GOOD = "good"
    COMPLETED = "completed"
    NOT_COMPLETED = "not-completed"


class Discipline(StrEnum):
    """Hình thức kỷ luật; `none` says that there was none, absent that nobody said."""

    NONE = "none"
    REPRIMAND = "reprimand"
    WARNING = "warning"
    PAY_CUT = "pay-cut"
    DEMOTION = "demotion"
    REMOVAL = "removal"
    DISMISSAL = "dismissal"


class OpenCase(StrEnum):
    """A case that is not yet concluded; `none` says that there is none, absent that nobody said."""

    NONE = "none"
    DISCIPLINE = "discipline"
    INVESTIGATION = "investigation"
    INSPECTION = "inspection"
    AUDIT = "audit"
    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    PRESS = "press"


class Group(BaseModel):
    """A field that is None was not told."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Priority(Group):
    """What the law asks to look at first."""

    direct_worker: StrictBool | None = None
    front_line: StrictBool | None = None
    border_or_island: StrictBool | None = None
    woman_leader: StrictBool | None = None


class Service(Group):
    """How long a new recruit served in the year of the award, in months; whether a collective is an enterprise."""

    recruit: StrictBool | None = None
    months_of_service: Months | None = None
    counted_months: Months | None = None
    enterprise: StrictBool | None = None


class Judged(Group):
    """The unit's answer to one question that no figure answers, and why: a person's own words."""

    holds: StrictBool | None = None
    words: Words | None = None


class Results(Group):
    """Grades by year (YYYY), figures of a collective in the year of the award, and of a household."""

    grades: dict[Year, Grade] | None = None
    members: Count | None = None
    completed: Count | None = None
    ldtt: Count | None = None
    cstdcs: Count | None = None
    disciplined_from_warning: Count | None = None
    women: Count | None = None
    led_cluster: StrictBool | None = None
    led_state_cluster: StrictBool | None = None
    led_long_movement: StrictBool | None = None
    dissolved: StrictBool | None = None
    """Gone, or merged away, before the award is decided."""
    household_members: Count | None = None
    household_duties: Words | None = None


class Standing(Group):
    """Discipline and open cases, as the unit tells them."""

    discipline: Discipline | None = None
    discipline_decided_on: Day | None = None
    discipline_ended_on: Day | None = None
    open_case: OpenCase | None = None
    open_case_opened_on: Day | None = None
    open_case_note: Words | None = None
    commended_before: StrictBool | None = None
    """The very achievement was commended with another form; an emulation title isn't one."""

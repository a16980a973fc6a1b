"""What lies behind the subject: results by year, earlier awards, initiatives, discipline, open cases, achievements."""

from datetime import date
from enum import IntEnum, StrEnum

from pydantic import Field

from rulebook.dossier.shape import CommendationKind, Part, Period, Standing


class Grade(StrEnum):
    """Mức độ hoàn thành nhiệm vụ of one year."""

    EXCELLENT = "excellent"
    """Hoàn thành xuất sắc nhiệm vụ."""
    GOOD = "good"
    """Hoàn thành tốt nhiệm vụ."""
    COMPLETED = "completed"
    NOT_COMPLETED = "not-completed"

    @property
    def rank(self) -> int:
        return _Rank[self.name].value


class _Rank(IntEnum):
    NOT_COMPLETED = 0
    COMPLETED = 1
    GOOD = 2
    EXCELLENT = 3


class YearResult(Part):
    """One year's result as the competent body graded it."""

    year: int
    """The year."""
    grade: Grade
    """Its grade."""


class EarlierAward(Part):
    """One decision of the award history, as the registers hold it."""

    code: str
    """Code of the catalogue; of an award that it doesn't know (a ministry's), the register's own."""
    year: int | None = None
    """Of a yearly title: the year that it honours; else the year of the decision."""
    period: Period | None = None
    """Of an award over several years: the years that it honours."""
    decided_on: date | None = None
    """Day of the decision."""
    number: str = ""
    """Number of the decision."""
    issuer: str = ""
    """Name of the body as the decision has it, also one that no longer exists."""
    standing: Standing | None = None
    """Whether it still stands."""
    kind: CommendationKind | None = None
    """Why it was given; an emulation title is on merit."""
    foreign: bool = False
    """Given by a foreign state or organisation: counts for no clause here."""
    achievement: str | None = None
    """Id of the achievement that it honours."""
    unit: str | None = None
    """Key of the unit it was won in; history follows the person, and the successors of a unit."""


class InitiativeKind(StrEnum):
    INITIATIVE = "initiative"
    """Sáng kiến."""
    RESEARCH = "research"
    """Đề tài nghiên cứu khoa học đã nghiệm thu, áp dụng."""
    PROJECT = "project"
    """Đề án."""


class InitiativeLevel(StrEnum):
    BASE = "base"
    PROVINCE = "province"
    STATE = "state"


class SpentOn(Part):
    """The title and year that an initiative was already used for."""

    award: str
    """Code of the title."""
    year: int
    """Year of the title."""


class Initiative(Part):
    """A recognised initiative, research or project."""

    id: str
    """The caller's own id."""
    kind: InitiativeKind
    """Initiative, research or project."""
    level: InitiativeLevel
    """Highest level at which it was recognised."""
    year: int
    """Year it belongs to."""
    recognised_on: date | None = None
    """None: no decision on its recognition was shown."""
    spent_on: tuple[SpentOn, ...] = ()
    """Titles it was used for already."""


class Discipline(StrEnum):
    """Hình thức kỷ luật."""

    REPRIMAND = "reprimand"
    """Khiển trách."""
    WARNING = "warning"
    """Cảnh cáo."""
    PAY_CUT = "pay-cut"
    DEMOTION = "demotion"
    REMOVAL = "removal"
    DISMISSAL = "dismissal"


class Penalty(Part):
    """One disciplinary decision."""

    kind: Discipline
    """Its weight."""
    decided_on: date
    """Day of the decision."""
    ended_on: date | None = None
    """Day the time of discipline ended; None while it runs."""


class OpenCaseKind(StrEnum):
    """A case that is not yet concluded."""

    DISCIPLINE = "discipline"
    INVESTIGATION = "investigation"
    INSPECTION = "inspection"
    AUDIT = "audit"
    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    PRESS = "press"
    """Corruption or a negative case that the press reported and that is being verified."""


class OpenCase(Part):
    kind: OpenCaseKind
    """What is under way."""
    opened_on: date | None = None
    """Day it was opened."""
    reason_to_go_on: str = ""
    """A human's reason why the dossier may go on; heard only where the law leaves it open (a routine inspection)."""


class Achievement(Part):
    """One achievement that the dossier rests on."""

    id: str
    """The caller's own id."""
    commended_by: tuple[str, ...] = ()
    """Codes of the awards that were already given for it, revoked ones left out."""
    proposed: int = Field(default=0, ge=0)
    """Other dossiers that ask for a form for the very same achievement, and are not decided."""
    alike: int = Field(default=0, ge=0)
    """Forms, given or asked for, of which nobody has said yet whether they are for another achievement."""

"""Publication for the people's comment, and what the whole of it must lie before."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.verdicts import Verdict, judged, told
from rulebook.dossier import Dossier
from rulebook.findings import Outcome
from rulebook.working_days import DayUnit, Period


class Before(StrEnum):
    """Trình cấp trên, họp hội đồng."""

    SUBMISSION = "submission"
    COUNCIL = "council"


class FirstDay(StrEnum):
    COUNTS = "counts"
    DOES_NOT_COUNT = "does-not-count"


class Publicity(Parameters):
    """The day of the meeting or submission itself never counts."""

    before: Before
    length: int = Field(ge=1)
    unit: DayUnit
    first_day: FirstDay

    @property
    def period(self) -> Period:
        return Period(length=self.length - (self.first_day is FirstDay.COUNTS), unit=self.unit)


def publicity(asked: Asked, rule: Publicity) -> Verdict:
    """Published for the whole period before the council met, or before the dossier went up."""
    dossier = asked.dossier
    if rule.before is Before.COUNCIL and dossier.simplified and dossier.council.meeting_on is None:
        return _no_meeting()
    first_day = told(dossier.publication.first_day, "publication.first_day")
    before = _before(dossier, rule.before)
    ends_on = rule.period.end(first_day)
    shown_to = told(dossier.publication.last_day, "publication.last_day")
    what, what_en = ("hội đồng họp", "the council met") if rule.before is Before.COUNCIL else ("trình", "it went up")
    length, length_en = _length(rule)
    return judged(
        ends_on < before and ends_on <= shown_to,
        (
            f"Công khai từ {first_day:%d/%m/%Y}, đủ {length} trước khi {what} ngày {before:%d/%m/%Y}.",
            f"Công khai từ {first_day:%d/%m/%Y} chưa đủ {length} trước khi {what} ngày {before:%d/%m/%Y}"
            f" (cần đến hết {ends_on:%d/%m/%Y}).",
        ),
        (
            f"Published from {first_day}, {length_en} before {what_en} on {before}.",
            f"Published from {first_day}, less than {length_en} before {what_en} on {before} (until {ends_on}).",
        ),
        first_day=first_day.isoformat(),
        ends_on=ends_on.isoformat(),
        before=before.isoformat(),
    )


def _before(dossier: Dossier, before: Before) -> date:
    match before:
        case Before.COUNCIL:
            return told(dossier.council.meeting_on, "council.meeting_on")
        case Before.SUBMISSION:
            return told(dossier.steps.forwarded_on, "steps.forwarded_on")


def _length(rule: Publicity) -> tuple[str, str]:
    match rule.unit:
        case DayUnit.WORKING:
            return f"{rule.length} ngày làm việc", f"{rule.length} working days"
        case DayUnit.CALENDAR:
            return f"{rule.length} ngày", f"{rule.length} days"


def _no_meeting() -> Verdict:
    return Verdict(
        outcome=Outcome.NOT_CHECKED,
        vi="Thủ tục đơn giản không có phiên họp; chưa thấy quy định về công khai trong trường hợp này.",
        en="The simplified procedure has no meeting; no rule on publication was seen for it.",
        missing=("quy định về công khai khi theo thủ tục đơn giản",),
    )


CLAUSES = {"publicity": clause(Publicity, publicity)}

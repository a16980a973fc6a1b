"""Time limits of the steps, each in its own unit of days, and the yearly windows for handing in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from pydantic import Field

from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.verdicts import Verdict, Words, failed, judged, needs
from rulebook.dossier import Dossier
from rulebook.findings import Outcome
from rulebook.working_days import DayUnit, Period

HO_CHI_MINH = timezone(timedelta(hours=7))


class Step(StrEnum):
    """What has to be done in time."""

    APPRAISAL = "appraisal"
    INELIGIBLE_NOTICE = "ineligible-notice"
    CONSULTATION = "consultation"
    RESULT_NOTICE = "result-notice"
    RECIPIENT_NOTICE = "recipient-notice"
    RELEASE = "release"
    INTERNAL_PUBLICATION = "internal-publication"
    PUBLIC_INFORMATION = "public-information"
    CORRECTION = "correction"
    AD_HOC_SUBMISSION = "ad-hoc-submission"
    AD_HOC_PROCESSING = "ad-hoc-processing"
    REISSUE_FORWARDING = "reissue-forwarding"
    REISSUE_ANSWER = "reissue-answer"
    REVOCATION_REPORT = "revocation-report"
    REVOCATION_DECISION = "revocation-decision"


class StepLimit(Parameters):
    """`length` None: how long was not seen, and `missing` says what would have to be read."""

    step: Step
    name: str
    name_en: str
    begins: str
    """Vietnamese: what the period counts from."""
    begins_en: str
    length: int | None = Field(default=None, ge=0)
    unit: DayUnit = DayUnit.WORKING
    missing: str = ""
    missing_en: str = ""

    def aspect(self) -> str:
        return self.step

    @property
    def period(self) -> Period | None:
        return None if self.length is None else Period(length=self.length, unit=self.unit)


class YearlyWindow(Parameters):
    """Days of the year on which a dossier may go up, both included."""

    name: str
    name_en: str
    first_month: int = Field(default=1, ge=1, le=12)
    first_day: int = Field(default=1, ge=1, le=31)
    last_month: int = Field(ge=1, le=12)
    last_day: int = Field(ge=1, le=31)

    def window(self, year: int) -> tuple[date, date]:
        return date(year, self.first_month, self.first_day), date(year, self.last_month, self.last_day)


@dataclass(frozen=True, slots=True)
class Days:
    """Where the dossier tells when a step began and when it was done."""

    begun: Callable[[Dossier], date | None]
    done: Callable[[Dossier], date | None]
    done_field: str


def concluded_on(dossier: Dossier) -> date | None:
    """The day that chooses among rows on annulling: of the conclusion that calls for it."""
    return dossier.revocation.concluded_on if dossier.revocation else None


def _deed_on(dossier: Dossier) -> date | None:
    """Day of the deed in Vietnam; a time without zone is already Vietnam's."""
    deed_at: datetime | None = dossier.steps.deed_at
    if deed_at is None or deed_at.tzinfo is None:
        return deed_at.date() if deed_at else None
    return deed_at.astimezone(HO_CHI_MINH).date()


TOLD: Mapping[Step, Days] = {
    Step.APPRAISAL: Days(lambda d: d.steps.complete_on, lambda d: d.steps.appraised_on, "steps.appraised_on"),
    Step.CONSULTATION: Days(
        lambda d: d.consultation.asked_on, lambda d: d.consultation.answered_on, "consultation.answered_on"
    ),
    Step.RESULT_NOTICE: Days(lambda d: d.decided_on, lambda d: d.steps.result_told_on, "steps.result_told_on"),
    Step.RECIPIENT_NOTICE: Days(
        lambda d: d.steps.result_told_on, lambda d: d.steps.recipients_told_on, "steps.recipients_told_on"
    ),
    Step.INTERNAL_PUBLICATION: Days(
        lambda d: d.decided_on, lambda d: d.steps.published_internally_on, "steps.published_internally_on"
    ),
    Step.AD_HOC_SUBMISSION: Days(_deed_on, lambda d: d.steps.submitted_on, "steps.submitted_on"),
    Step.AD_HOC_PROCESSING: Days(lambda d: d.steps.complete_on, lambda d: d.decided_on, "decided_on"),
    Step.REVOCATION_REPORT: Days(
        concluded_on,
        lambda d: d.revocation.reported_on if d.revocation else None,
        "revocation.reported_on",
    ),
    Step.REVOCATION_DECISION: Days(
        lambda d: d.revocation.reported_on if d.revocation else None,
        lambda d: d.revocation.decided_on if d.revocation else None,
        "revocation.decided_on",
    ),
}


def step_limit(asked: Asked, rule: StepLimit) -> Verdict | None:
    """Done by the last day of the period; silent until the step has begun."""
    days = _days(rule.step, asked.dossier)
    begun = days.begun(asked.dossier) if days else None
    if days is None or begun is None:
        return None
    if rule.period is None:
        return _not_seen(rule)
    what, due, done = Words(rule.name, rule.name_en), rule.period.end(begun), days.done(asked.dossier)
    return running(what, due, asked.dossier.on, days.done_field) if done is None else in_time(what, due, done)


def _days(step: Step, dossier: Dossier) -> Days | None:
    """The notice of an ineligible dossier is owed only where one was ineligible, which nothing but the notice tells."""
    if step is Step.INELIGIBLE_NOTICE and dossier.steps.ineligible_told_on:
        return Days(lambda d: d.steps.complete_on, lambda d: d.steps.ineligible_told_on, "steps.ineligible_told_on")
    return TOLD.get(step)


def _not_seen(rule: StepLimit) -> Verdict:
    return Verdict(
        outcome=Outcome.UNKNOWN,
        vi=f"{rule.name}: không rõ thời hạn, chưa xem {rule.missing}.",
        en=f"{rule.name_en}: time limit unknown, {rule.missing_en} was not read.",
        missing=(rule.missing,),
    )


def in_time(what: Words, due: date, done: date) -> Verdict:
    """Done on a day, when the last day was another."""
    return judged(
        done <= due,
        (
            f"{what.vi}: thực hiện ngày {done:%d/%m/%Y}, trong hạn {due:%d/%m/%Y}.",
            f"{what.vi}: thực hiện ngày {done:%d/%m/%Y}, quá hạn {due:%d/%m/%Y}.",
        ),
        (f"{what.en}: done on {done}, due {due}.", f"{what.en}: done on {done}, late: due {due}."),
        due_on=due.isoformat(),
        done_on=done.isoformat(),
    )


def running(what: Words, due: date, on: date | None, done_field: str) -> Verdict:
    """Not done yet: overdue on the day that is asked about, or still in time."""
    if on is not None and on > due:
        return failed(
            f"{what.vi}: quá hạn {due:%d/%m/%Y}, chưa thực hiện.",
            f"{what.en}: overdue since {due}, not done.",
            due_on=due.isoformat(),
        )
    return needs(done_field, due_on=due.isoformat()).saying(
        f"{what.vi}: hạn đến ngày {due:%d/%m/%Y}, chưa ghi nhận đã thực hiện.",
        f"{what.en}: due {due}, not yet recorded as done.",
    )


def yearly_window(asked: Asked, rule: YearlyWindow) -> Verdict | None:
    """The dossier went up to the higher level within the days of the year; silent until it did."""
    forwarded = asked.dossier.steps.forwarded_on
    if forwarded is None:
        return None
    first, last = rule.window(forwarded.year)
    window = f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"
    return judged(
        first <= forwarded <= last,
        (f"{rule.name}: trình trong thời gian {window}.", f"{rule.name}: trình ngoài thời gian {window}."),
        (f"{rule.name_en}: handed up within {first} to {last}.", f"{rule.name_en}: not within {first} to {last}."),
        forwarded_on=forwarded.isoformat(),
        last_day=last.isoformat(),
    )


CLAUSES = {
    "step-limit": clause(StepLimit, step_limit, concluded_on),
    "yearly-window": clause(YearlyWindow, yearly_window),
}

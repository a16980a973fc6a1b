"""Complaints about a decision (Luật Khiếu nại 02/2011/QH13): time bar, acceptance, dialogue, decisions."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from pydantic import Field

from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.limits import in_time, running
from rulebook.clauses.verdicts import NotTold, Verdict, Words, failed, judged, told
from rulebook.dossier import Complaint, Dossier
from rulebook.working_days import DayUnit, Period


class ComplaintStep(StrEnum):
    TIME_BAR = "time-bar"
    ACCEPTANCE = "acceptance"
    DIALOGUE_NOTICE = "dialogue-notice"
    FIRST_DECISION = "first-decision"
    SECOND_COMPLAINT = "second-complaint"
    SECOND_DECISION = "second-decision"


class ComplaintLimit(Parameters):
    """Lengths for an ordinary case, a complex one, and both in a remote area, where the law tells them apart."""

    step: ComplaintStep
    name: str
    name_en: str
    unit: DayUnit
    ordinary: int = Field(ge=1)
    complex: int | None = Field(default=None, ge=1)
    remote: int | None = Field(default=None, ge=1)
    remote_complex: int | None = Field(default=None, ge=1)

    def aspect(self) -> str:
        return self.step

    @property
    def words(self) -> Words:
        return Words(self.name, self.name_en)

    def period(self, *, remote: bool, complex_case: bool) -> Period:
        by_case = {
            (False, False): self.ordinary,
            (False, True): self.complex or self.ordinary,
            (True, False): self.remote or self.ordinary,
            (True, True): self.remote_complex or self.remote or self.complex or self.ordinary,
        }
        return Period(length=by_case[remote, complex_case], unit=self.unit)


def complaint_limit(asked: Asked, rule: ComplaintLimit) -> Verdict | None:
    """The step was in time; silent without a complaint, and until the step has begun."""
    complaint = asked.dossier.complaint
    return None if complaint is None else CHECKS[rule.step](complaint, rule, asked.dossier.on)


def _time_bar(complaint: Complaint, rule: ComplaintLimit, on: date | None) -> Verdict | None:
    if told(complaint.second, "complaint.second"):
        return None
    known_on = told(complaint.known_on, "complaint.known_on")
    received_on = told(complaint.received_on, "complaint.received_on")
    due = rule.period(remote=False, complex_case=False).end(known_on)
    if received_on > due:
        obstacle = told(complaint.obstacle_days, "complaint.obstacle_days")
        due = rule.period(remote=False, complex_case=False).end(known_on + timedelta(days=obstacle))
    return in_time(rule.words, due, received_on)


def _acceptance(complaint: Complaint, rule: ComplaintLimit, on: date | None) -> Verdict | None:
    period = rule.period(remote=False, complex_case=False)
    return _step(rule, period, complaint.received_on, complaint.accepted_on, on, "complaint.accepted_on")


def _dialogue(complaint: Complaint, rule: ComplaintLimit, on: date | None) -> Verdict | None:
    """Told early enough; the second instance must hold one."""
    if complaint.dialogue_on is None:
        if told(complaint.second, "complaint.second") and complaint.decided_on is not None:
            return failed(
                "Giải quyết lần hai phải tổ chức đối thoại; chưa ghi nhận đối thoại.",
                "The second instance must hold a dialogue; none is recorded.",
            )
        return None
    told_on = told(complaint.dialogue_told_on, "complaint.dialogue_told_on")
    days = (complaint.dialogue_on - told_on).days
    return judged(
        days >= rule.ordinary,
        (
            f"Thông báo đối thoại trước {days} ngày.",
            f"Thông báo đối thoại trước {days} ngày, ít hơn {rule.ordinary} ngày.",
        ),
        (
            f"The dialogue was announced {days} days before.",
            f"The dialogue was announced {days} days before, less than {rule.ordinary}.",
        ),
        days=days,
    )


def _first_decision(complaint: Complaint, rule: ComplaintLimit, on: date | None) -> Verdict | None:
    return None if told(complaint.second, "complaint.second") else _decision(complaint, rule, on)


def _second_decision(complaint: Complaint, rule: ComplaintLimit, on: date | None) -> Verdict | None:
    return _decision(complaint, rule, on) if told(complaint.second, "complaint.second") else None


def _decision(complaint: Complaint, rule: ComplaintLimit, on: date | None) -> Verdict | None:
    if complaint.accepted_on is None:
        return None
    period = _period(complaint, rule)
    return _step(rule, period, complaint.accepted_on, complaint.decided_on, on, "complaint.decided_on")


def _second_complaint(complaint: Complaint, rule: ComplaintLimit, on: date | None) -> Verdict | None:
    if not told(complaint.second, "complaint.second"):
        return None
    begun = told(complaint.first_received_on, "complaint.first_received_on")
    period = rule.period(remote=told(complaint.remote, "complaint.remote"), complex_case=False)
    return _step(rule, period, begun, complaint.received_on, on, "complaint.received_on")


def _period(complaint: Complaint, rule: ComplaintLimit) -> Period:
    remote, complex_case = complaint.remote, complaint.complex
    if remote is None or complex_case is None:
        told_by_name = {"complaint.remote": remote, "complaint.complex": complex_case}
        raise NotTold(*(name for name, value in told_by_name.items() if value is None))
    return rule.period(remote=remote, complex_case=complex_case)


def _step(
    rule: ComplaintLimit, period: Period, begun: date | None, done: date | None, on: date | None, done_field: str
) -> Verdict | None:
    if begun is None:
        return None
    due = period.end(begun)
    return running(rule.words, due, on, done_field) if done is None else in_time(rule.words, due, done)


def _came_on(dossier: Dossier) -> date | None:
    """The day that chooses the row: the complaint came, or the decision became known."""
    complaint = dossier.complaint
    return (complaint.received_on or complaint.known_on) if complaint else None


CHECKS: Mapping[ComplaintStep, Callable[[Complaint, ComplaintLimit, date | None], Verdict | None]] = {
    ComplaintStep.TIME_BAR: _time_bar,
    ComplaintStep.ACCEPTANCE: _acceptance,
    ComplaintStep.DIALOGUE_NOTICE: _dialogue,
    ComplaintStep.FIRST_DECISION: _first_decision,
    ComplaintStep.SECOND_COMPLAINT: _second_complaint,
    ComplaintStep.SECOND_DECISION: _second_decision,
}

CLAUSES = {"complaint-limit": clause(ComplaintLimit, complaint_limit, _came_on)}

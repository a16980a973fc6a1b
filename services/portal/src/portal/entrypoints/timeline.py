"""How each fact of a life reads: an icon, a title, a line or two; free text only for those who work on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from contracts import nominations, review
from portal.entrypoints import clauses, filters
from portal.entrypoints.doubts import reason_doubt, threshold_doubt
from portal.entrypoints.language import Language
from portal.entrypoints.wording import mark
from portal.views.life import Step
from rulebook import load_rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """One step; `doubts` says of a line or a reason why its rule is not verified."""

    fact_id: UUID
    time: datetime
    icon: str
    title: str
    tone: str = ""
    lines: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    note: str = ""
    doubts: Mapping[str, str] = field(default_factory=dict)


OF_THE_AGENCY = (review.OpinionAsked, review.OpinionGiven, review.OpinionRequestWithdrawn)
"""Facts whose words are for those alone who consider the case, not for the unit that proposed it."""


def shown(
    step: Step, language: Language, award_code: str | None, *, insider: bool, of_agency: bool = False
) -> ShownStep:
    """One step of the timeline of what was proposed for an award."""
    icon, title, tone = _heading(step)
    lines = [_who(step, language), *_particulars(step, language)]
    if insider and step.told:
        lines.append(language.text(mark("Đã báo tin: %(n)s thư.")) % {"n": step.told})
    made = ShownStep(fact_id=step.fact_id, time=step.time, icon=icon, title=language.text(title), tone=tone)
    return replace(
        made,
        lines=tuple(line for line in lines if line),
        reasons=(*(reason(code, language) for code in _reasons(step)), *_about(step, language)),
        note=step.note if of_agency or (insider and not isinstance(step.fact, OF_THE_AGENCY)) else "",
        doubts=_doubts(step, language, award_code),
    )


def reason(code: str, language: Language) -> str:
    """A reason's name; its code where the rulebook does not know it."""
    found = load_rulebook().reasons.get(code)
    if found is None:
        return code
    return found.name if language.is_vietnamese else found.name_en or found.name


def _about(step: Step, language: Language) -> tuple[str, ...]:
    """Parts of the dossier and rows of the rules that a return is about."""
    if not isinstance(step.fact, review.CaseReturned):
        return ()
    parts = (clauses.part_name(code, language) for code in step.fact.parts or ())
    return (*parts, *(clauses.row_text(row) for row in step.fact.rows or ()))


def _heading(step: Step) -> tuple[str, str, str]:
    match step.fact:
        case review.CouncilDecided(approved=False):
            return "vote", mark("Hội đồng không tán thành"), "bad"
        case _:
            return HEADINGS.get(type(step.fact), ("circle-dashed", mark("Sự kiện khác"), ""))


HEADINGS: dict[type, tuple[str, str, str]] = {
    nominations.NominationEndorsed: ("badge-check", mark("Thủ trưởng đơn vị xác nhận"), ""),
    nominations.NominationSubmitted: ("send", mark("Đơn vị nộp đề nghị"), ""),
    nominations.NominationWithdrawn: ("undo-2", mark("Đơn vị rút đề nghị"), "bad"),
    nominations.WithdrawalRequested: ("undo-2", mark("Đơn vị xin rút"), "bad"),
    nominations.PersonalErased: ("file-x", mark("Xóa dữ liệu cá nhân"), ""),
    review.CaseOpened: ("inbox", mark("Cơ quan xét nhận hồ sơ"), ""),
    review.CaseAccepted: ("list-checks", mark("Tiếp nhận, hồ sơ đầy đủ"), ""),
    review.CaseRepinned: ("calendar-days", mark("Xác định lại ngày nhận hồ sơ"), ""),
    review.CaseReturned: ("undo-2", mark("Trả lại đơn vị"), "bad"),
    review.CaseClosed: ("circle-slash", mark("Kết thúc, cho rút"), "bad"),
    review.WithdrawalRefused: ("circle-x", mark("Không cho rút"), ""),
    review.CouncilDecided: ("vote", mark("Hội đồng tán thành"), ""),
    review.OpinionAsked: ("users", mark("Xin ý kiến cơ quan khác"), ""),
    review.OpinionGiven: ("pen-line", mark("Cơ quan được hỏi trả lời"), ""),
    review.OpinionRequestWithdrawn: ("undo-2", mark("Không cần hỏi ý kiến nữa"), ""),
    review.DecisionIssued: ("stamp", mark("Ký và ban hành quyết định"), ""),
    review.AwardIssued: ("award", mark("Khen thưởng"), ""),
    review.AwardDeclined: ("circle-slash", mark("Chủ tịch không khen thưởng"), "bad"),
    review.AwardRevoked: ("circle-slash", mark("Khen thưởng bị thu hồi"), "bad"),
    review.PersonalErased: ("file-x", mark("Xóa dữ liệu cá nhân"), ""),
}


def _who(step: Step, language: Language) -> str:
    if step.actor_unit is None:
        return ""
    return f"{filters.unit_name(step.actor_unit)} · {language.word(step.actor_role)}"


def _particulars(step: Step, language: Language) -> list[str]:
    match step.fact:
        case nominations.NominationSubmitted() as fact:
            return [filters.award(language, fact.award_code)]
        case review.CaseOpened() as fact:
            received = language.text(mark("Nhận ngày %(day)s")) % {"day": filters.day(fact.received_on)}
            return [filters.unit_name(fact.receiving_agency), received]
        case review.CaseRepinned() as fact:
            text = language.text(mark("Nhận ngày %(day)s, thay cho %(before)s: quy định của ngày này được áp dụng."))
            return [text % {"day": filters.day(fact.received_on), "before": filters.day(fact.earlier_received_on)}]
        case review.OpinionAsked() as fact:
            due = language.text(mark("Hạn trả lời %(day)s")) % {"day": filters.day(fact.due_on)}
            return [filters.unit_name(fact.body), due]
        case review.OpinionGiven() as fact:
            late = [language.text(mark("Trả lời sau hạn"))] if fact.late else []
            return [f"{filters.unit_name(fact.body)}: {language.word(fact.stance)}", *late]
        case review.OpinionRequestWithdrawn() as fact:
            return [filters.unit_name(fact.body)]
        case review.CouncilDecided() as fact:
            return [filters.ballot(language, fact.yes, fact.seats, fact.threshold_percent)]
        case review.DecisionIssued() as fact:
            return [language.text(mark("Số %(symbol)s")) % {"symbol": fact.symbol}]
        case review.AwardIssued() as fact:
            return [filters.award(language, fact.award_code)]
        case _:
            return []


def _doubts(step: Step, language: Language, award_code: str | None) -> dict[str, str]:
    found = {reason(code, language): reason_doubt(code) for code in _reasons(step)}
    if isinstance(step.fact, review.CaseReturned):
        found |= {clauses.row_text(row): clauses.row_doubt(row) for row in step.fact.rows or ()}
    if isinstance(step.fact, review.CouncilDecided):
        [line] = _particulars(step, language)
        found[line] = threshold_doubt(award_code, step.fact.threshold_percent, step.fact.held_on)
    return found


def _reasons(step: Step) -> tuple[str, ...]:
    match step.fact:
        case review.CaseReturned() as fact:
            return tuple(code for code in fact.reasons if code != clauses.INCOMPLETE or not fact.parts)
        case (
            review.CaseRepinned() | review.WithdrawalRefused() | review.AwardDeclined() | review.AwardRevoked() as fact
        ):
            return fact.reasons
        case nominations.PersonalErased(reason=str(code)) | review.PersonalErased(reason=str(code)):
            return (code,)
        case _:
            return ()

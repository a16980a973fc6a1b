"""The refusals of review.

Refused
├── UnknownDecision                  no decision has this id
├── UnknownReason                    codes that are no reason for what is asked
├── NoteMissing                      a reason that says nothing without a note: carries its pointer
├── DateInFuture                     a day later than today
├── ReceivedInFuture                 a day of receipt later than today: carries its pointer
├── NoRegime                         no rules that this system knows were in force on the day of receipt
├── IssuedOutOfOrder                 earlier than the agency's last decision of the year: numbers follow dates
├── PartNotNamed                     a reason about parts of the dossier without saying which: carries its pointer
├── UnknownPart                      no part that the rules of the case want: carries its pointer
├── UnknownRow                       no row of the rules has this id: carries its pointer
├── DueUnknown                       the rules give no time to answer, and none was named: carries its pointer
├── DueBeforeAsked                   an answer by a day that is over: carries its pointer
├── UnknownBody                      no such unit, or none on that day, or the asking agency itself
├── TextMissing                      a body that does not agree says why: carries its pointer
├── UnknownColleague                 nobody of the agency's secretariat has this id: carries its pointer
├── ThingsRefused                    carries the ids that refuse; nothing happens to the others either
│   ├── UnknownThing                 no case or award has this id
│   ├── ForeignAgency                received by another agency than the person's
│   ├── NotAwaitingAcceptance        accepted, returned or ended already
│   ├── NotReturnable                past acceptance, or ended
│   ├── PastAppraisal                past the secretariat's check, or ended
│   ├── CaseEnded                    returned, withdrawn, awarded or declined
│   ├── SameReceipt                  received on that very day already
│   ├── AskedAlready                 the same body is asked about the case and has not answered
│   ├── UnknownOpinion               no request for an opinion has this id
│   ├── AskedOfAnother               asked of another body than the person's
│   ├── RequestEnded                 answered or withdrawn already
│   ├── NotBeforeCouncil             not accepted, or decided already
│   ├── NotWithChairman              the steps before the chairman's are not done, or ended
│   ├── WithdrawalPending            the unit asked to withdraw: answer that first
│   ├── NoWithdrawalPending          nobody asked to withdraw, or it was answered
│   ├── ReasonAgainstVerdict         declined for what the council did not say
│   ├── IssuedBeforeReceipt          the decision would be older than the case
│   ├── TooManyVotes                 more votes than seats
│   ├── ThresholdBelowLaw            a threshold that the law sets may not be lowered
│   └── AlreadyRevoked               the award was revoked before
└── CannotHappen                     a fact that contradicts this service's state: a dead letter
    ├── EarlierCaseNotEnded          submitted again while the case before it goes on or was decided
    └── NeverSubmitted               a withdrawal of a nomination that never became a case
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

SHOWN = 5


class Refused(Exception):
    """Root of the tree."""


class UnknownDecision(Refused):
    def __init__(self, decision_id: UUID) -> None:
        super().__init__(decision_id)
        self.decision_id = decision_id


class UnknownReason(Refused):
    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(*self.codes)

    @property
    def detail(self) -> str:
        return ", ".join(self.codes)


class NoteMissing(Refused):
    pointer = "/note"
    detail = "Lý do đã chọn cần được ghi rõ ở phần ghi chú."


class DateInFuture(Refused):
    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class ReceivedInFuture(Refused):
    pointer = "/received_on"

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day

    @property
    def detail(self) -> str:
        return f"Ngày nhận {self.day:%d/%m/%Y} chưa tới."


class NoRegime(Refused):
    pointer = "/received_on"

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day

    @property
    def detail(self) -> str:
        return f"Chưa có quy định nào trong hệ thống có hiệu lực vào ngày {self.day:%d/%m/%Y}."


class IssuedOutOfOrder(Refused):
    def __init__(self, issued_on: date, last_issued_on: date) -> None:
        super().__init__(issued_on, last_issued_on)
        self.issued_on = issued_on
        self.last_issued_on = last_issued_on

    @property
    def detail(self) -> str:
        return f"{self.issued_on:%d/%m/%Y} < {self.last_issued_on:%d/%m/%Y}"


class PartNotNamed(Refused):
    pointer = "/parts"
    detail = "Chọn thành phần hồ sơ mà lý do nói tới."


class UnknownPart(Refused):
    pointer = "/parts"

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(*self.codes)

    @property
    def detail(self) -> str:
        return f"Quy định áp dụng cho hồ sơ không có thành phần: {', '.join(self.codes)}."


class UnknownRow(Refused):
    pointer = "/rows"

    def __init__(self, rows: Iterable[str]) -> None:
        self.rows = tuple(rows)
        super().__init__(*self.rows)

    @property
    def detail(self) -> str:
        return f"Không có điều kiện nào mang mã: {', '.join(self.rows)}."


class DueUnknown(Refused):
    pointer = "/due_on"
    detail = "Quy định áp dụng không nêu thời hạn; hãy nhập hạn trả lời."


class DueBeforeAsked(Refused):
    pointer = "/due_on"

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day

    @property
    def detail(self) -> str:
        return f"Hạn trả lời {self.day:%d/%m/%Y} đã qua."


class UnknownBody(Refused):
    pointer = "/bodies"

    def __init__(self, bodies: Iterable[str]) -> None:
        self.bodies = tuple(bodies)
        super().__init__(*self.bodies)

    @property
    def detail(self) -> str:
        return f"Không hỏi được: {', '.join(self.bodies)}."


class TextMissing(Refused):
    pointer = "/text"
    detail = "Ý kiến khác với đồng ý cần được nêu rõ."


class UnknownColleague(Refused):
    pointer = "/colleague_id"
    detail = "Người được giao không thuộc thường trực của cơ quan."


class ThingsRefused(Refused):
    """Carries the ids that refuse, in the order they were asked for."""

    def __init__(self, ids: Iterable[UUID]) -> None:
        self.ids = tuple(ids)
        super().__init__(*self.ids)

    @property
    def detail(self) -> str:
        """The first few ids, and how many there are."""
        shown = ", ".join(str(each) for each in self.ids[:SHOWN])
        return f"{len(self.ids)}: {shown}{', …' if len(self.ids) > SHOWN else ''}"


class UnknownThing(ThingsRefused):
    pass


class ForeignAgency(ThingsRefused):
    pass


class NotAwaitingAcceptance(ThingsRefused):
    pass


class NotReturnable(ThingsRefused):
    pass


class PastAppraisal(ThingsRefused):
    pass


class CaseEnded(ThingsRefused):
    pass


class SameReceipt(ThingsRefused):
    pointer = "/received_on"

    @property
    def detail(self) -> str:
        return "Hồ sơ đã được tính nhận vào đúng ngày này."


class AskedAlready(ThingsRefused):
    pass


class UnknownOpinion(ThingsRefused):
    pass


class AskedOfAnother(ThingsRefused):
    pass


class RequestEnded(ThingsRefused):
    pass


class NotBeforeCouncil(ThingsRefused):
    pass


class NotWithChairman(ThingsRefused):
    pass


class WithdrawalPending(ThingsRefused):
    pass


class NoWithdrawalPending(ThingsRefused):
    pass


class ReasonAgainstVerdict(ThingsRefused):
    pointer = "/reason"


class IssuedBeforeReceipt(ThingsRefused):
    pass


class TooManyVotes(ThingsRefused):
    pass


class ThresholdBelowLaw(ThingsRefused):
    pass


class AlreadyRevoked(ThingsRefused):
    pass


class CannotHappen(Refused):
    """Root of what makes a consumed fact a dead letter."""


class EarlierCaseNotEnded(CannotHappen):
    def __init__(self, nomination_id: UUID, case_id: UUID) -> None:
        super().__init__(nomination_id, case_id)


class NeverSubmitted(CannotHappen):
    def __init__(self, nomination_id: UUID) -> None:
        super().__init__(nomination_id)

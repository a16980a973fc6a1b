"""Routes of review: decode to a command, execute, answer; and how each refusal is told."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from chassis.http import MIB, Call, Refusal, Router, allow, body_limit
from contracts.roles import Role
from review import views
from review.domain import commands, errors
from review.domain.model import CaseStatus
from rulebook import NoRuleInForce

PAGE = 100
# 20,000 ids, or as many counted ballots.
MANY = 4 * MIB

router = Router()

BySecretariat = Annotated[Call, allow(Role.SECRETARIAT)]
ByChairman = Annotated[Call, allow(Role.CHAIRMAN)]
ByReader = Annotated[Call, allow(Role.SECRETARIAT, Role.CHAIRMAN, Role.COUNCIL_MEMBER, Role.SUPERVISOR)]


@router.get("/cases")
async def list_cases(
    call: ByReader,
    status: CaseStatus | None = None,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=1_000)] = PAGE,
) -> views.CaseList:
    async with call.reading() as connection:
        return await views.cases(connection, call.actor.unit, status, after, limit)


@router.get("/cases/{case_id:uuid}")
async def show_case(case_id: UUID, call: ByReader) -> views.CaseView:
    async with call.reading() as connection:
        return await views.case(connection, case_id, call.actor.unit)


@router.post("/cases/accept")
@body_limit(MANY)
async def accept(command: commands.AcceptCases, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.post("/cases/return")
@body_limit(MANY)
async def return_cases(command: commands.ReturnCases, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.post("/cases/repin")
@body_limit(MANY)
async def repin(command: commands.RepinCases, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.post("/cases/record-verdicts")
@body_limit(MANY)
async def record_verdicts(command: commands.RecordVerdicts, call: BySecretariat) -> commands.Recorded:
    return await call.execute(command)


@router.post("/cases/close")
@body_limit(MANY)
async def close(command: commands.CloseCases, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.post("/cases/refuse-withdrawal")
@body_limit(MANY)
async def refuse_withdrawals(command: commands.RefuseWithdrawals, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.post("/cases/decline")
@body_limit(MANY)
async def decline(command: commands.DeclineCases, call: ByChairman) -> commands.Done:
    return await call.execute(command)


@router.post("/decisions", status_code=201)
@body_limit(MANY)
async def issue(command: commands.IssueDecision, call: ByChairman) -> commands.Issued:
    return await call.execute(command)


@router.get("/decisions/{decision_id:uuid}")
async def show_decision(decision_id: UUID, call: ByReader) -> views.DecisionView:
    async with call.reading() as connection:
        return await views.decision(connection, decision_id, call.actor.unit)


@router.post("/awards/revoke")
@body_limit(MANY)
async def revoke(command: commands.RevokeAwards, call: ByChairman) -> commands.Done:
    return await call.execute(command)


REFUSALS = {
    errors.UnknownThing: Refusal(404, "not-found", "Không tìm thấy hồ sơ hoặc quyết định khen thưởng"),
    errors.UnknownDecision: Refusal(404, "not-found", "Không tìm thấy quyết định"),
    errors.ForeignAgency: Refusal(403, "foreign-agency", "Hồ sơ thuộc thẩm quyền của cơ quan khác"),
    errors.UnknownReason: Refusal(422, "unknown-reason", "Lý do không có trong danh mục"),
    errors.NoteMissing: Refusal(422, "note-missing", "Lý do cần được ghi rõ"),
    errors.ReasonAgainstVerdict: Refusal(
        409, "reason-against-verdict", "Lý do không khớp với kết quả biểu quyết của Hội đồng"
    ),
    errors.DateInFuture: Refusal(422, "date-in-future", "Ngày không được ở tương lai"),
    errors.ReceivedInFuture: Refusal(422, "received-in-future", "Ngày nhận hồ sơ không được ở tương lai"),
    errors.NoRegime: Refusal(422, "no-regime", "Chưa có quy định nào áp dụng được cho ngày này"),
    errors.PastAppraisal: Refusal(409, "past-appraisal", "Hồ sơ đã qua bước thẩm định"),
    errors.SameReceipt: Refusal(409, "same-receipt", "Ngày nhận hồ sơ không thay đổi"),
    errors.IssuedOutOfOrder: Refusal(409, "issued-out-of-order", "Ngày ban hành sớm hơn quyết định trước đó trong năm"),
    errors.IssuedBeforeReceipt: Refusal(422, "issued-before-receipt", "Ngày ban hành sớm hơn ngày nhận hồ sơ"),
    errors.NotAwaitingAcceptance: Refusal(409, "not-awaiting-acceptance", "Hồ sơ không ở bước chờ tiếp nhận"),
    errors.NotReturnable: Refusal(409, "not-returnable", "Hồ sơ không còn ở bước có thể trả lại"),
    errors.NotBeforeCouncil: Refusal(409, "not-before-council", "Hồ sơ không ở bước Hội đồng xét"),
    errors.NotWithChairman: Refusal(409, "not-with-chairman", "Hồ sơ chưa đến hoặc đã qua bước người ký"),
    errors.WithdrawalPending: Refusal(409, "withdrawal-pending", "Đơn vị đang đề nghị rút hồ sơ"),
    errors.NoWithdrawalPending: Refusal(409, "no-withdrawal-pending", "Không có đề nghị rút hồ sơ nào đang chờ"),
    errors.TooManyVotes: Refusal(422, "too-many-votes", "Số phiếu nhiều hơn số thành viên Hội đồng"),
    errors.ThresholdBelowLaw: Refusal(422, "threshold-below-law", "Tỷ lệ thông qua thấp hơn mức pháp luật quy định"),
    errors.AlreadyRevoked: Refusal(409, "already-revoked", "Khen thưởng đã bị hủy bỏ trước đó"),
    NoRuleInForce: Refusal(422, "no-rule-in-force", "Không có quy định nào có hiệu lực vào ngày nhận hồ sơ"),
}

"""Routes of nominations: decode to a command, execute, answer; and how each refusal is told."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.http import MIB, Call, Refusal, Router, allow, body_limit
from contracts.roles import Role
from nominations import views
from nominations.domain import commands, errors
from nominations.domain.dossier import Dossier
from nominations.domain.model import Status
from nominations.entrypoints import imports

PAGE = 100
# 20,000 ids; 20,000 short dossiers.
MANY_IDS = 2 * MIB
MANY_DOSSIERS = 20 * MIB

router = Router()

ByOfficer = Annotated[Call, allow(Role.UNIT_OFFICER)]
ByHead = Annotated[Call, allow(Role.UNIT_HEAD)]
ByUnit = Annotated[Call, allow(Role.UNIT_OFFICER, Role.UNIT_HEAD)]


@router.get("/nominations")
async def list_nominations(
    call: ByUnit,
    status: Status | None = None,
    list_id: UUID | None = None,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=1_000)] = PAGE,
) -> views.NominationPage:
    async with call.reading() as connection:
        return await views.nominations(connection, call.actor.unit or "", status, list_id, after, limit)


@router.post("/nominations", status_code=201)
@body_limit(MANY_DOSSIERS)
async def create(command: commands.CreateNominations, call: ByOfficer) -> commands.Created:
    return await call.execute(command)


@router.post("/nominations/endorse")
@body_limit(MANY_IDS)
async def endorse(command: commands.EndorseNominations, call: ByHead) -> commands.Done:
    return await call.execute(command)


@router.post("/nominations/submit")
@body_limit(MANY_IDS)
async def submit(command: commands.SubmitNominations, call: ByOfficer) -> commands.Done:
    return await call.execute(command)


@router.post("/nominations/withdraw")
@body_limit(MANY_IDS)
async def withdraw(command: commands.WithdrawNominations, call: ByOfficer) -> commands.Done:
    return await call.execute(command)


@router.get("/nominations/{nomination_id}")
async def show(nomination_id: UUID, call: ByUnit, response: Response) -> views.NominationView:
    async with call.reading() as connection:
        view = await views.nomination(connection, nomination_id, call.actor.unit or "")
    call.set_etag(response, view.version)
    return view


@router.put("/nominations/{nomination_id}")
async def edit(nomination_id: UUID, dossier: Dossier, call: ByOfficer, response: Response) -> commands.Edited:
    command = commands.EditNomination(nomination_id=nomination_id, version=call.if_match(), dossier=dossier)
    edited: commands.Edited = await call.execute(command)
    call.set_etag(response, edited.version)
    return edited


@router.get("/lists")
async def list_lists(call: ByUnit) -> views.ListPage:
    async with call.reading() as connection:
        return await views.lists(connection, call.actor.unit or "")


@router.get("/lists/{list_id}")
async def show_list(list_id: UUID, call: ByUnit) -> views.ListLine:
    async with call.reading() as connection:
        return await views.one_list(connection, list_id, call.actor.unit or "")


@router.post("/lists/{list_id}/endorse")
async def endorse_list(list_id: UUID, call: ByHead) -> commands.Done:
    return await call.execute(commands.EndorseList(list_id=list_id))


@router.post("/lists/{list_id}/submit")
async def submit_list(list_id: UUID, call: ByOfficer) -> commands.Done:
    return await call.execute(commands.SubmitList(list_id=list_id))


router.include_router(imports.router)

REFUSALS = {
    errors.UnknownImport: Refusal(404, "not-found", "Không tìm thấy tệp đã kiểm tra, hoặc đã quá hạn lưu"),
    errors.AlreadyAccepted: Refusal(409, "already-accepted", "Các dòng của tệp này đã được nhận thành danh sách"),
    errors.NoValidRows: Refusal(409, "no-valid-rows", "Tệp không có dòng hợp lệ nào để nhận"),
    errors.TooManyRows: Refusal(422, "too-many-rows", "Danh sách quá 20.000 dòng; hãy chia thành nhiều tệp"),
    errors.UnknownNomination: Refusal(404, "not-found", "Không tìm thấy hồ sơ đề nghị"),
    errors.UnknownList: Refusal(404, "not-found", "Không tìm thấy danh sách"),
    errors.ForeignUnit: Refusal(403, "foreign-unit", "Hồ sơ thuộc đơn vị khác"),
    errors.NothingToDo: Refusal(409, "nothing-to-do", "Danh sách không có hồ sơ nào chờ bước này"),
    errors.ManyReceivers: Refusal(422, "many-receivers", "Một danh sách chỉ gửi đến một cơ quan tiếp nhận"),
    errors.UnknownAward: Refusal(422, "unknown-award", "Mã danh hiệu, hình thức khen thưởng không có trong danh mục"),
    errors.WrongSubjectKind: Refusal(422, "wrong-subject-kind", "Danh hiệu, hình thức không dành cho đối tượng này"),
    errors.UnknownAgency: Refusal(422, "unknown-agency", "Cơ quan tiếp nhận không nhận hồ sơ của đơn vị này"),
    errors.UnknownMovement: Refusal(422, "unknown-movement", "Không có phong trào thi đua này"),
    errors.DeedTimeMissing: Refusal(422, "deed-time-missing", "Khen thưởng đột xuất phải ghi thời điểm lập thành tích"),
    errors.DeedInFuture: Refusal(422, "deed-in-future", "Thời điểm lập thành tích không được ở tương lai"),
    errors.NotEditable: Refusal(409, "not-editable", "Hồ sơ đã nộp hoặc đã kết thúc, không sửa được nữa"),
    errors.StaleVersion: Refusal(412, "stale-version", "Hồ sơ đã được người khác sửa; tải lại rồi sửa tiếp"),
    errors.NotEndorsable: Refusal(409, "not-endorsable", "Hồ sơ không ở bước chờ thủ trưởng xác nhận"),
    errors.NotEndorsed: Refusal(409, "not-endorsed", "Hồ sơ chưa được thủ trưởng đơn vị xác nhận"),
    errors.AlreadySubmitted: Refusal(409, "already-submitted", "Hồ sơ đã được nộp trước đó"),
    errors.NotWithdrawable: Refusal(409, "not-withdrawable", "Hồ sơ đã kết thúc, không rút được"),
    errors.WithdrawalPending: Refusal(409, "withdrawal-pending", "Đơn vị đã đề nghị rút, đang chờ trả lời"),
}

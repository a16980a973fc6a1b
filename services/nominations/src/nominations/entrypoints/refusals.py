"""How each refusal of the domain is told over HTTP (RFC 9457): status, slug, a sentence, and the place in the body."""

from chassis.http import FieldError, Problem, Refusal
from chassis.validation import explained
from nominations.domain import errors
from nominations.domain.evaluation import ReasonWanted, RulesRefuse
from nominations.entrypoints.register_refusals import REGISTER_REFUSALS

REFUSALS = {
    **REGISTER_REFUSALS,
    RulesRefuse: Refusal(409, "rules-refuse", "Hồ sơ chưa đủ điều kiện theo quy định"),
    ReasonWanted: Refusal(409, "reason-wanted", "Có điều kiện chưa đạt, căn cứ chưa kiểm chứng: cần nêu lý do để nộp"),
    errors.UnknownImport: Refusal(404, "not-found", "Không tìm thấy tệp đã kiểm tra, hoặc đã quá hạn lưu"),
    errors.AlreadyAccepted: Refusal(409, "already-accepted", "Các dòng của tệp này đã được nhận thành danh sách"),
    errors.NoValidRows: Refusal(409, "no-valid-rows", "Tệp không có dòng hợp lệ nào để nhận"),
    errors.RowsRepeat: Refusal(409, "rows-repeat", "Tệp có dòng đã được đơn vị đề nghị trước đó"),
    errors.TooManyRows: Refusal(422, "too-many-rows", "Danh sách quá 20.000 dòng; hãy chia thành nhiều tệp"),
    errors.UnknownNomination: Refusal(404, "not-found", "Không tìm thấy hồ sơ đề nghị"),
    errors.UnknownList: Refusal(404, "not-found", "Không tìm thấy danh sách"),
    errors.ForeignUnit: Refusal(403, "foreign-unit", "Hồ sơ thuộc đơn vị khác"),
    errors.NothingToDo: Refusal(409, "nothing-to-do", "Danh sách không có hồ sơ nào chờ bước này"),
    errors.ManyReceivers: Refusal(422, "many-receivers", "Một danh sách chỉ gửi đến một cơ quan tiếp nhận"),
    errors.NotYoursToErase: Refusal(403, "not-yours-to-erase", "Hồ sơ không do bạn giữ: bạn không xóa được dữ liệu"),
    errors.PersonalDataErased: Refusal(409, "personal-data-erased", "Dữ liệu cá nhân của hồ sơ đã xóa"),
    errors.UnknownPromise: Refusal(422, "unknown-promise", "Lời xác nhận không phải lời đang dùng; xin tải lại trang"),
    errors.UnknownReason: Refusal(422, "unknown-reason", "Lý do không có trong danh mục"),
    errors.UnknownFile: Refusal(404, "not-found", "Không tìm thấy tệp minh chứng"),
    errors.UnknownPart: Refusal(422, "unknown-part", "Hồ sơ này không có phần đó"),
    errors.FileNotServed: Refusal(409, "file-not-served", "Chưa mở được tệp này"),
    errors.EvidenceTooLarge: Refusal(413, "evidence-too-large", "Tệp quá lớn"),
    errors.TooMuchEvidence: Refusal(413, "too-much-evidence", "Các tệp của hồ sơ quá lớn"),
    errors.TooManyFiles: Refusal(409, "too-many-files", "Hồ sơ đã đủ số tệp"),
    errors.UnknownAward: Refusal(422, "unknown-award", "Mã danh hiệu, hình thức khen thưởng không có trong danh mục"),
    errors.WrongSubjectKind: Refusal(422, "wrong-subject-kind", "Danh hiệu, hình thức không dành cho đối tượng này"),
    errors.UnknownAgency: Refusal(422, "unknown-agency", "Cơ quan tiếp nhận không nhận hồ sơ của đơn vị này"),
    errors.UnknownMovement: Refusal(422, "unknown-movement", "Không có phong trào thi đua này"),
    errors.DeedTimeMissing: Refusal(422, "deed-time-missing", "Khen thưởng đột xuất phải ghi thời điểm lập thành tích"),
    errors.DeedInFuture: Refusal(422, "deed-in-future", "Thời điểm lập thành tích không được ở tương lai"),
    errors.ReceivedInFuture: Refusal(422, "received-in-future", "Ngày nhận hồ sơ không được ở tương lai"),
    errors.GroundMissing: Refusal(422, "ground-missing", "Thủ tục đơn giản cần nêu điều kiện áp dụng"),
    errors.UnknownGround: Refusal(
        422, "unknown-ground", "Quy định của ngày này không có điều kiện thủ tục đơn giản đó"
    ),
    errors.GroundNotHolding: Refusal(
        422, "ground-not-holding", "Điều kiện thủ tục đơn giản này chỉ dành cho loại hình khen thưởng khác"
    ),
    errors.PeriodBackwards: Refusal(422, "period-backwards", "Ngày cuối không được trước ngày đầu"),
    errors.UnknownForm: Refusal(404, "not-found", "Không có biểu mẫu cho hình thức và đối tượng này"),
    errors.UnknownSection: Refusal(404, "not-found", "Biểu mẫu của đề nghị này không có phần đó"),
    errors.InvalidSection: Refusal(422, "invalid-request", "Có trường chưa hợp lệ"),
    errors.NotEditable: Refusal(409, "not-editable", "Hồ sơ đã nộp hoặc đã kết thúc, không sửa được nữa"),
    errors.StaleVersion: Refusal(412, "stale-version", "Hồ sơ đã được người khác sửa; tải lại rồi sửa tiếp"),
    errors.NotEndorsable: Refusal(409, "not-endorsable", "Hồ sơ không ở bước chờ thủ trưởng xác nhận"),
    errors.NotEndorsed: Refusal(409, "not-endorsed", "Hồ sơ chưa được thủ trưởng đơn vị xác nhận"),
    errors.AlreadySubmitted: Refusal(409, "already-submitted", "Hồ sơ đã được nộp trước đó"),
    errors.NotWithdrawable: Refusal(409, "not-withdrawable", "Hồ sơ đã kết thúc, không rút được"),
    errors.WithdrawalPending: Refusal(409, "withdrawal-pending", "Đơn vị đã đề nghị rút, đang chờ trả lời"),
}


def pointed(error: errors.InvalidDossier, pointer: str) -> Problem:
    """The refusal with the place in the body that it speaks of."""
    refusal = REFUSALS[type(error)]
    flaw = FieldError(pointer=pointer, detail=f"{refusal.title}: {error.value}".rstrip(": "))
    return Problem(refusal.status, refusal.slug, refusal.title, error.detail, errors=[flaw])


def placed(error: errors.InvalidSection) -> Problem:
    """The fields of a section that are refused, each with its place in the body."""
    refusal = REFUSALS[errors.InvalidSection]
    flaws = [FieldError(pointer=each.pointer, detail=each.detail) for each in explained(error.faults)]
    return Problem(refusal.status, refusal.slug, refusal.title, errors=flaws)

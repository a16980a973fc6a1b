"""Words for what the code calls by code: the msgid is Vietnamese, `mark` lets the catalogue find it."""

from collections.abc import Mapping

from contracts.review import Stance
from contracts.roles import Role
from contracts.vocabulary import CommendationKind, DiscoveredBy, SubjectKind
from portal.domain.model import OpinionState, Stage
from portal.views.cases import Tab


def mark(text: str) -> str:
    """Mark a text for translation where it is shown."""
    return text


WORDS: Mapping[str, str] = {
    Stage.DRAFT: mark("Bản nháp"),
    Stage.ENDORSED: mark("Thủ trưởng đã xác nhận"),
    Stage.SUBMITTED: mark("Đã nộp"),
    Stage.RECEIVED: mark("Chờ kiểm tra"),
    Stage.ACCEPTED: mark("Đã tiếp nhận"),
    Stage.RETURNED: mark("Đã trả lại"),
    Stage.APPROVED: mark("Hội đồng tán thành"),
    Stage.NOT_APPROVED: mark("Hội đồng không tán thành"),
    Stage.AWARDED: mark("Đã khen thưởng"),
    Stage.DECLINED: mark("Không khen thưởng"),
    Stage.WITHDRAWN: mark("Đã rút"),
    Stage.REVOKED: mark("Đã thu hồi"),
    "closed": mark("Đã cho rút"),
    SubjectKind.INDIVIDUAL: mark("Cá nhân"),
    SubjectKind.COLLECTIVE: mark("Tập thể"),
    SubjectKind.HOUSEHOLD: mark("Hộ gia đình"),
    CommendationKind.MERIT: mark("Công trạng"),
    CommendationKind.CAMPAIGN: mark("Theo đợt, chuyên đề"),
    CommendationKind.AD_HOC: mark("Đột xuất"),
    CommendationKind.CONTRIBUTION: mark("Quá trình cống hiến"),
    CommendationKind.SENIORITY: mark("Niên hạn"),
    CommendationKind.FOREIGN: mark("Đối ngoại"),
    DiscoveredBy.HEAD: mark("Thủ trưởng phát hiện"),
    DiscoveredBy.COLLEAGUE: mark("Đồng nghiệp phát hiện"),
    DiscoveredBy.CITIZEN: mark("Người dân phát hiện"),
    Role.UNIT_OFFICER: mark("cán bộ thi đua"),
    Role.UNIT_HEAD: mark("thủ trưởng đơn vị"),
    Role.SECRETARIAT: mark("thường trực Hội đồng"),
    Role.COUNCIL_MEMBER: mark("ủy viên Hội đồng"),
    Role.CHAIRMAN: mark("Chủ tịch"),
    Role.SUPERVISOR: mark("cơ quan giám sát"),
    Role.OPERATOR: mark("người vận hành"),
    Role.SERVICE: mark("hệ thống"),
    Stance.AGREE: mark("Đồng ý"),
    Stance.DISAGREE: mark("Không đồng ý"),
    Stance.OTHER: mark("Ý kiến khác"),
    "female": mark("Nữ"),
    "male": mark("Nam"),
    "severity-error": mark("Lỗi"),
    "severity-warning": mark("Xem lại"),
    "severity-normalised": mark("Đã chuẩn hóa"),
    "passed": mark("Đạt"),
    "failed": mark("Không đạt"),
    "needs-evidence": mark("Cần bổ sung"),
    "not-checked": mark("Chưa kiểm tra"),
    "unknown": mark("Chưa rõ"),
    "met": mark("Đạt"),
    "not-met": mark("Không đạt"),
    "not-applicable": mark("Không áp dụng"),
    "group-receipt": mark("Tiếp nhận"),
    "group-parts": mark("Thành phần hồ sơ"),
    "group-conditions": mark("Điều kiện, tiêu chuẩn"),
    "group-caps": mark("Tỷ lệ, số lượng"),
    "group-blocks": mark("Trường hợp chưa xét, không xét"),
    "group-procedure": mark("Thủ tục, thẩm quyền, thời hạn"),
    "group-other": mark("Đã đánh dấu theo quy định khác"),
    OpinionState.ASKED: mark("Chờ trả lời"),
    OpinionState.GIVEN: mark("Đã trả lời"),
    f"opinion-{OpinionState.WITHDRAWN}": mark("Đã rút yêu cầu"),
    f"tab-{Tab.RECEIVED}": mark("Chờ kiểm tra"),
    f"tab-{Tab.WITHDRAWAL}": mark("Xin rút"),
    f"tab-{Tab.ACCEPTED}": mark("Chờ Hội đồng"),
    f"tab-{Tab.SIGNING}": mark("Chờ Chủ tịch"),
    f"tab-{Tab.REJECTED}": mark("Hội đồng không tán thành"),
    f"tab-{Tab.RETURNED}": mark("Đã trả lại"),
    f"tab-{Tab.ENDED}": mark("Đã xong"),
}

NOTICES: Mapping[str, str] = {
    "started": mark("Đã mở hồ sơ. Viết tiếp từng phần dưới đây."),
    "section-saved": mark("Đã lưu phần này."),
    "endorsed": mark("Đã xác nhận."),
    "submitted": mark("Đã nộp. Cơ quan xét nhận hồ sơ trong giây lát."),
    "withdrawn": mark("Đã rút, hoặc đã gửi yêu cầu rút."),
    "accepted-rows": mark("Đã nhận các dòng hợp lệ. Danh sách chờ thủ trưởng xác nhận."),
    "evidence-kept": mark("Đã nhận các tệp."),
    "evidence-removed": mark("Đã bỏ tệp."),
    "cases-accepted": mark("Đã tiếp nhận."),
    "cases-taken": mark("Đã nhận xử lý."),
    "cases-assigned": mark("Đã giao việc."),
    "cases-released": mark("Đã bỏ giao việc."),
    "case-repinned": mark("Đã xác định lại ngày nhận hồ sơ."),
    "ticks-saved": mark("Đã lưu đánh dấu."),
    "opinions-asked": mark("Đã gửi yêu cầu xin ý kiến."),
    "opinion-withdrawn": mark("Đã rút yêu cầu xin ý kiến."),
    "opinion-given": mark("Đã gửi ý kiến."),
    "cases-returned": mark("Đã trả lại cho đơn vị."),
    "verdicts-recorded": mark("Đã ghi kết quả của Hội đồng."),
    "cases-closed": mark("Đã cho rút."),
    "withdrawal-refused": mark("Đã trả lời không cho rút."),
    "cases-declined": mark("Đã ghi không khen thưởng."),
    "revoked": mark("Đã thu hồi."),
    "read": mark("Đã đánh dấu đã đọc."),
    "signed-out": mark("Đã đăng xuất."),
}

_TONES: Mapping[str, str] = {
    Stage.DRAFT: "",
    Stage.ENDORSED: "attention",
    Stage.SUBMITTED: "attention",
    Stage.RECEIVED: "attention",
    Stage.ACCEPTED: "attention",
    Stage.RETURNED: "bad",
    Stage.APPROVED: "good",
    Stage.NOT_APPROVED: "bad",
    Stage.AWARDED: "good",
    Stage.DECLINED: "bad",
    Stage.WITHDRAWN: "",
    Stage.REVOKED: "bad",
}
_ICONS: Mapping[str, str] = {
    Stage.DRAFT: "pen-line",
    Stage.ENDORSED: "badge-check",
    Stage.SUBMITTED: "send",
    Stage.RECEIVED: "inbox",
    Stage.ACCEPTED: "list-checks",
    Stage.RETURNED: "undo-2",
    Stage.APPROVED: "vote",
    Stage.NOT_APPROVED: "circle-x",
    Stage.AWARDED: "award",
    Stage.DECLINED: "circle-slash",
    Stage.WITHDRAWN: "undo-2",
    Stage.REVOKED: "circle-slash",
}


def tone(stage: str) -> str:
    """The colour of a stage's badge."""
    return _TONES.get(stage, "")


def stage_icon(stage: str) -> str:
    return _ICONS.get(stage, "circle-dashed")

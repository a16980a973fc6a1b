"""How each refusal of review is told: status, slug, sentence."""

from chassis.http import Refusal
from review.domain import errors
from rulebook import NoRuleInForce

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
    errors.UnknownColleague: Refusal(422, "unknown-colleague", "Không có người này trong thường trực"),
    errors.CaseEnded: Refusal(409, "case-ended", "Hồ sơ đã kết thúc"),
    errors.PartNotNamed: Refusal(422, "part-not-named", "Cần nêu thành phần hồ sơ"),
    errors.UnknownPart: Refusal(422, "unknown-part", "Thành phần hồ sơ không có trong quy định áp dụng"),
    errors.UnknownRow: Refusal(422, "unknown-row", "Điều kiện không có trong quy định"),
    errors.DueUnknown: Refusal(422, "due-unknown", "Chưa biết hạn trả lời"),
    errors.DueBeforeAsked: Refusal(422, "due-before-asked", "Hạn trả lời phải từ hôm nay trở đi"),
    errors.UnknownBody: Refusal(422, "unknown-body", "Cơ quan được hỏi không có trong danh mục hiện hành"),
    errors.TextMissing: Refusal(422, "text-missing", "Ý kiến cần được nêu rõ"),
    errors.AskedAlready: Refusal(409, "asked-already", "Đã hỏi cơ quan này và đang chờ trả lời"),
    errors.UnknownOpinion: Refusal(404, "not-found", "Không tìm thấy yêu cầu xin ý kiến"),
    errors.AskedOfAnother: Refusal(403, "asked-of-another", "Ý kiến này được hỏi ở cơ quan khác"),
    errors.RequestEnded: Refusal(409, "request-ended", "Yêu cầu xin ý kiến đã được trả lời hoặc đã rút"),
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

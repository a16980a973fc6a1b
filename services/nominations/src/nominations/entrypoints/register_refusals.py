"""How each refusal of the registers is told over HTTP."""

from chassis.http import Refusal
from nominations.domain import errors

REGISTER_REFUSALS = {
    errors.UnknownUnit: Refusal(422, "unknown-unit", "Không có đơn vị này trong danh mục"),
    errors.InFuture: Refusal(422, "in-future", "Ngày, năm không được ở tương lai"),
    errors.NotInCatalogue: Refusal(422, "unknown-award", "Mã danh hiệu, hình thức không có trong danh mục"),
    errors.NotForThisKind: Refusal(422, "wrong-subject-kind", "Danh hiệu, hình thức không dành cho đối tượng này"),
    errors.AwardNameMissing: Refusal(422, "award-name-missing", "Danh hiệu ngoài danh mục phải ghi tên"),
    errors.UnknownEntry: Refusal(404, "not-found", "Không tìm thấy mục này trong sổ của đơn vị"),
    errors.OwnAward: Refusal(409, "own-award", "Mục này theo quyết định của hệ thống, không sửa tay được"),
    errors.StaleEntry: Refusal(412, "stale-version", "Mục này đã được người khác sửa; tải lại rồi sửa tiếp"),
    errors.EntryWithdrawn: Refusal(409, "entry-withdrawn", "Mục này đã bị rút khỏi sổ"),
    errors.NotInForce: Refusal(409, "not-in-force", "Mục này không còn hiệu lực, không thu hồi được nữa"),
    errors.EntryRepeats: Refusal(409, "entry-repeats", "Sổ đã có danh hiệu này của người này trong năm này"),
    errors.StaleInitiative: Refusal(412, "stale-version", "Sáng kiến đã được người khác sửa; tải lại rồi sửa tiếp"),
    errors.InitiativeWithdrawn: Refusal(409, "initiative-withdrawn", "Sáng kiến đã bị rút khỏi sổ"),
    errors.InitiativeSpent: Refusal(409, "initiative-spent", "Sáng kiến đã được dùng cho cùng danh hiệu"),
    errors.UnknownInitiative: Refusal(422, "unknown-initiative", "Sổ sáng kiến của đơn vị không có sáng kiến này"),
    errors.UnknownMatch: Refusal(404, "not-found", "Không có câu hỏi nào về hai người này"),
}

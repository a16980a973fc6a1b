"""Why a file is not opened: every reason with its sentence and its remedy, in Vietnamese."""

from enum import StrEnum

from nominations.adapters.workbook.report import Refusal


class Reason(StrEnum):
    """Words a program may rely on."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    ZIP_BOMB = "zip-bomb"
    TOO_MANY_CELLS = "too-many-cells"
    ENCRYPTED = "encrypted"
    MACRO = "macro"
    NOT_EXCEL = "not-excel"
    OLD_FORMAT = "unsupported-format"
    CORRUPT = "corrupt"


_REMEDIES = {
    Reason.EMPTY: "Hãy mở lại tệp trên máy, lưu lại rồi tải lên.",
    Reason.TOO_LARGE: "Hãy xóa ảnh và trang không cần trong tệp, hoặc chia danh sách thành nhiều tệp nhỏ hơn 20 MB.",
    Reason.ZIP_BOMB: "Hãy mở tệp bằng Excel, chép riêng bảng danh sách sang một tệp mới rồi lưu dạng .xlsx.",
    Reason.TOO_MANY_CELLS: "Hãy xóa các ô nằm xa bảng danh sách, hoặc chép riêng bảng sang một tệp mới.",
    Reason.ENCRYPTED: "Hãy mở tệp bằng mật khẩu, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ sổ làm việc) rồi lưu lại.",
    Reason.MACRO: "Hãy lưu lại tệp dạng .xlsx (Excel Workbook, không macro) rồi tải lên.",
    Reason.NOT_EXCEL: "Hãy mở tệp bằng Excel hoặc LibreOffice rồi chọn Lưu thành → Excel Workbook (.xlsx).",
    Reason.OLD_FORMAT: "Hãy mở tệp bằng Excel rồi chọn Lưu thành → Excel Workbook (.xlsx).",
    Reason.CORRUPT: "Hãy mở tệp bằng Excel (Excel có thể tự sửa), lưu lại rồi tải lên; hoặc xin lại tệp gốc.",
}


class WorkbookRefused(Exception):
    """The file cannot or must not be opened."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(reason.value)
        self.refusal = Refusal(reason=reason.value, message=message, remedy=_REMEDIES[reason])

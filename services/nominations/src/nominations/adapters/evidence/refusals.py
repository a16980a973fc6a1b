"""Why a file is not taken: each reason with a sentence that says what was found, and what to do, in Vietnamese."""

from enum import StrEnum


class Reason(StrEnum):
    """Words a program may rely on."""

    EMPTY = "empty"
    TYPE_NOT_TAKEN = "type-not-taken"
    TYPE_DISAGREES = "type-disagrees"
    ENCRYPTED = "encrypted"
    SIGNED_AND_ACTIVE = "signed-and-active"
    MACRO = "macro"
    EXTERNAL = "external-reference"
    EMBEDDED = "embedded-file"
    TOO_MANY_PIXELS = "too-many-pixels"
    CORRUPT = "corrupt"


REMEDIES = {
    Reason.EMPTY: "Hãy mở lại tệp trên máy, lưu lại rồi tải lên.",
    Reason.TYPE_NOT_TAKEN: "Hãy xuất tệp ra PDF, hoặc chụp thành ảnh JPEG, PNG.",
    Reason.TYPE_DISAGREES: "Hãy mở tệp bằng phần mềm đã tạo ra nó, lưu lại đúng định dạng rồi tải lên.",
    Reason.ENCRYPTED: "Hãy bỏ mật khẩu của tệp rồi tải lên.",
    Reason.SIGNED_AND_ACTIVE: "Hãy xin bản đã ký không có phần đó, hoặc in ra PDF (khi ấy chữ ký số không còn).",
    Reason.MACRO: "Hãy lưu lại tệp không có macro, hoặc xuất ra PDF.",
    Reason.EXTERNAL: "Hãy xuất tệp ra PDF rồi tải lên.",
    Reason.EMBEDDED: "Hãy tải từng tệp lên riêng, hoặc xuất ra PDF.",
    Reason.TOO_MANY_PIXELS: "Hãy thu nhỏ ảnh rồi tải lên.",
    Reason.CORRUPT: "Hãy mở tệp trên máy, lưu lại rồi tải lên; hoặc xin lại tệp gốc.",
}


class FileRefused(Exception):
    """The file is not taken; nothing of it is kept."""

    def __init__(self, reason: Reason, message: str, remedy: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.message = message
        self.remedy = remedy or REMEDIES[reason]

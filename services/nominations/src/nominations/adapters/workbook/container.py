"""What the file really is, whatever its name says; everything that must not be opened is refused here, with a
reason.
"""

from dataclasses import dataclass
from enum import StrEnum

from nominations.adapters.workbook import compound_file
from nominations.adapters.workbook.archive import Archive
from nominations.adapters.workbook.compound_file import CompoundFile
from nominations.adapters.workbook.refusals import Reason, WorkbookRefused

MAX_FILE_BYTES = 20 * 1024 * 1024


class Format(StrEnum):
    """The three formats that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


@dataclass(frozen=True, slots=True)
class Container:
    """An opened file: its format and the archive or compound file around it."""

    format: Format
    content: bytes
    archive: Archive | None = None
    compound: CompoundFile | None = None


def refuse_size(size_bytes: int) -> None:
    """Refuse by size alone, before the file is read into memory."""
    if size_bytes > MAX_FILE_BYTES:
        message = f"Tệp nặng {size_bytes / 1_048_576:.1f} MB; chỉ nhận tệp đến {MAX_FILE_BYTES // 1_048_576} MB."
        raise WorkbookRefused(Reason.TOO_LARGE, message.replace(".", ",", 1))
    if size_bytes == 0:
        raise WorkbookRefused(Reason.EMPTY, "Tệp rỗng, không có nội dung.")


def open_container(content: bytes) -> Container:
    """Recognise the file by its bytes; raises WorkbookRefused."""
    refuse_size(len(content))
    if content.startswith(b"PK"):
        return _archive(content)
    if content.startswith(compound_file.SIGNATURE):
        return _compound(content)
    raise _foreign(content)


def _archive(content: bytes) -> Container:
    archive = Archive(content)
    names = archive.names
    types = archive.part("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if any(name.endswith("vbaProject.bin") or "/macrosheets/" in name for name in names) or b"macroEnabled" in types:
        raise WorkbookRefused(Reason.MACRO, "Tệp có macro; hệ thống không mở tệp có macro.")
    if b"spreadsheetml.sheet.main+xml" in types or "xl/workbook.xml" in names:
        return Container(Format.XLSX, content, archive=archive)
    if "content.xml" in names and "mimetype" in names:
        return _open_document(content, archive)
    raise _foreign_archive(names)


def _open_document(content: bytes, archive: Archive) -> Container:
    manifest = archive.part("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.names else b""
    if b"encryption-data" in manifest:
        raise WorkbookRefused(Reason.ENCRYPTED, "Tệp được đặt mật khẩu.")
    if not archive.part("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        raise WorkbookRefused(Reason.NOT_EXCEL, "Đây là tệp OpenDocument nhưng không phải bảng tính.")
    if any(_is_macro(name) for name in archive.names):
        raise WorkbookRefused(Reason.MACRO, "Tệp có macro; hệ thống không mở tệp có macro.")
    return Container(Format.ODS, content, archive=archive)


def _is_macro(name: str) -> bool:
    """Files beside LibreOffice's own two indexes of an (empty) library."""
    in_macros = name.startswith(("Basic/", "Scripts/")) and not name.endswith("/")
    return in_macros and not name.endswith(("script-lc.xml", "script-lb.xml"))


def _compound(content: bytes) -> Container:
    compound = CompoundFile(content)
    if "EncryptedPackage" in compound.names:
        raise WorkbookRefused(Reason.ENCRYPTED, "Tệp được đặt mật khẩu (mã hóa).")
    if not compound.names & {"Workbook", "Book"}:
        raise WorkbookRefused(Reason.NOT_EXCEL, "Đây là tệp Office đời cũ nhưng không phải bảng tính Excel.")
    if compound.names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}:
        raise WorkbookRefused(Reason.MACRO, "Tệp có macro; hệ thống không mở tệp có macro.")
    return Container(Format.XLS, content, compound=compound)


def _foreign_archive(names: frozenset[str]) -> WorkbookRefused:
    if "xl/workbook.bin" in names:
        return WorkbookRefused(Reason.OLD_FORMAT, "Đây là sổ làm việc nhị phân (.xlsb).")
    if any(name.startswith("word/") for name in names):
        return WorkbookRefused(Reason.NOT_EXCEL, "Đây là văn bản Word (.docx), không phải bảng tính Excel.")
    if any(name.startswith("ppt/") for name in names):
        return WorkbookRefused(Reason.NOT_EXCEL, "Đây là trình chiếu PowerPoint (.pptx), không phải bảng tính Excel.")
    return WorkbookRefused(Reason.NOT_EXCEL, "Đây là tệp nén, không phải bảng tính Excel.")


_SIGNATURES = (
    (b"%PDF", "Đây là tệp PDF, không phải bảng tính Excel."),
    (b"{\\rtf", "Đây là văn bản RTF, không phải bảng tính Excel."),
    (b"\x89PNG", "Đây là tệp ảnh, không phải bảng tính Excel."),
    (b"\xff\xd8\xff", "Đây là tệp ảnh, không phải bảng tính Excel."),
    (b"GIF8", "Đây là tệp ảnh, không phải bảng tính Excel."),
    (b"Rar!", "Đây là tệp nén RAR, không phải bảng tính Excel."),
    (b"7z\xbc\xaf", "Đây là tệp nén 7z, không phải bảng tính Excel."),
    (b"\x1f\x8b", "Đây là tệp nén gzip, không phải bảng tính Excel."),
)
_BARE_BIFF = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")


def _foreign(content: bytes) -> WorkbookRefused:
    for signature, message in _SIGNATURES:
        if content.startswith(signature):
            return WorkbookRefused(Reason.NOT_EXCEL, message)
    if content.startswith(_BARE_BIFF):
        return WorkbookRefused(Reason.OLD_FORMAT, "Đây là bảng tính Excel đời 4.0 trở về trước.")
    return _foreign_text(content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower())


def _foreign_text(head: bytes) -> WorkbookRefused:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return WorkbookRefused(Reason.OLD_FORMAT, "Đây là bảng tính XML 2003.")
    if head.startswith((b"<", b"mime-version")):
        return WorkbookRefused(Reason.NOT_EXCEL, "Đây là trang web (HTML) được đổi đuôi, không phải bảng tính Excel.")
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return WorkbookRefused(Reason.NOT_EXCEL, "Không nhận ra đây là bảng tính Excel.")
    return WorkbookRefused(Reason.NOT_EXCEL, "Đây là tệp văn bản (như .csv), không phải bảng tính Excel.")

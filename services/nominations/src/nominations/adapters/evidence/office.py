"""A Word or Excel file: no macros, nothing embedded, nothing fetched from elsewhere; else it is kept as it is.

The archive around it is judged as a workbook's is (`adapters/workbook/archive.py`): bombs, lies about sizes, archives
within, XML declarations that Office never writes. Author and dates in it stay.
"""

import shutil
from pathlib import Path

from nominations.adapters.evidence.media_type import MediaType
from nominations.adapters.evidence.refusals import FileRefused, Reason
from nominations.adapters.workbook import refusals
from nominations.adapters.workbook.archive import Archive
from nominations.adapters.workbook.xml_scan import local, scan

_MAIN = {MediaType.DOCX: b"wordprocessingml.document.main+xml", MediaType.XLSX: b"spreadsheetml.sheet.main+xml"}
_TYPES = "[Content_Types].xml"
_MACROS = ("vbaproject.bin", "vbadata.xml")
_FOLDERS_OF_MACROS = ("/macrosheets/", "/activex/", "customui/")
_OPENED = ("http://", "https://", "mailto:", "tel:", "#")
_REASONS = {refusals.Reason.ENCRYPTED: Reason.ENCRYPTED, refusals.Reason.MACRO: Reason.MACRO}


def clean(source: Path, target: Path, media_type: MediaType) -> list[str]:
    """Copy to `target` what was found harmless; raises FileRefused."""
    try:
        archive = Archive(source.read_bytes())
        _refuse_foreign(archive, media_type)
        _refuse_macros(archive)
        _refuse_outside(archive)
    except refusals.WorkbookRefused as error:
        found = refusals.Reason(error.refusal.reason)
        raise FileRefused(_REASONS.get(found, Reason.CORRUPT), error.refusal.message) from error
    shutil.copyfile(source, target)
    return []


def _refuse_foreign(archive: Archive, media_type: MediaType) -> None:
    types = archive.part(_TYPES) if _TYPES in archive.names else b""
    if b"macroenabled" in types.lower():
        raise _macro()
    if _MAIN[media_type] not in types:
        raise FileRefused(Reason.TYPE_DISAGREES, "Mục lục trong tệp không nói đây là tệp Word, Excel như đuôi ghi.")


def _refuse_macros(archive: Archive) -> None:
    for name in (each.lower() for each in archive.names):
        if name.endswith(_MACROS) or any(folder in f"/{name}" for folder in _FOLDERS_OF_MACROS):
            raise _macro()
        if "/embeddings/" in name and not name.endswith("/"):
            raise FileRefused(Reason.EMBEDDED, "Tệp có tệp khác nhúng bên trong; hệ thống không mở được để kiểm tra.")


def _refuse_outside(archive: Archive) -> None:
    """Links that a reader clicks may stay; what Office fetches by itself may not (ECMA-376 Part 2 §6.5)."""
    found: list[str] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if local(name) != "Relationship" or attributes.get("TargetMode", "").lower() != "external":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        if kind != "hyperlink" or not attributes.get("Target", "").lower().startswith(_OPENED):
            found.append(kind)

    for part in sorted(each for each in archive.names if each.endswith(".rels")):
        scan(archive.chunks(part), relation)
    if found:
        shown = ", ".join(sorted(set(found)))
        raise FileRefused(Reason.EXTERNAL, f"Tệp lấy nội dung từ nơi khác khi mở ra ({shown}); hệ thống không nhận.")


def _macro() -> FileRefused:
    return FileRefused(Reason.MACRO, "Tệp có macro hoặc thành phần điều khiển; hệ thống không nhận tệp có macro.")

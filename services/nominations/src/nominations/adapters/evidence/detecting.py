"""What a file is: its ending, `filetype` and libmagic must say the same. Two detectors are fooled less easily than one.

An Office file is a zip archive, and a detector that sees no more than that does not contradict: one of the two must
name it, and its own table of contents is read afterwards (`office.py`).
"""

import ctypes
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import filetype
from pylibmagic import data as libmagic

from nominations.adapters.evidence.media_type import MediaType
from nominations.adapters.evidence.refusals import FileRefused, Reason

ENDINGS: Final[Mapping[str, MediaType]] = {
    ".pdf": MediaType.PDF,
    ".jpg": MediaType.JPEG,
    ".jpeg": MediaType.JPEG,
    ".png": MediaType.PNG,
    ".docx": MediaType.DOCX,
    ".xlsx": MediaType.XLSX,
}
TAKEN = "PDF, ảnh JPEG, ảnh PNG, Word (.docx), Excel (.xlsx)"
ARCHIVES = frozenset({"application/zip", "application/octet-stream"})
OFFICE = frozenset({MediaType.DOCX, MediaType.XLSX})
_WORDS: Final[Mapping[str, str]] = {
    MediaType.PDF: "tệp PDF",
    MediaType.JPEG: "ảnh JPEG",
    MediaType.PNG: "ảnh PNG",
    MediaType.DOCX: "văn bản Word (.docx)",
    MediaType.XLSX: "bảng tính Excel (.xlsx)",
    "application/zip": "tệp nén ZIP",
    "application/vnd.rar": "tệp nén RAR",
    "application/msword": "văn bản Word đời cũ (.doc)",
    "application/vnd.ms-excel": "bảng tính Excel đời cũ (.xls)",
    "application/x-dosexec": "chương trình chạy được",
    "application/x-msdownload": "chương trình chạy được",
    "application/vnd.microsoft.portable-executable": "chương trình chạy được",
    "text/html": "trang web (HTML)",
    "text/plain": "văn bản thuần",
    "image/svg+xml": "ảnh SVG",
}
_MIME_TYPE = 0x10  # MAGIC_MIME_TYPE, magic.h
UNKNOWN = ""


def media_type(path: Path, ending: str) -> MediaType:
    """The type that all three agree on; raises FileRefused with their words."""
    return agreed(ending, by_filetype(path), by_libmagic(path))


def agreed(ending: str, first: str, second: str) -> MediaType:
    """`first` is filetype's word, `second` libmagic's; empty means that it does not know."""
    said = ENDINGS.get(ending)
    if said is None:
        shown = f"có đuôi “{ending}”" if ending else "không có đuôi"
        raise FileRefused(Reason.TYPE_NOT_TAKEN, f"Tên tệp {shown}; chỉ nhận: {TAKEN}.")
    opinions = {first, second}
    if said in OFFICE and said in opinions:
        opinions -= ARCHIVES
    if opinions != {said}:
        raise FileRefused(
            Reason.TYPE_DISAGREES,
            f"Đuôi “{ending}” nói đây là {words(said)}, nhưng nội dung không cho thấy thế: "
            f"bộ nhận dạng filetype thấy {words(first)}, bộ nhận dạng libmagic thấy {words(second)}.",
        )
    return said


def words(media_type: str) -> str:
    """A type as an officer reads it."""
    if media_type == UNKNOWN:
        return "dạng không nhận ra"
    return _WORDS.get(media_type, f"dạng {media_type}")


def by_filetype(path: Path) -> str:
    found = filetype.guess(str(path))
    return UNKNOWN if found is None else str(found.mime)


def by_libmagic(path: Path) -> str:
    """The library and its database come as a wheel; python-magic would look for those of the system."""
    library = ctypes.CDLL(str(libmagic.joinpath("libmagic.dylib" if _is_macos() else "libmagic.so.1")))
    library.magic_open.restype = ctypes.c_void_p
    library.magic_load.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    library.magic_file.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    library.magic_file.restype = ctypes.c_char_p
    cookie = library.magic_open(_MIME_TYPE)
    with as_file(files("pylibmagic") / "magic.mgc") as database:
        if library.magic_load(cookie, bytes(database)) != 0:
            raise OSError("libmagic has no database")
    found = library.magic_file(cookie, bytes(path))
    return UNKNOWN if found is None else bytes(found).decode("ascii", "replace")


def _is_macos() -> bool:
    return libmagic.joinpath("libmagic.dylib").is_file()

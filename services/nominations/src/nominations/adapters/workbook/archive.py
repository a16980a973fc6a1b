"""The zip around an .xlsx or .ods: judged by its directory before anything is unpacked, then unpacked with a counter.

A directory can lie about sizes, so every entry is inflated once against what it declares; only then do others read it.
"""

import io
import itertools
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from nominations.adapters.workbook.refusals import Reason, WorkbookRefused

MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
_RATIO_COUNTS_FROM_BYTES = 1024 * 1024
_CHUNK_BYTES = 256 * 1024
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_ENTRY_MARK = b"PK\x01\x02"
_NESTED_MARKS = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_NESTED_NAMES = (".zip", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".docx", ".pptx", ".7z", ".rar", ".gz", ".bz2")
# Excel never writes these. Readers reserve memory by the counts, so an absurd one would end the process.
_HOSTILE = re.compile(rb"<!DOCTYPE|<!ENTITY|[cC]ount\s*=\s*[\"']\s*\+?[0-9]{9}")
_LONGEST_HOSTILE_BYTES = 64
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


class Archive:
    """An archive that was looked through; its parts may be read."""

    def __init__(self, content: bytes) -> None:
        """Raises WorkbookRefused for a bomb, a locked or a broken archive."""
        if content.count(_ENTRY_MARK) > MAX_ENTRIES:
            raise WorkbookRefused(Reason.ZIP_BOMB, f"Tệp nén chứa hơn {MAX_ENTRIES} mục con.")
        self._content = content
        self._zip = _opened(content)
        entries = self._zip.infolist()
        _judge_directory(entries)
        for entry in entries:
            self._inflate_once(entry)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes:
        """The bytes of one part; raises KeyError when there is none of that name."""
        return self._zip.read(name)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of one part, a piece at a time."""
        with self._zip.open(name) as part:
            while chunk := part.read(_CHUNK_BYTES):
                yield chunk

    def _inflate_once(self, entry: zipfile.ZipInfo) -> None:
        unpacked, checksum, tail = 0, 0, b""
        is_text = entry.filename.endswith((".xml", ".rels"))
        for chunk in _inflated(self._packed(entry), entry.compress_type):
            if unpacked == 0 and chunk.startswith(_NESTED_MARKS):
                raise WorkbookRefused(Reason.ZIP_BOMB, "Tệp chứa một tệp nén khác bên trong.")
            unpacked += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            if unpacked > entry.file_size:
                raise WorkbookRefused(Reason.ZIP_BOMB, "Tệp khai dung lượng nhỏ hơn dung lượng thật khi giải nén.")
            if is_text and (_is_hostile(tail + chunk) or (not tail and chunk.startswith(_WIDE_TEXT))):
                raise WorkbookRefused(Reason.CORRUPT, "Tệp chứa khai báo XML mà Excel không bao giờ ghi.")
            tail = chunk[-_LONGEST_HOSTILE_BYTES:]
        if unpacked != entry.file_size or checksum != entry.CRC:
            raise WorkbookRefused(Reason.CORRUPT, "Tệp bị hỏng: nội dung không khớp mã kiểm tra.")

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        header = self._content[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise WorkbookRefused(Reason.CORRUPT, "Tệp bị hỏng: mục lục trỏ vào chỗ không có dữ liệu.")
        *_, name_bytes, extra_bytes = _LOCAL_HEADER.unpack(header)
        start = entry.header_offset + _LOCAL_HEADER.size + name_bytes + extra_bytes
        return memoryview(self._content)[start : start + entry.compress_size]


def _is_hostile(text: bytes) -> bool:
    """The two words are looked for first: most of a sheet has neither, and is megabytes long."""
    return (b"<!" in text or b"ount" in text) and bool(_HOSTILE.search(text))


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        raise WorkbookRefused(Reason.CORRUPT, "Tệp bị hỏng hoặc tải lên chưa trọn vẹn.") from error


def _judge_directory(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise WorkbookRefused(Reason.ENCRYPTED, "Tệp được đặt mật khẩu.")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise WorkbookRefused(Reason.CORRUPT, "Tệp nén theo cách mà Excel không dùng.")
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise WorkbookRefused(Reason.CORRUPT, "Tệp có hai mục con cùng tên.")
    if any(entry.filename.casefold().endswith(_NESTED_NAMES) for entry in entries):
        raise WorkbookRefused(Reason.ZIP_BOMB, "Tệp chứa một tệp nén hoặc sổ làm việc khác bên trong.")
    _judge_sizes(entries)
    _judge_places(entries)


def _judge_sizes(entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > MAX_UNPACKED_BYTES:
        raise WorkbookRefused(
            Reason.ZIP_BOMB, f"Tệp giải nén ra {total // 1_048_576} MB, quá mức {MAX_UNPACKED_BYTES // 1_048_576} MB."
        )
    for entry in entries:
        if entry.file_size > max(_RATIO_COUNTS_FROM_BYTES, MAX_RATIO * entry.compress_size):
            raise WorkbookRefused(Reason.ZIP_BOMB, f"Một mục con giải nén ra lớn hơn {MAX_RATIO} lần khi nén.")


def _judge_places(entries: list[zipfile.ZipInfo]) -> None:
    """Entries that share bytes unpack to far more than the file holds."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in itertools.pairwise(ordered):
        if entry.header_offset + _LOCAL_HEADER.size + entry.compress_size > following.header_offset:
            raise WorkbookRefused(Reason.ZIP_BOMB, "Các mục con của tệp nén chồng lên nhau.")


def _inflated(packed: memoryview, compress_type: int) -> Iterator[bytes]:
    if compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + _CHUNK_BYTES]) for at in range(0, len(packed), _CHUNK_BYTES))
        return
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    pending: bytes | memoryview = packed
    try:
        while pending and not stream.eof:
            yield stream.decompress(pending, _CHUNK_BYTES)
            pending = stream.unconsumed_tail
        yield stream.flush()
    except zlib.error as error:
        raise WorkbookRefused(Reason.CORRUPT, "Tệp bị hỏng: không giải nén được.") from error

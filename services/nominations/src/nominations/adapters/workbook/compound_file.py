"""The container of .xls files (and of locked .xlsx): names and streams, after [MS-CFB]. Reads what is there,
writes nothing.
"""

import struct
from dataclasses import dataclass

from nominations.adapters.workbook.refusals import Reason, WorkbookRefused

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY_BYTES = 128
_MINI_SECTOR_BYTES = 64
_LAST_SECTOR = 0xFFFFFFFA
_ROOT, _STREAM = 5, 2


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    first_sector: int
    size_bytes: int


class CompoundFile:
    """A compound file whose tables were read; raises WorkbookRefused when they contradict themselves."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._read_tables()
        except (struct.error, IndexError, ValueError) as error:
            raise _broken() from error

    @property
    def names(self) -> frozenset[str]:
        return frozenset(entry.name for entry in self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of one stream; raises KeyError when there is none of that name."""
        for entry in self._entries:
            if entry.name == name and entry.kind == _STREAM:
                return self._bytes_of(entry)
        raise KeyError(name)

    def _read_tables(self) -> None:
        header = self._content[:512]
        sector_shift = struct.unpack_from("<H", header, 30)[0]
        if sector_shift not in (9, 12):
            raise ValueError("sector size")
        self._sector_bytes = 1 << sector_shift
        first_directory, self._mini_cutoff, first_mini_fat = struct.unpack_from("<I4xII", header, 48)
        self._fat = self._read_fat(header)
        directory = self._chain(first_directory)
        self._entries = [
            _entry(directory[at : at + _DIRECTORY_ENTRY_BYTES])
            for at in range(0, len(directory), _DIRECTORY_ENTRY_BYTES)
            if directory[at + 66]
        ]
        mini_fat = self._chain(first_mini_fat) if first_mini_fat < _LAST_SECTOR else b""
        self._mini_fat = struct.unpack(f"<{len(mini_fat) // 4}I", mini_fat)
        roots = [entry for entry in self._entries if entry.kind == _ROOT]
        self._mini_stream = self._chain(roots[0].first_sector) if roots and self._mini_fat else b""

    def _read_fat(self, header: bytes) -> tuple[int, ...]:
        places = list(struct.unpack_from("<109I", header, 76))
        next_sector, count = struct.unpack_from("<II", header, 68)
        for _ in range(min(count, len(self._content) // self._sector_bytes)):
            *more, next_sector = struct.unpack(f"<{self._sector_bytes // 4}I", self._sector(next_sector))
            places.extend(more)
        table = b"".join(self._sector(place) for place in places if place < _LAST_SECTOR)
        return struct.unpack(f"<{len(table) // 4}I", table)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_bytes
        sector = self._content[start : start + self._sector_bytes]
        if not sector:
            raise ValueError("sector outside the file")
        return sector.ljust(self._sector_bytes, b"\0")

    def _chain(self, sector: int) -> bytes:
        pieces: list[bytes] = []
        while sector < _LAST_SECTOR:
            if len(pieces) > len(self._fat):
                raise ValueError("a chain of sectors runs in a circle")
            pieces.append(self._sector(sector))
            sector = self._fat[sector]
        return b"".join(pieces)

    def _mini_chain(self, sector: int) -> bytes:
        pieces: list[bytes] = []
        while sector < _LAST_SECTOR:
            if len(pieces) > len(self._mini_fat):
                raise ValueError("a chain of sectors runs in a circle")
            pieces.append(self._mini_stream[sector * _MINI_SECTOR_BYTES : (sector + 1) * _MINI_SECTOR_BYTES])
            sector = self._mini_fat[sector]
        return b"".join(pieces)

    def _bytes_of(self, entry: _Entry) -> bytes:
        try:
            small = entry.size_bytes < self._mini_cutoff
            chain = self._mini_chain(entry.first_sector) if small else self._chain(entry.first_sector)
        except (IndexError, ValueError) as error:
            raise _broken() from error
        return chain[: entry.size_bytes]


def _entry(raw: bytes) -> _Entry:
    name_bytes, kind = struct.unpack_from("<HB", raw, 64)
    first_sector, size_bytes = struct.unpack_from("<II", raw, 116)
    name = raw[: max(0, min(name_bytes, 64) - 2)].decode("utf-16-le", errors="replace")
    return _Entry(name, kind, first_sector, size_bytes)


def _broken() -> WorkbookRefused:
    return WorkbookRefused(Reason.CORRUPT, "Tệp .xls bị hỏng: các bảng bên trong không khớp nhau.")

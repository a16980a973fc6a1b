"""Hidden rows and columns, formulas and fonts of an .xls, read from its BIFF8 records ([MS-XLS] §2.4)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from nominations.adapters.workbook.anatomy import Anatomy, FormulaValue
from nominations.adapters.workbook.compound_file import CompoundFile
from nominations.adapters.workbook.refusals import Reason, WorkbookRefused

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _FONT, _XF = 0x809, 0x0A, 0x2F, 0x85, 0x31, 0xE0
_ROW, _COLINFO, _MULRK = 0x208, 0x7D, 0xBD
_FORMULAS = (0x06, 0x206, 0x406)
_BOOLERR = 0x205
_CELLS = frozenset({0xFD, 0x203, 0x27E, 0x204, 0xD6, _BOOLERR, *_FORMULAS})
_ROW_HIDDEN, _COLUMN_HIDDEN, _MACRO_SHEET = 0x20, 0x01, 0x01
_FORMULA_KINDS = {0: FormulaValue.KEPT, 1: FormulaValue.KEPT, 2: FormulaValue.ERROR, 3: FormulaValue.EMPTY}

Record = tuple[int, bytes]


@dataclass(slots=True)
class _Globals:
    """The workbook's own records: where its sheets begin, and its fonts."""

    sheets: dict[str, int] = field(default_factory=dict)
    fonts: list[str] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)

    def font(self, style: int) -> str | None:
        """Font number 4 does not exist: from there on numbers are one ahead ([MS-XLS] §2.5.129)."""
        if style >= len(self.styles):
            return None
        number = self.styles[style]
        index = number if number < 4 else number - 1
        name = self.fonts[index] if index < len(self.fonts) else ""
        return name if name.lower().startswith((".vn", "vni")) else None


def read(compound: CompoundFile) -> dict[str, Anatomy]:
    """The anatomy of every sheet, by the sheet's name; raises WorkbookRefused for a locked file or macro sheets."""
    stream = compound.stream("Workbook" if "Workbook" in compound.names else "Book")
    try:
        book = _globals(stream)
        return {name: _sheet(stream, start, book) for name, start in book.sheets.items()}
    except (struct.error, IndexError) as error:
        raise WorkbookRefused(Reason.CORRUPT, "Tệp .xls bị hỏng giữa chừng.") from error


def _records(stream: bytes, position: int) -> Iterator[Record]:
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        yield kind, stream[position + 4 : position + 4 + size]
        if kind == _EOF:
            return
        position += 4 + size


def _globals(stream: bytes) -> _Globals:
    book = _Globals()
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise WorkbookRefused(Reason.ENCRYPTED, "Tệp được đặt mật khẩu.")
        if kind == _BOUNDSHEET:
            _note_sheet(book, body)
        elif kind == _FONT:
            book.fonts.append(_short_text(body, 14))
        elif kind == _XF:
            book.styles.append(struct.unpack_from("<H", body)[0])
    return book


def _note_sheet(book: _Globals, body: bytes) -> None:
    start, _, kind = struct.unpack_from("<IBB", body)
    if kind == _MACRO_SHEET:
        raise WorkbookRefused(Reason.MACRO, "Tệp có trang macro Excel 4.0; hệ thống không mở tệp có macro.")
    if kind == 0:
        book.sheets[_short_text(body, 6)] = start


def _short_text(body: bytes, at: int) -> str:
    letters, is_wide = body[at], body[at + 1] & 1
    if is_wide:
        return body[at + 2 : at + 2 + 2 * letters].decode("utf-16-le", errors="replace")
    return body[at + 2 : at + 2 + letters].decode("latin-1")


def _sheet(stream: bytes, start: int, book: _Globals) -> Anatomy:
    anatomy = Anatomy()
    for kind, body in _records(stream, start):
        if kind in _CELLS:
            _note_cell(anatomy, book, kind, body)
        elif kind == _MULRK:
            row, _ = struct.unpack_from("<HH", body)
            anatomy.use(row + 1, struct.unpack_from("<H", body, len(body) - 2)[0] + 1)
        elif kind == _ROW:
            row, height, flags = struct.unpack_from("<H4xH4xH", body)
            if flags & _ROW_HIDDEN or height & 0x7FFF == 0:
                anatomy.hidden_rows.add(row + 1)
        elif kind == _COLINFO:
            first, last, width, _, flags = struct.unpack_from("<5H", body)
            if flags & _COLUMN_HIDDEN or width == 0:
                anatomy.hidden_columns.append(range(first + 1, last + 2))
    return anatomy


def _note_cell(anatomy: Anatomy, book: _Globals, kind: int, body: bytes) -> None:
    row, column, style = struct.unpack_from("<3H", body)
    place = (row + 1, column + 1)
    anatomy.use(*place)
    if kind in _FORMULAS:
        is_number = body[12:14] != b"\xff\xff"
        anatomy.formulas[place] = FormulaValue.KEPT if is_number else _FORMULA_KINDS.get(body[6], FormulaValue.MISSING)
    elif kind == _BOOLERR and body[7] == 1:
        anatomy.formulas[place] = FormulaValue.ERROR
    if (font := book.font(style)) is not None:
        anatomy.fonts[place] = font

"""Builders of workbooks as units send them, and what their check says."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from nominations.adapters.workbook.checking import check
from nominations.adapters.workbook.context import Context
from nominations.adapters.workbook.report import Report
from rulebook import load_rulebook

AS_OF = date(2026, 11, 23)
HEADINGS = ("TT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị công tác", "Hình thức khen thưởng", "Tóm tắt thành tích")
AWARD = "Bằng khen của Chủ tịch UBND tỉnh"
FILES = Path(__file__).parent / "files"


def workbook(write: Callable[[Any, Any], None], sheet: str = "Danh sách") -> bytes:
    """A workbook whose first sheet `write(workbook, worksheet)` fills."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    write(book, book.add_worksheet(sheet))
    book.close()
    return stream.getvalue()


def sheet(*rows: Sequence[object], merges: Sequence[tuple[str, str]] = ()) -> bytes:
    """Rows from the first row down, then merged ranges with their text."""

    def write(_: Any, worksheet: Any) -> None:
        for row, values in enumerate(rows):
            write_row(worksheet, row, values)
        for place, text in merges:
            worksheet.merge_range(place, text)

    return workbook(write)


def table(*rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> bytes:
    """Headings in the first row, the rows below."""
    return sheet(headings, *rows)


def write_row(worksheet: Any, row: int, values: Sequence[object]) -> None:
    """Write a row; None leaves a cell empty, text stays text."""
    for column, value in enumerate(values):
        if isinstance(value, str):
            worksheet.write_string(row, column, value)
        elif value is not None:
            worksheet.write(row, column, value)


def person(number: int, name: str = "Nguyễn Thị Hường", **changes: object) -> list[object]:
    """A plain data row under HEADINGS; changes by field name."""
    plain: dict[str, object] = {
        "number": number,
        "name": name,
        "born": 1985,
        "position": "Giáo viên",
        "workplace": "Trường THCS Phố Hiến",
        "award": AWARD,
        "achievement": "Có nhiều sáng kiến trong giảng dạy.",
    }
    return list({**plain, **changes}.values())


def checked(content: bytes, name: str = "danh-sach.xlsx", **context: Any) -> Report:
    """What the check says of the file."""
    return check(content, name, Context(**{"as_of": AS_OF, **context}), load_rulebook())


def values_of(report: Report, field: str) -> dict[int, str | None]:
    """One value of each data row, by row number."""
    found: dict[int, str | None] = {}
    for each in report.sheets:
        for row in each.rows:
            found[row.row] = {str(key): value for key, value in row.values.items()}.get(field)
    return found


def told(report: Report, *classes: str) -> list[tuple[int | None, str | None, str, str]]:
    """Row, column, class and severity of the findings, all or those of some classes."""
    return [
        (each.row, each.column, each.kind.value, each.severity.value)
        for each in report.findings
        if not classes or each.kind.value in classes
    ]


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook built with openpyxl: formulas without results, like those of many programs."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()

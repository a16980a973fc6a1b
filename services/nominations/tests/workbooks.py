"""Builders of workbooks as units send them."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

HEADINGS = (
    "TT",
    "Họ và tên",
    "Năm sinh",
    "Chức vụ",
    "Đơn vị công tác",
    "Hình thức khen thưởng",
    "Tóm tắt thành tích",
)
AWARD = "Bằng khen của Chủ tịch UBND tỉnh"


def workbook(write: Callable[[Any, Any], None], sheet: str = "Danh sách") -> bytes:
    """A workbook whose first sheet `write(workbook, worksheet)` fills."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    write(book, book.add_worksheet(sheet))
    book.close()
    return stream.getvalue()


def table(*rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> bytes:
    """Headings in the first row, the rows below."""

    def write(_: Any, sheet: Any) -> None:
        for row, values in enumerate([headings, *rows]):
            write_row(sheet, row, values)

    return workbook(write)


def write_row(sheet: Any, row: int, values: Sequence[object]) -> None:
    """Write a row; None leaves a cell empty."""
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif value is not None:
            sheet.write(row, column, value)


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

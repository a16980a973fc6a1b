"""The empty list to fill in: known headings, drop-down lists, identity numbers kept as text, a protected header."""

import io
from collections.abc import Collection, Sequence
from datetime import date

from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.utils import quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from nominations.adapters.workbook.anatomy import column_letters
from nominations.adapters.workbook.checking import LISTS_SHEET
from rulebook import Rulebook

HEADER_ROW = 4
ROWS = 1_000
Column = tuple[str, int]
"""A heading and its width."""
_COLUMNS: tuple[Column, ...] = (
    ("TT", 6),
    ("Họ và tên / Tên tập thể", 32),
    ("Đối tượng", 14),
    ("Ngày sinh", 14),
    ("Giới tính", 10),
    ("Số CCCD", 18),
    ("Chức vụ", 22),
    ("Đơn vị công tác", 32),
    ("Hình thức khen thưởng", 44),
    ("Tóm tắt thành tích", 60),
    ("Sáng kiến", 36),
    ("Ngày lập thành tích", 18),
    ("Ghi chú", 24),
)
_TEXT_COLUMNS = frozenset({4, 6, 12})
_KINDS = ("Cá nhân", "Tập thể", "Hộ gia đình")
_GENDERS = ("Nam", "Nữ")
_THIN = Border(*(Side(style="thin"),) * 4)


def template(rulebook: Rulebook, as_of: date) -> bytes:
    """Render the template with the awards that somebody may decide on the day."""
    workbook = Workbook()
    worksheet = workbook.worksheets[0]
    worksheet.title = "Danh sách"
    write_head(worksheet, "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", _COLUMNS)
    names = [award.name for award in rulebook.awards.values() if award.deciders(as_of)]
    _write_lists(workbook, names)
    unlock_rows(worksheet, len(_COLUMNS), _TEXT_COLUMNS)
    for column, count, source in (("C", len(_KINDS), "A"), ("E", len(_GENDERS), "B"), ("I", len(names), "C")):
        _offer(worksheet, column, f"{quote_sheetname(LISTS_SHEET)}!${source}$2:${source}${count + 1}")
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def write_head(worksheet: Worksheet, title: str, columns: Sequence[Column]) -> None:
    """Title, advice and headings."""
    worksheet["A1"] = title
    worksheet["A1"].font = Font(bold=True, size=14)
    worksheet["A2"] = "Mỗi dòng một đối tượng, một hình thức khen thưởng. Không gộp ô, không ẩn dòng trong bảng."
    for number, (heading, width) in enumerate(columns, start=1):
        cell = worksheet.cell(HEADER_ROW, number, heading)
        cell.font, cell.border = Font(bold=True), _THIN
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        worksheet.column_dimensions[column_letters(number)].width = width
    worksheet.freeze_panes = f"C{HEADER_ROW + 1}"


def _write_lists(workbook: Workbook, names: list[str]) -> None:
    lists: Worksheet = workbook.create_sheet(LISTS_SHEET)
    lists.append(["Đối tượng", "Giới tính", "Hình thức khen thưởng"])
    for column, values in enumerate((_KINDS, _GENDERS, names), start=1):
        for row, value in enumerate(values, start=2):
            lists.cell(row, column, value)
    lists.column_dimensions["C"].width = 60
    lists.protection.enable()


def unlock_rows(worksheet: Worksheet, columns: int, texts: Collection[int]) -> None:
    """The sheet is protected without a password: the header cannot be changed by mistake, the rows can be filled."""
    for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + ROWS):
        for number in range(1, columns + 1):
            cell = worksheet.cell(row, number)
            cell.protection = Protection(locked=False)
            if number in texts:
                cell.number_format = "@"
    worksheet.protection.formatRows = worksheet.protection.formatColumns = False
    worksheet.protection.insertRows = worksheet.protection.deleteRows = False
    worksheet.protection.enable()


def _offer(worksheet: Worksheet, column: str, source: str) -> None:
    offered = DataValidation(type="list", formula1=source, allow_blank=True)
    offered.error = "Hãy chọn trong danh mục."
    offered.add(f"{column}{HEADER_ROW + 1}:{column}{HEADER_ROW + ROWS}")
    worksheet.add_data_validation(offered)

"""The empty list of earlier awards to fill in."""

import io

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from nominations.adapters.workbook.anatomy import column_letters
from nominations.adapters.workbook.checking import LISTS_SHEET
from rulebook import Rulebook

_HEADER_ROW = 4
_ROWS = 1_000
_COLUMNS = (
    ("TT", 6),
    ("Họ và tên / Tên tập thể", 32),
    ("Đối tượng", 14),
    ("Ngày sinh", 14),
    ("Số CCCD", 18),
    ("Đơn vị công tác", 32),
    ("Danh hiệu, hình thức khen thưởng", 44),
    ("Năm", 10),
    ("Số quyết định", 22),
    ("Ngày quyết định", 18),
    ("Cơ quan ban hành", 36),
)
_TEXT_COLUMNS = "DEHIJ"
_KINDS = ("Cá nhân", "Tập thể", "Hộ gia đình")
_THIN = Border(*(Side(style="thin"),) * 4)


def past_template(rulebook: Rulebook) -> bytes:
    """Render it with every award of the catalogue: what nobody awards any more was awarded once."""
    workbook = Workbook()
    worksheet = workbook.worksheets[0]
    worksheet.title = "Sổ thành tích"
    worksheet["A1"] = "DANH SÁCH DANH HIỆU, HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG"
    worksheet["A1"].font = Font(bold=True, size=14)
    worksheet["A2"] = "Mỗi dòng một quyết định của một người, một tập thể hoặc một hộ. Số CCCD không bắt buộc."
    for number, (heading, width) in enumerate(_COLUMNS, start=1):
        cell = worksheet.cell(_HEADER_ROW, number, heading)
        cell.font, cell.border = Font(bold=True), _THIN
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        worksheet.column_dimensions[column_letters(number)].width = width
    worksheet.freeze_panes = f"C{_HEADER_ROW + 1}"
    for column in _TEXT_COLUMNS:
        for row in range(_HEADER_ROW + 1, _HEADER_ROW + 1 + _ROWS):
            worksheet[f"{column}{row}"].number_format = "@"
    names = [award.name for award in rulebook.awards.values()]
    _write_lists(workbook, names)
    _offer(worksheet, "C", f"{quote_sheetname(LISTS_SHEET)}!$A$2:$A${len(_KINDS) + 1}")
    _offer(worksheet, "G", f"{quote_sheetname(LISTS_SHEET)}!$B$2:$B${len(names) + 1}")
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _write_lists(workbook: Workbook, names: list[str]) -> None:
    lists: Worksheet = workbook.create_sheet(LISTS_SHEET)
    lists.append(["Đối tượng", "Danh hiệu, hình thức khen thưởng"])
    for column, values in enumerate((_KINDS, names), start=1):
        for row, value in enumerate(values, start=2):
            lists.cell(row, column, value)
    lists.column_dimensions["B"].width = 60


def _offer(worksheet: Worksheet, column: str, source: str) -> None:
    offered = DataValidation(type="list", formula1=source, allow_blank=True)
    offered.error = "Hãy chọn trong danh mục."
    offered.add(f"{column}{_HEADER_ROW + 1}:{column}{_HEADER_ROW + _ROWS}")
    worksheet.add_data_validation(offered)

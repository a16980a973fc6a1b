"""An empty list to fill in: the form's headings, drop-down lists, its lengths, a protected header."""

import io
from collections.abc import Mapping, Sequence

from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.utils import quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from nominations.adapters.workbook.anatomy import column_letters
from nominations.adapters.workbook.checking import LISTS_SHEET
from rulebook.forms import FieldKind, FormField

HEADER_ROW = 4
ROWS = 1_000
_ORDINAL, _ORDINAL_WIDTH = "TT", 6
_WIDTHS = {FieldKind.TEXT: 60, FieldKind.CHOICE: 24, FieldKind.MOMENT: 20, FieldKind.DAY: 16}
_WIDTH = 28
_THIN = Border(*(Side(style="thin"),) * 4)


def empty_list(title: str, fields: Sequence[FormField], offered: Mapping[str, Sequence[str]]) -> bytes:
    """Render a column for each field behind the ordinal; `offered` has the choices by the field's key."""
    workbook = Workbook()
    worksheet = workbook.worksheets[0]
    worksheet.title = "Danh sách"
    _write_head(worksheet, title, fields)
    lists: Worksheet = workbook.create_sheet(LISTS_SHEET)
    for number, field in enumerate(fields, start=2):
        if choices := offered.get(field.key):
            _offer(worksheet, lists, number, field.heading, choices)
        elif field.max_length:
            _limit(worksheet, number, field)
        elif field.kind is FieldKind.NUMBER:
            _count(worksheet, number, field)
    lists.protection.enable()
    _unlock_rows(worksheet, fields)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _write_head(worksheet: Worksheet, title: str, fields: Sequence[FormField]) -> None:
    worksheet["A1"] = title
    worksheet["A1"].font = Font(bold=True, size=14)
    worksheet["A2"] = "Mỗi dòng một đối tượng, một hình thức khen thưởng. Không gộp ô, không ẩn dòng trong bảng."
    columns = [(_ORDINAL, _ORDINAL_WIDTH), *((each.heading, _WIDTHS.get(each.kind, _WIDTH)) for each in fields)]
    for number, (heading, width) in enumerate(columns, start=1):
        cell = worksheet.cell(HEADER_ROW, number, heading)
        cell.font, cell.border = Font(bold=True), _THIN
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        worksheet.column_dimensions[column_letters(number)].width = width
    worksheet.freeze_panes = f"C{HEADER_ROW + 1}"


def _offer(worksheet: Worksheet, lists: Worksheet, number: int, heading: str, values: Sequence[str]) -> None:
    lists.cell(1, number, heading)
    for row, value in enumerate(values, start=2):
        lists.cell(row, number, value)
    letters = column_letters(number)
    source = f"{quote_sheetname(LISTS_SHEET)}!${letters}$2:${letters}${len(values) + 1}"
    _validate(
        worksheet, number, DataValidation(type="list", formula1=source, allow_blank=True), "Hãy chọn trong danh mục."
    )


def _limit(worksheet: Worksheet, number: int, field: FormField) -> None:
    most = DataValidation(
        type="textLength", operator="lessThanOrEqual", formula1=str(field.max_length), allow_blank=True
    )
    _validate(worksheet, number, most, f"Không quá {field.max_length} ký tự.")


def _count(worksheet: Worksheet, number: int, field: FormField) -> None:
    whole = DataValidation(
        type="whole", operator="between", formula1="0", formula2=str(field.at_most), allow_blank=True
    )
    _validate(worksheet, number, whole, f"Ghi số nguyên từ 0 đến {field.at_most}.")


def _validate(worksheet: Worksheet, number: int, validation: DataValidation, error: str) -> None:
    validation.error = error
    letters = column_letters(number)
    validation.add(f"{letters}{HEADER_ROW + 1}:{letters}{HEADER_ROW + ROWS}")
    worksheet.add_data_validation(validation)


def _unlock_rows(worksheet: Worksheet, fields: Sequence[FormField]) -> None:
    """The sheet is protected without a password: the header cannot be changed by mistake, the rows can be filled."""
    texts = {number for number, each in enumerate(fields, start=2) if each.kind in (FieldKind.LINE, FieldKind.TEXT)}
    for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + ROWS):
        for number in range(1, len(fields) + 2):
            cell = worksheet.cell(row, number)
            cell.protection = Protection(locked=False)
            if number in texts:
                cell.number_format = "@"
    worksheet.protection.formatRows = worksheet.protection.formatColumns = False
    worksheet.protection.insertRows = worksheet.protection.deleteRows = False
    worksheet.protection.enable()

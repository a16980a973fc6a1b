"""The empty list of one award and kind of subject: a column for each field of its form that a list carries."""

import io
from collections.abc import Sequence

from openpyxl.utils import quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from nominations.adapters.workbook.anatomy import column_letters
from nominations.adapters.workbook.checking import LISTS_SHEET
from nominations.adapters.workbook.template import HEADER_ROW, ROWS, Column, unlock_rows, write_head
from rulebook import Rulebook
from rulebook.forms import FieldKind, FormDefinition, FormField

_WIDTHS = {FieldKind.TEXT: 60, FieldKind.CHOICE: 24, FieldKind.MOMENT: 20, FieldKind.DAY: 16}
_WIDTH = 28
_YES_OR_NO = ["Có", "Không"]
_KIND_NAMES = {"individual": "Cá nhân", "collective": "Tập thể", "household": "Hộ gia đình"}
ORDINAL = "TT"


def listed(definition: FormDefinition) -> list[FormField]:
    """The fields that a list carries, in the order of the form; the columns stand behind the ordinal."""
    return [each for each in definition.fields if each.heading]


def form_template(rulebook: Rulebook, definition: FormDefinition) -> bytes:
    """Render it; choices are offered, lengths are those of the form."""
    workbook = Workbook()
    worksheet = workbook.worksheets[0]
    worksheet.title = "Danh sách"
    fields = listed(definition)
    award = rulebook.award(definition.award_code).name
    write_head(worksheet, f"DANH SÁCH ĐỀ NGHỊ: {award.upper()}", [(ORDINAL, 6), *map(_column, fields)])
    lists: Worksheet = workbook.create_sheet(LISTS_SHEET)
    for number, field in enumerate(fields, start=2):
        offered = _offered(field, award, definition)
        if offered:
            _offer(worksheet, lists, number, field.heading, offered)
        elif field.max_length:
            _limit(worksheet, number, field)
        elif field.kind is FieldKind.NUMBER:
            _count(worksheet, number, field)
    lists.protection.enable()
    texts = {number for number, field in enumerate(fields, start=2) if field.kind in (FieldKind.LINE, FieldKind.TEXT)}
    unlock_rows(worksheet, len(fields) + 1, texts)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _column(field: FormField) -> Column:
    return field.heading, _WIDTHS.get(field.kind, _WIDTH)


def _offered(field: FormField, award: str, definition: FormDefinition) -> list[str]:
    """The form is of one award and one kind of subject: there these are the only choice."""
    if field.key == "award_code":
        return [award]
    if field.key == "subject_kind":
        return [_KIND_NAMES[definition.subject_kind]]
    if field.kind is FieldKind.YES_NO:
        return _YES_OR_NO
    return [each.name for each in field.choices]


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

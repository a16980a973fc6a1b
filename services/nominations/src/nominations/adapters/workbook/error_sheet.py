"""The first sheet of a marked workbook: what to correct, where, and a link to the cell."""

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from contracts.local_numbers import dotted
from nominations.adapters.workbook.anatomy import column_letters
from nominations.adapters.workbook.checking import ERROR_SHEET
from nominations.adapters.workbook.report import Finding, Report, Severity
from nominations.adapters.workbook.value_copy import write_text

_HEADINGS = ("TT", "Mức độ", "Trang", "Dòng", "Cột", "Việc cần làm", "Đến ô")
_WIDTHS = (6, 12, 22, 8, 8, 90, 12)
_LEVELS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Lưu ý"}
_LINK = Font(color="FF0563C1", underline="single")


def put_first(workbook: Workbook, report: Report, note: str) -> None:
    """Write the sheet anew in front of the others and open the workbook on it."""
    if ERROR_SHEET in workbook.sheetnames:
        workbook.remove(workbook[ERROR_SHEET])
    worksheet: Worksheet = workbook.create_sheet(ERROR_SHEET, 0)
    _write_head(worksheet, report, note)
    listed = [finding for severity in _LEVELS for finding in report.findings if finding.severity is severity]
    for number, finding in enumerate(listed, start=1):
        _write_finding(worksheet, number, finding)
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = False
    workbook.active = worksheet


def _write_head(worksheet: Worksheet, report: Report, note: str) -> None:
    summary = report.summary
    valid, invalid, mended = map(dotted, (summary.valid, summary.invalid, summary.normalised))
    counts = f"{valid} dòng hợp lệ, {invalid} dòng có lỗi, {mended} ô tự sửa"
    worksheet.append(["Lỗi cần sửa"])
    worksheet.append([f"{counts}. {note}".strip()])
    worksheet.append([])
    worksheet.append(list(_HEADINGS))
    worksheet["A1"].font = Font(bold=True, size=14)
    for column, width in enumerate(_WIDTHS, start=1):
        worksheet.cell(4, column).font = Font(bold=True)
        worksheet.column_dimensions[column_letters(column)].width = width
    worksheet.freeze_panes = "A5"


def _write_finding(worksheet: Worksheet, number: int, finding: Finding) -> None:
    row = number + 4
    numbers = {1: number, 4: finding.row}
    texts = {2: _LEVELS[finding.severity], 3: finding.sheet, 5: finding.column, 6: finding.message}
    for column, value in numbers.items():
        worksheet.cell(row, column, value)
    for column, text in texts.items():
        cell = worksheet.cell(row, column)
        if text is not None and isinstance(cell, Cell):
            write_text(cell, text)
    worksheet.cell(row, 6).alignment = Alignment(wrap_text=True, vertical="top")
    if finding.sheet is not None and finding.row is not None:
        _link(worksheet, row, finding.sheet, f"{finding.column or 'A'}{finding.row}")


def _link(worksheet: Worksheet, row: int, sheet: str, place: str) -> None:
    cell = worksheet.cell(row, 7)
    cell.value = place
    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place}", display=place)
    cell.font = _LINK

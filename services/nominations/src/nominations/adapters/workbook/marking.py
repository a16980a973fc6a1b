"""The user's own workbook given back with marks: red where something must be corrected, yellow where it was corrected.

An .xls or .ods comes back as an .xlsx copy of its values. No text of the user's ever becomes a formula.
"""

import io
from collections import defaultdict
from collections.abc import Iterable
from xml.etree import ElementTree

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from nominations.adapters.workbook import error_sheet
from nominations.adapters.workbook.anatomy import column_number
from nominations.adapters.workbook.container import Format, open_container
from nominations.adapters.workbook.report import Finding, Report, Severity, Sheet
from nominations.adapters.workbook.value_copy import copied, write_text

AUTHOR = "Kiểm tra danh sách"
RESULT_HEADING = "KẾT QUẢ KIỂM TRA"
_MOST_COMMENTS = 3_000
_LONGEST_RESULT = 1_000
_FILLS = {
    Severity.ERROR: PatternFill("solid", start_color="FFFF9B9B", end_color="FFFF9B9B"),
    Severity.WARNING: PatternFill("solid", start_color="FFFFD59B", end_color="FFFFD59B"),
    Severity.NORMALISED: PatternFill("solid", start_color="FFFFF59D", end_color="FFFFF59D"),
}
_OUR_COLOURS = frozenset(str(fill.start_color.rgb) for fill in _FILLS.values())
_WORDS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Lưu ý", Severity.NORMALISED: "Đã tự sửa"}


def mark(content: bytes, report: Report) -> bytes:
    """Mark a workbook that was checked; raises WorkbookRefused for one that was not readable."""
    container = open_container(content)
    workbook = _opened(content) if container.format is Format.XLSX else None
    note = ""
    if workbook is None:
        workbook = copied(container)
        note = f"Tệp gốc là .{container.format.value}; đây là bản chép giá trị sang .xlsx, không giữ định dạng."
    for sheet in report.sheets:
        if sheet.name in workbook.sheetnames and not sheet.hidden:
            findings = [finding for finding in report.findings if finding.sheet == sheet.name]
            _mark_sheet(workbook[sheet.name], sheet, findings)
    error_sheet.put_first(workbook, report, note)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _opened(content: bytes) -> Workbook | None:
    """The workbook as it was sent; None for the few that calamine reads and openpyxl does not, which are copied."""
    try:
        return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    except (ValueError, TypeError, LookupError, AttributeError, OSError, ElementTree.ParseError):
        return None


def _mark_sheet(worksheet: Worksheet, sheet: Sheet, findings: list[Finding]) -> None:
    _clear_old_marks(worksheet)
    by_cell: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    by_row: dict[int, list[Finding]] = defaultdict(list)
    first_column = sheet.columns[0].column if sheet.columns else "A"
    for finding in findings:
        if finding.row is not None:
            by_cell[finding.row, finding.column or first_column].append(finding)
            by_row[finding.row].append(finding)
    comments = 0
    for (row, letters), noted in by_cell.items():
        comments += _mark_cell(worksheet, row, letters, noted, may_comment=comments < _MOST_COMMENTS)
    _write_results(worksheet, sheet, by_row)


def _clear_old_marks(worksheet: Worksheet) -> None:
    """A marked workbook may come back: yesterday's marks must not stay on cells that are right by now."""
    for cells in worksheet.iter_rows():
        for cell in cells:
            if isinstance(cell, MergedCell):
                continue
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
            if cell.has_style and cell.fill.fill_type == "solid" and str(cell.fill.start_color.rgb) in _OUR_COLOURS:
                cell.fill = PatternFill()


def _mark_cell(worksheet: Worksheet, row: int, letters: str, noted: list[Finding], *, may_comment: bool) -> int:
    cell = _writable(worksheet, row, column_number(letters))
    worst = _worst(noted)
    cell.fill = _FILLS[worst]
    if worst is Severity.NORMALISED or not may_comment:
        return 0
    cell.comment = Comment("\n".join(finding.message for finding in noted), AUTHOR, height=120, width=320)
    return 1


def _writable(worksheet: Worksheet, row: int, column: int) -> Cell:
    """The cell itself, or the first one of the merged range that it lies in."""
    cell = worksheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        return cell
    merged = next(area for area in worksheet.merged_cells.ranges if cell.coordinate in area)
    first = worksheet.cell(merged.min_row, merged.min_col)
    return first if isinstance(first, Cell) else Cell(worksheet, row=merged.min_row, column=merged.min_col)


def _worst(noted: Iterable[Finding]) -> Severity:
    severities = {finding.severity for finding in noted}
    return next(severity for severity in Severity if severity in severities)


def _write_results(worksheet: Worksheet, sheet: Sheet, by_row: dict[int, list[Finding]]) -> None:
    if not sheet.header_rows:
        return
    header_row = max(row for row in sheet.header_rows if row < (sheet.data_rows or (1 << 20,))[0])
    column = _result_column(worksheet, sheet)
    heading = _writable(worksheet, header_row, column)
    write_text(heading, RESULT_HEADING)
    heading.font = Font(bold=True)
    worksheet.column_dimensions[heading.column_letter].width = 60
    for row in sheet.data_rows:
        cell = _writable(worksheet, row, column)
        write_text(cell, _result(by_row.get(row, [])))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if not worksheet.auto_filter.ref and len(sheet.header_rows) < len(sheet.data_rows):
        last_row = max(sheet.data_rows, default=header_row)
        worksheet.auto_filter.ref = f"A{header_row}:{heading.column_letter}{last_row}"


def _result_column(worksheet: Worksheet, sheet: Sheet) -> int:
    """The column of an earlier check, or the first free one to the right."""
    for row in sheet.header_rows:
        for cells in worksheet.iter_rows(min_row=row, max_row=row):
            for cell in cells:
                if isinstance(cell, Cell) and cell.value == RESULT_HEADING:
                    return cell.column
    return worksheet.max_column + 1


def _result(noted: list[Finding]) -> str:
    if not noted:
        return "Hợp lệ"
    texts = [
        f"{_WORDS[finding.severity]}: {finding.message}"
        for severity in Severity
        for finding in noted
        if finding.severity is severity
    ]
    joined = "\n".join(texts)
    return joined if len(joined) <= _LONGEST_RESULT else f"{joined[:_LONGEST_RESULT]}…"

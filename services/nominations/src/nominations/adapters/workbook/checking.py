"""The check of a list: a file's bytes in, a report out. No clock, no network, no settings; the same bytes give
the same report.
"""

from collections import Counter
from collections.abc import Sequence

from contracts.local_numbers import dotted
from nominations.adapters.workbook import grid as grids
from nominations.adapters.workbook.awards import Awards
from nominations.adapters.workbook.container import Container, Format, open_container
from nominations.adapters.workbook.context import Context
from nominations.adapters.workbook.duplicates import note_duplicates
from nominations.adapters.workbook.folding import fold
from nominations.adapters.workbook.grid import Grid
from nominations.adapters.workbook.notes import Notes
from nominations.adapters.workbook.past_awards import AwardsOfAnyDay, PastSheet, note_repeats
from nominations.adapters.workbook.refusals import WorkbookRefused
from nominations.adapters.workbook.report import Finding, FindingClass, Report, Severity, Sheet, Summary, refused
from nominations.adapters.workbook.sheet_check import SheetCheck
from rulebook import Rulebook

MAX_ROWS = 20_000
ERROR_SHEET = "Lỗi cần sửa"
LISTS_SHEET = "Danh mục"
_OUR_SHEETS = frozenset({fold(ERROR_SHEET), fold(LISTS_SHEET)})
_EXTENSIONS = {Format.XLSX: (".xlsx",), Format.XLS: (".xls",), Format.ODS: (".ods",)}


def check(content: bytes, file_name: str, context: Context, rulebook: Rulebook) -> Report:
    """Check a list. Never raises for what a file holds: a file that must not be opened is a report too."""
    try:
        container = open_container(content)
        sheets = grids.read(container)
    except WorkbookRefused as error:
        return refused(file_name, error.refusal)
    awards = Awards(rulebook, context.as_of)
    checks = [SheetCheck(grid, context, awards, Notes(grid.name)) for grid in sheets if not _is_skipped(grid)]
    for sheet in checks:
        sheet.run()
    note_duplicates(entry for sheet in checks for entry in sheet.state.entries)
    return _report(file_name, container, sheets, checks)


def check_past(content: bytes, file_name: str, context: Context, rulebook: Rulebook) -> Report:
    """The same of a list of earlier awards, each row one decision."""
    try:
        container = open_container(content)
        sheets = grids.read(container)
    except WorkbookRefused as error:
        return refused(file_name, error.refusal)
    awards = AwardsOfAnyDay(rulebook, context.as_of)
    checks = [PastSheet(grid, context, awards, Notes(grid.name)) for grid in sheets if not _is_skipped(grid)]
    for sheet in checks:
        sheet.run()
    note_repeats(checks)
    return _report(file_name, container, sheets, checks)


def _is_skipped(grid: Grid) -> bool:
    """Hidden sheets are only named; our own sheets of a marked or template workbook are no lists."""
    return grid.is_hidden or fold(grid.name) in _OUR_SHEETS


def _report(file_name: str, container: Container, grids_read: Sequence[Grid], checks: Sequence[SheetCheck]) -> Report:
    found_any = any(sheet.tables for sheet in checks)
    findings = _file_findings(file_name, container, grids_read, checks)
    for sheet in checks:
        if not sheet.tables and sheet.grid.rows:
            findings.append(_no_table(sheet.grid.name, found_any))
        findings.extend(sorted(sheet.notes.findings, key=_place))
    hidden = [Sheet(name=grid.name, hidden=True) for grid in grids_read if grid.is_hidden]
    sheets = (*(sheet.outcome() for sheet in checks), *hidden)
    return Report(
        file=file_name,
        readable=True,
        format=container.format.value,
        summary=_summary(sheets, findings),
        sheets=sheets,
        findings=tuple(findings),
    )


def _file_findings(
    file_name: str, container: Container, grids_read: Sequence[Grid], checks: Sequence[SheetCheck]
) -> list[Finding]:
    findings = []
    if "." in file_name and not file_name.lower().endswith(_EXTENSIONS[container.format]):
        message = f"Tên tệp không đúng đuôi: nội dung là .{container.format.value}; vẫn đọc được."
        findings.append(_finding(FindingClass.WRONG_EXTENSION, Severity.NORMALISED, message))
    for grid in grids_read:
        if grid.is_hidden and grid.rows:
            message = f"Trang “{grid.name}” bị ẩn, không nhập. Nếu cần nhập, hãy bỏ ẩn trang rồi tải lại."
            findings.append(_finding(FindingClass.HIDDEN_SHEET, Severity.WARNING, message, grid.name))
    rows = sum(len(sheet.state.entries) for sheet in checks)
    if rows > MAX_ROWS:
        message = f"Danh sách có {dotted(rows)} dòng, quá mức {dotted(MAX_ROWS)}. Hãy chia thành nhiều tệp."
        findings.append(_finding(FindingClass.TOO_MANY_ROWS, Severity.ERROR, message))
    if all(not sheet.grid.rows for sheet in checks):
        message = "Tệp không có trang nào có dữ liệu để đọc."
        findings.append(_finding(FindingClass.NO_TABLE, Severity.ERROR, message))
    return findings


def _place(finding: Finding) -> tuple[int, int, str]:
    letters = finding.column or ""
    return (finding.row or 0, len(letters), letters)


def _no_table(sheet: str, found_any: bool) -> Finding:
    message = "Không thấy hàng tiêu đề (STT, Họ và tên, Chức vụ, Hình thức khen thưởng…); trang này không được nhập."
    return _finding(FindingClass.NO_TABLE, Severity.WARNING if found_any else Severity.ERROR, message, sheet)


def _finding(kind: FindingClass, severity: Severity, message: str, sheet: str | None = None) -> Finding:
    return Finding(sheet=sheet, kind=kind, severity=severity, message=message)


def _summary(sheets: Sequence[Sheet], findings: Sequence[Finding]) -> Summary:
    rows = sum(len(sheet.rows) for sheet in sheets)
    valid = sum(row.valid for sheet in sheets for row in sheet.rows)
    counts = Counter(finding.severity for finding in findings)
    return Summary(
        rows=rows,
        valid=valid,
        invalid=rows - valid,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        normalised=counts[Severity.NORMALISED],
    )

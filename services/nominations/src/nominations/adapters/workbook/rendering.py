"""A report as people read it in a terminal, in Vietnamese."""

from nominations.adapters.workbook.report import Finding, Report, Severity, Sheet

_MARKS = {Severity.ERROR: "LỖI", Severity.WARNING: "LƯU Ý", Severity.NORMALISED: "TỰ SỬA"}


def to_text(report: Report) -> str:
    """Lay the report out in lines."""
    if report.refusal is not None:
        return (
            f"{report.file}: KHÔNG MỞ\n  Lý do: {report.refusal.message}\n  Cách khắc phục: {report.refusal.remedy}\n"
        )
    summary = report.summary
    lines = [
        f"{report.file}: {summary.rows} dòng hồ sơ, {summary.valid} hợp lệ, {summary.invalid} có lỗi;"
        f" {summary.errors} lỗi, {summary.warnings} lưu ý, {summary.normalised} chỗ tự sửa",
        *(_sheet(sheet) for sheet in report.sheets),
        *(_finding(finding) for severity in Severity for finding in report.findings if finding.severity is severity),
    ]
    return "\n".join(lines) + "\n"


def _sheet(sheet: Sheet) -> str:
    if sheet.hidden:
        return f"  Trang “{sheet.name}”: bị ẩn, không đọc"
    if not sheet.header_rows:
        return f"  Trang “{sheet.name}”: không có bảng"
    headers = ", ".join(map(str, sheet.header_rows))
    spans = f"dòng {sheet.data_rows[0]}–{sheet.data_rows[-1]}" if sheet.data_rows else "không có dòng nào"
    return f"  Trang “{sheet.name}”: tiêu đề ở hàng {headers}; {len(sheet.data_rows)} dòng dữ liệu ({spans})"


def _finding(finding: Finding) -> str:
    place = f"{finding.column or ''}{finding.row or ''}"
    sheet = f"{finding.sheet}!" if finding.sheet is not None else ""
    return f"  {_MARKS[finding.severity]:<6} {sheet}{place:<8} {finding.message}"

"""What repeats, as findings of a report: beside the row on the page and in the marked workbook."""

from collections.abc import Mapping
from dataclasses import replace

from contracts.local_time import local_date
from nominations.adapters.imports import valid_rows
from nominations.adapters.repeats import Earlier
from nominations.adapters.workbook.report import Field, Finding, FindingClass, Report, Severity, Sheet


def with_repeats(report: Report, repeated: Mapping[int, Earlier]) -> Report:
    """The report with a warning for each valid row, by place from 0, that repeats what stands already."""
    if not repeated:
        return report
    rows, sheets = valid_rows(report), {sheet.name: sheet for sheet in report.sheets}
    findings = tuple(
        Finding(
            sheet=rows[place][0],
            row=rows[place][1].row,
            column=_name_column(sheets[rows[place][0]], rows[place][1].row),
            field=Field.NAME,
            kind=FindingClass.ALREADY_NOMINATED,
            severity=Severity.WARNING,
            message=_message(earlier),
        )
        for place, earlier in repeated.items()
    )
    summary = replace(report.summary, warnings=report.summary.warnings + len(findings))
    return replace(report, summary=summary, findings=(*report.findings, *findings))


def _name_column(sheet: Sheet, row: int) -> str | None:
    """The column of names below the last header above the row."""
    named = [each for each in sheet.columns if each.meaning == Field.NAME and each.header_row < row]
    return named[-1].column if named else None


def _message(earlier: Earlier) -> str:
    where = f"danh sách “{earlier.title}”" if earlier.list_id is not None else "một đề nghị lập riêng"
    day = f"{local_date(earlier.since):%d/%m/%Y}"
    return f"Đã có trong {where} ngày {day}: cùng đối tượng, cùng hình thức, cùng thời gian."

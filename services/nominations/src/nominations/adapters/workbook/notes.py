"""Findings of one sheet as they are collected, and which rows carry an error."""

from dataclasses import dataclass, field

from nominations.adapters.workbook.anatomy import column_letters
from nominations.adapters.workbook.report import Field, Finding, FindingClass, Severity


@dataclass(slots=True)
class Notes:
    """Append only; rows are judged when all is said."""

    sheet: str
    findings: list[Finding] = field(default_factory=list)
    faulty_rows: set[int] = field(default_factory=set)

    def error(
        self,
        kind: FindingClass,
        message: str,
        *,
        row: int | None,
        column: int | None = None,
        field: Field | None = None,
    ) -> None:
        if row is not None:
            self.faulty_rows.add(row)
        self._add(Severity.ERROR, kind, message, row, column, field)

    def warning(
        self,
        kind: FindingClass,
        message: str,
        *,
        row: int | None,
        column: int | None = None,
        field: Field | None = None,
    ) -> None:
        self._add(Severity.WARNING, kind, message, row, column, field)

    def normalised(
        self,
        kind: FindingClass,
        message: str,
        *,
        row: int | None,
        column: int | None = None,
        field: Field | None = None,
    ) -> None:
        self._add(Severity.NORMALISED, kind, message, row, column, field)

    def _add(
        self,
        severity: Severity,
        kind: FindingClass,
        message: str,
        row: int | None,
        column: int | None,
        field: Field | None,
    ) -> None:
        letters = column_letters(column) if column is not None else None
        self.findings.append(
            Finding(
                sheet=self.sheet, row=row, column=letters, field=field, kind=kind, severity=severity, message=message
            )
        )

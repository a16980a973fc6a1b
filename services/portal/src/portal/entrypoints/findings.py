"""The report of a dry run, ready to be shown: errors first, each with the place where Excel shows it."""

from dataclasses import dataclass, replace
from uuid import UUID

from portal.adapters.clients.nominations import Finding, Import, Repeat, Report
from portal.entrypoints.language import Language
from portal.entrypoints.wording import mark

AT_MOST = 300
_ORDER = {"error": 0, "warning": 1, "normalised": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFinding:
    anchor: int
    place: str
    column: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReport:
    import_id: UUID
    list_id: UUID | None
    file_name: str
    valid_rows: int
    faulty_rows: int
    error_count: int
    warning_count: int
    normalised_count: int
    shown_findings: tuple[ShownFinding, ...]
    hidden_findings: int
    repeats: tuple[Repeat, ...]

    @property
    def repeated_rows(self) -> int:
        return sum(repeat.rows for repeat in self.repeats)

    @property
    def errors(self) -> tuple[ShownFinding, ...]:
        return tuple(finding for finding in self.shown_findings if finding.severity == "error")


def shown(found: Import, language: Language) -> ShownReport:
    """At most 300 findings: the marked workbook has them all."""
    report = shown_report(found.import_id, found.report, language)
    return replace(report, list_id=found.list_id, repeats=found.repeats)


def shown_report(import_id: UUID, report: Report, language: Language) -> ShownReport:
    """What was found, for a workbook of whatever is listed in it."""
    several = len({finding.sheet for finding in report.findings if finding.sheet}) > 1
    ordered = sorted(report.findings, key=lambda finding: _ORDER.get(finding.severity, 3))
    return ShownReport(
        import_id=import_id,
        list_id=None,
        file_name=report.file,
        repeats=(),
        valid_rows=report.summary.valid,
        faulty_rows=report.summary.invalid,
        error_count=report.summary.errors,
        warning_count=report.summary.warnings,
        normalised_count=report.summary.normalised,
        shown_findings=tuple(_shown(each, at, several, language) for at, each in enumerate(ordered[:AT_MOST])),
        hidden_findings=max(0, len(ordered) - AT_MOST),
    )


def _shown(finding: Finding, anchor: int, several_sheets: bool, language: Language) -> ShownFinding:
    row = language.text(mark("Dòng %(row)s")) % {"row": finding.row} if finding.row else language.text(mark("Cả tệp"))
    place = f"{finding.sheet}, {row}" if several_sheets and finding.sheet else row
    return ShownFinding(
        anchor=anchor,
        place=place,
        column=finding.column or "",
        severity=finding.severity,
        message=finding.message,
    )

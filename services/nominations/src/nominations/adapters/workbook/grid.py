"""The sheets of a workbook as values and anatomy together. Values come from calamine, never from running a
formula.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.parsers.expat import ExpatError

import python_calamine

from nominations.adapters.workbook import ods_anatomy, xls_anatomy, xlsx_anatomy
from nominations.adapters.workbook.anatomy import Anatomy, FormulaValue, Merge, Place, refuse_area
from nominations.adapters.workbook.container import Container, Format
from nominations.adapters.workbook.refusals import Reason, WorkbookRefused
from nominations.adapters.workbook.xml_scan import UnsafeXml

CellValue = int | float | str | bool | time | date | datetime | timedelta
MAX_SHEETS = 100
MAX_MERGES = 100_000


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. Rows and columns count from 1; `""` stands for an empty cell."""

    name: str
    is_hidden: bool
    rows: list[list[CellValue]]
    anatomy: Anatomy
    merges: tuple[Merge, ...]
    merges_by_row: Mapping[int, list[Merge]]

    def value(self, row: int, column: int) -> CellValue:
        if not 1 <= row <= len(self.rows):
            return ""
        values = self.rows[row - 1]
        return values[column - 1] if 1 <= column <= len(values) else ""

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merged range that the cell belongs to."""
        covering = self.merges_by_row.get(row, ())
        return next((merge for merge in covering if merge.first_column <= column <= merge.last_column), None)

    def formula(self, place: Place) -> FormulaValue | None:
        """What became of the formula in this cell, judged together with the value that was read; None without one."""
        kept = self.anatomy.formulas.get(place)
        if kept is None or kept is FormulaValue.ERROR:
            return kept
        if self.value(*place) != "":
            return FormulaValue.KEPT
        return FormulaValue.MISSING if kept is FormulaValue.KEPT else kept


def read(container: Container) -> list[Grid]:
    """Read every worksheet; raises WorkbookRefused when the file is broken or too wide."""
    try:
        anatomies = _anatomies(container)
        refuse_area(list(anatomies.values()))
        return _grids(container.content, anatomies)
    except python_calamine.PasswordError as error:
        raise WorkbookRefused(Reason.ENCRYPTED, "Tệp được đặt mật khẩu.") from error
    except (python_calamine.CalamineError, ExpatError, UnsafeXml, LookupError, ValueError) as error:
        raise WorkbookRefused(Reason.CORRUPT, "Tệp bị hỏng: không đọc được các trang tính bên trong.") from error
    except BaseException as error:
        # A Rust panic arrives as a BaseException of a class that pyo3 does not export.
        if type(error).__name__ != "PanicException":
            raise
        raise WorkbookRefused(Reason.CORRUPT, "Tệp bị hỏng: không đọc được các trang tính bên trong.") from error


def _anatomies(container: Container) -> dict[str, Anatomy]:
    if container.compound is not None:
        return xls_anatomy.read(container.compound)
    if container.archive is None:
        return {}
    if container.format is Format.ODS:
        return ods_anatomy.read(container.archive)
    return xlsx_anatomy.read(container.archive)


def _grids(content: bytes, anatomies: Mapping[str, Anatomy]) -> list[Grid]:
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet]
        if len(sheets) > MAX_SHEETS:
            raise WorkbookRefused(Reason.TOO_MANY_CELLS, f"Tệp có hơn {MAX_SHEETS} trang tính.")
        return [_grid(workbook, sheet, anatomies.get(sheet.name, Anatomy())) for sheet in sheets]


def _grid(workbook: python_calamine.CalamineWorkbook, sheet: python_calamine.SheetMetadata, anatomy: Anatomy) -> Grid:
    values = workbook.get_sheet_by_name(sheet.name)
    ranges = values.merged_cell_ranges
    merges = tuple(anatomy.merges if ranges is None else [_merge(*corners) for corners in ranges])
    is_hidden = sheet.visible is not python_calamine.SheetVisibleEnum.Visible
    rows = values.to_python(skip_empty_area=False)
    return Grid(sheet.name, is_hidden, rows, anatomy, merges, _by_row(merges, len(rows)))


def _by_row(merges: tuple[Merge, ...], last_row: int) -> dict[int, list[Merge]]:
    by_row: dict[int, list[Merge]] = {}
    for merge in merges[:MAX_MERGES]:
        for row in range(merge.first_row, min(merge.last_row, last_row) + 1):
            by_row.setdefault(row, []).append(merge)
    return by_row


def _merge(first: Place, last: Place) -> Merge:
    return Merge(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)

"""Values written into a workbook so that text stays text: a leading `=` never becomes a formula, here or in Excel."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from nominations.adapters.workbook import grid as grids
from nominations.adapters.workbook.anatomy import column_letters
from nominations.adapters.workbook.container import Container
from nominations.adapters.workbook.grid import CellValue, Grid

_LONGEST_TEXT = 32_767


def copied(container: Container) -> Workbook:
    """A new workbook with the values, hidden parts and merged cells of the old one."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for grid in grids.read(container):
        worksheet: Worksheet = workbook.create_sheet(grid.name)
        _copy(worksheet, grid)
    return workbook


def write_text(cell: Cell, text: str) -> None:
    """Write text as text. `quotePrefix` keeps it so when somebody edits the cell."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_TEXT]
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True


def _copy(worksheet: Worksheet, grid: Grid) -> None:
    worksheet.sheet_state = "hidden" if grid.is_hidden else "visible"
    for row, values in enumerate(grid.rows, start=1):
        for column, value in enumerate(values, start=1):
            if value != "":
                _write(worksheet.cell(row, column), value)
    for merge in (each for each in grid.merges if each.fits):
        worksheet.merge_cells(None, merge.first_row, merge.first_column, merge.last_row, merge.last_column)
    for row in grid.anatomy.hidden_rows:
        if row <= len(grid.rows):
            worksheet.row_dimensions[row].hidden = True
    for span in grid.anatomy.hidden_columns:
        for column in span[:256]:
            worksheet.column_dimensions[column_letters(column)].hidden = True


def _write(cell: object, value: CellValue) -> None:
    if not isinstance(cell, Cell):
        return
    if isinstance(value, str):
        write_text(cell, value)
    else:
        cell.value = value

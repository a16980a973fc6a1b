"""What the cell values alone do not tell: hidden rows and columns, formulas, merged cells, fonts, and the used area.

Rows and columns count from 1, as Excel shows them.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from contracts.local_numbers import dotted
from nominations.adapters.workbook.refusals import Reason, WorkbookRefused

MAX_AREA_CELLS = 3_000_000
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384

Place = tuple[int, int]


class FormulaValue(StrEnum):
    """What the file keeps of a formula's result. `empty` stands where text was kept that may be no letter long."""

    KEPT = "kept"
    EMPTY = "empty"
    MISSING = "missing"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, both corners included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def fits(self) -> bool:
        """Tell whether Excel could have made it."""
        in_order = self.first_row <= self.last_row and self.first_column <= self.last_column
        return in_order and self.last_row <= MAX_ROW and self.last_column <= MAX_COLUMN


@dataclass(slots=True, kw_only=True)
class Anatomy:
    """Filled while a sheet is scanned, read afterwards."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    formulas: dict[Place, FormulaValue] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    fonts: dict[Place, str] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0

    def use(self, row: int, column: int) -> None:
        """Note that the cell has a value."""
        if row > self.last_row:
            self.last_row = row
        if column > self.last_column:
            self.last_column = column

    def is_column_hidden(self, column: int) -> bool:
        return any(column in span for span in self.hidden_columns)

    @property
    def area(self) -> int:
        return self.last_row * self.last_column


def refuse_area(sheets: list[Anatomy]) -> None:
    """Refuse sheets whose used area would fill the memory: one stray cell far out is enough."""
    if sum(sheet.area for sheet in sheets) > MAX_AREA_CELLS:
        widest = max(sheets, key=lambda sheet: sheet.area)
        place = f"{column_letters(widest.last_column)}{widest.last_row}"
        raise WorkbookRefused(
            Reason.TOO_MANY_CELLS,
            f"Vùng có dữ liệu kéo dài tới ô {place}, quá {dotted(MAX_AREA_CELLS)} ô.",
        )


def column_letters(column: int) -> str:
    """The letters that Excel shows for a column: 1 → A, 28 → AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column: A → 1, AB → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number

"""Where a table's heading rows stand: title rows above, one to three rows of merged headings, a row of column
numbers.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from nominations.adapters.workbook.anatomy import Merge
from nominations.adapters.workbook.awards import Awards
from nominations.adapters.workbook.cell_text import clean, one_line
from nominations.adapters.workbook.grid import CellValue, Grid
from nominations.adapters.workbook.meanings import Meaning, meaning_of

_SEARCHED_ROWS = 60
_MOST_HEADER_ROWS = 4
_COLUMN_NUMBER = re.compile(r"\(?([0-9]{1,2}|[A-Za-z])\)?( ?= ?[0-9+\-x* ]+)?")
_ORDINAL_WORDS = frozenset({"tt", "stt", "số tt", "số thứ tự", "so tt", "sè tt"})
_LONGEST_ORDINAL_WORD = 14
Known = Callable[[str], Meaning | None]
"""What a heading means in this kind of list."""
_NAMES = (Meaning.NAME, Meaning.WORKPLACE, Meaning.GIVEN_NAME)


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of the headings, both included; the data begin below."""

    first_row: int
    last_row: int
    has_numbers: bool = False
    """The last row numbers the columns."""

    @property
    def rows(self) -> range:
        return range(self.first_row, self.last_row + 1)


def find_first(grid: Grid, awards: Awards, known: Known = meaning_of) -> Header | None:
    """The first table's header; title rows above it are normal."""
    for row in range(1, min(len(grid.rows), _SEARCHED_ROWS) + 1):
        if is_header_row(grid, row, known):
            return header_at(grid, row, awards)
    return None


def find_next(
    grid: Grid, after: Header, name_columns: tuple[int, ...], awards: Awards, known: Known = meaning_of
) -> Header | None:
    """The next header below: repeated for another page, or that of another table."""
    names = {grid.value(after.last_row, column) for column in name_columns} - {""}
    names |= {grid.value(after.first_row, column) for column in name_columns} - {""}
    for row in range(after.last_row + 1, len(grid.rows) + 1):
        if _may_be_header(grid.rows[row - 1], names, name_columns) and is_header_row(grid, row, known):
            return header_at(grid, row, awards)
    return None


def is_header_row(grid: Grid, row: int, known: Known = meaning_of) -> bool:
    """A row of words, most of them known headings, among them one for the name."""
    values = [value for value in grid.rows[row - 1] if value != ""]
    texts = [heading_text(value) for value in values if isinstance(value, str)]
    if len(texts) < max(2, len(values)):
        return False
    meanings = [meaning for text in texts if (meaning := known(text)) is not None]
    distinct = set(meanings) - {Meaning.NOT_USED}
    enough = len(distinct) >= 3 or (len(distinct) == 2 and Meaning.ORDINAL in distinct)
    return enough and any(name in distinct for name in _NAMES) and len(meanings) * 2 > len(texts)


def header_at(grid: Grid, row: int, awards: Awards) -> Header:
    """Measure how many rows the header that begins here takes."""
    first = row
    row = row - 1 if _begins_above(grid, row) else row
    last = max((merge.last_row for merge in _merges_within(grid, row)), default=row)
    last = min(last, row + _MOST_HEADER_ROWS - 1)
    last = max(last, first)
    while last < row + _MOST_HEADER_ROWS - 1 and _is_subheading_row(grid, row, last + 1, awards):
        last += 1
    has_numbers = _is_numbering_row(grid, last + 1)
    return Header(row, last + 1 if has_numbers else last, has_numbers)


def heading_text(value: object) -> str:
    """A heading as one line of Unicode."""
    return one_line(clean(value).text) if isinstance(value, str) else ""


def label(grid: Grid, row: int, column: int) -> str:
    """The heading that stands over a cell of a header row, through merged cells."""
    text = heading_text(grid.value(row, column))
    if text:
        return text
    merge = grid.merge_at(row, column)
    return heading_text(grid.value(merge.first_row, merge.first_column)) if merge is not None else ""


def _is_numbering_row(grid: Grid, row: int) -> bool:
    """`1 2 3 …`, `(1) (2) (3)` or `A B 1 2` under the headings."""
    if row > len(grid.rows):
        return False
    texts = [_whole(value) for value in grid.rows[row - 1] if value != ""]
    if len(texts) < 3 or not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return False
    numbers = [int(text.strip("()").partition("=")[0]) for text in texts if text.strip("()")[:1].isdigit()]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True


def _may_be_header(values: list[CellValue], names: set[CellValue], name_columns: tuple[int, ...]) -> bool:
    for value in values[:3]:
        if (
            isinstance(value, str)
            and len(value) <= _LONGEST_ORDINAL_WORD
            and value.strip().casefold() in _ORDINAL_WORDS
        ):
            return True
    return any(column <= len(values) and values[column - 1] in names for column in name_columns)


def _merges_within(grid: Grid, row: int) -> list[Merge]:
    starting = [merge for merge in grid.merges_by_row.get(row, ()) if merge.first_row == row]
    return [merge for merge in starting if heading_text(grid.value(row, merge.first_column))]


def _begins_above(grid: Grid, row: int) -> bool:
    """A first row of group headings, `TT | Thông tin | Đề nghị`, known by a column that has its only heading there."""
    if row < 2:
        return False
    above = [(column, heading_text(value)) for column, value in enumerate(grid.rows[row - 2], start=1) if value != ""]
    headed = [column for column, text in above if meaning_of(text) is not None and grid.value(row, column) == ""]
    return bool(headed) and len(above) > 1 and all(text for _, text in above)


def _is_subheading_row(grid: Grid, top: int, row: int, awards: Awards) -> bool:
    """Words only, all of them under a heading that spans them; the columns of number and name go on empty."""
    if row > len(grid.rows):
        return False
    filled = [(column, value) for column, value in enumerate(grid.rows[row - 1], start=1) if value != ""]
    if not filled or not all(isinstance(value, str) for _, value in filled):
        return False
    return all(_is_subheading(grid, top, row, column, awards) for column, _ in filled)


def _is_subheading(grid: Grid, top: int, row: int, column: int, awards: Awards) -> bool:
    own = meaning_of(label(grid, top, column))
    text = label(grid, row, column)
    if own in (Meaning.ORDINAL, Meaning.NAME) and meaning_of(text) not in (Meaning.FAMILY_NAME, Meaning.GIVEN_NAME):
        return False
    return meaning_of(text) is not None or awards.is_award(text) or (len(text) <= 12 and own is None)


def _whole(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()

"""The tables of a sheet: which rows are headings, what each column means, which rows lie below."""

from dataclasses import dataclass, replace
from functools import cached_property

from nominations.adapters.workbook import headers
from nominations.adapters.workbook.awards import Awards
from nominations.adapters.workbook.form_headings import form_key
from nominations.adapters.workbook.grid import Grid
from nominations.adapters.workbook.headers import Header, Known
from nominations.adapters.workbook.meanings import Meaning, meaning_of
from nominations.adapters.workbook.report import Field

_ONE_FOR_ALL_CHILDREN = (Meaning.INITIATIVE, Meaning.PAST_AWARDS, Meaning.NOT_USED)
_PLAIN = {
    Meaning.POSITION: Field.POSITION,
    Meaning.WORKPLACE: Field.WORKPLACE,
    Meaning.ADDRESS: Field.ADDRESS,
    Meaning.EMAIL: Field.EMAIL,
    Meaning.ACHIEVEMENT: Field.ACHIEVEMENT,
    Meaning.INITIATIVE: Field.INITIATIVE,
    Meaning.NOTE: Field.NOTE,
    Meaning.PAST_AWARDS: Field.PAST_AWARDS,
}
_SPECIAL = (Meaning.POSITION_AND_WORKPLACE, Meaning.PHONE, Meaning.DEED_AT, Meaning.DISCOVERED_BY)
_WIDEST = 256
_MAY_REPEAT = (Meaning.AWARD, Meaning.AWARD_MARK, Meaning.NOT_USED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column under its headings; `meaning` is None where no spelling of the heading is known."""

    number: int
    heading: str
    meaning: Meaning | None
    award_text: str = ""
    key: str = ""
    """The form's field, where the heading is its own."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One header and the rows below it, up to the next header."""

    header: Header
    columns: tuple[TableColumn, ...]
    repeated: tuple[TableColumn, ...]
    last_row: int

    @property
    def first_body_row(self) -> int:
        return self.header.last_row + 1

    @cached_property
    def numbers(self) -> dict[Meaning | None, tuple[int, ...]]:
        """The numbers of the columns by what they mean."""
        meanings = {column.meaning for column in self.columns}
        return {
            meaning: tuple(column.number for column in self.columns if column.meaning is meaning)
            for meaning in meanings
        }

    def columns_of(self, meaning: Meaning) -> tuple[int, ...]:
        return self.numbers.get(meaning, ())

    @cached_property
    def award_marks(self) -> tuple[TableColumn, ...]:
        """The columns whose heading is an award, to be marked with a cross."""
        return tuple(column for column in self.columns if column.meaning is Meaning.AWARD_MARK)

    @cached_property
    def plain_columns(self) -> tuple[tuple[int, Field], ...]:
        """The columns whose text is the value."""
        return tuple((column.number, _PLAIN[column.meaning]) for column in self.columns if column.meaning in _PLAIN)

    @cached_property
    def birth_columns(self) -> tuple[tuple[Meaning, int], ...]:
        """The columns for birth and gender, that of the gender in words last."""
        meanings = (Meaning.BORN, Meaning.MALE, Meaning.FEMALE, Meaning.GENDER)
        return tuple((meaning, number) for meaning in meanings for number in self.columns_of(meaning))

    @cached_property
    def special_columns(self) -> tuple[TableColumn, ...]:
        """The columns whose text must be taken apart."""
        return tuple(column for column in self.columns if column.meaning in _SPECIAL)

    @cached_property
    def form_columns(self) -> tuple[TableColumn, ...]:
        """The columns that answer a field of the form."""
        return tuple(column for column in self.columns if column.meaning is Meaning.FORM)

    @cached_property
    def name_columns(self) -> tuple[int, ...]:
        """One column, or two where family name and given name stand apart."""
        parts = (Meaning.FAMILY_NAME, Meaning.NAME, Meaning.GIVEN_NAME)
        return tuple(number for part in parts for number in self.columns_of(part))


def find_tables(grid: Grid, awards: Awards, known: Known = meaning_of) -> list[Table]:
    """Every table of the sheet from above; a header repeated for printing begins a table like any other."""
    tables: list[Table] = []
    header = headers.find_first(grid, awards, known)
    while header is not None:
        table = _table(grid, header, awards)
        header = headers.find_next(grid, table.header, table.name_columns, awards, known)
        last_row = header.first_row - 1 if header is not None else len(grid.rows)
        tables.append(replace(table, last_row=last_row))
    return tables


def _table(grid: Grid, header: Header, awards: Awards) -> Table:
    width = min(_WIDEST, max(len(grid.rows[row - 1]) for row in header.rows))
    columns = [column for number in range(1, width + 1) if (column := _column(grid, header, number, awards)).heading]
    named = _with_name(columns)
    kept, repeated = _without_repeats(grid, header, named)
    return Table(header=header, columns=tuple(kept), repeated=tuple(repeated), last_row=header.last_row)


def _column(grid: Grid, header: Header, number: int, awards: Awards) -> TableColumn:
    parts = _labels(grid, header, number)
    *above, own = parts or [""]
    parent = " ".join(above)
    heading = " › ".join(parts)
    if key := form_key(own):
        return TableColumn(number=number, heading=heading, meaning=Meaning.FORM, key=key)
    if awards.is_award(own) and (not parent or meaning_of(parent) in (None, Meaning.AWARD)):
        return TableColumn(number=number, heading=heading, meaning=Meaning.AWARD_MARK, award_text=own)
    return TableColumn(number=number, heading=heading, meaning=_meaning(parent, own))


def _labels(grid: Grid, header: Header, number: int) -> list[str]:
    """The headings over a column from above, each once. Over unmerged columns the one to the left counts on."""
    texts = [headers.label(grid, row, number) for row in header.rows]
    if texts and not texts[0] and any(texts[1:]) and number > 1:
        texts[0] = _heading_to_the_left(grid, header.first_row, number)
    kept = texts[:-1] if header.has_numbers else texts
    return list(dict.fromkeys(text for text in kept if text))


def _heading_to_the_left(grid: Grid, row: int, number: int) -> str:
    texts = (headers.label(grid, row, column) for column in range(number - 1, 0, -1))
    return next((text for text in texts if text), "")


def _meaning(parent: str, own: str) -> Meaning | None:
    if not parent:
        return meaning_of(own)
    over = meaning_of(parent)
    if over in _ONE_FOR_ALL_CHILDREN:
        child = meaning_of(own)
        return child if child in (Meaning.ACHIEVEMENT, Meaning.INITIATIVE, Meaning.NOTE) else over
    if over in (Meaning.BORN, Meaning.GENDER):
        return meaning_of(f"{parent} {own}")
    return meaning_of(own) or meaning_of(f"{parent} {own}") or over


def _with_name(columns: list[TableColumn]) -> list[TableColumn]:
    """Without a column for names, the unit is the one named: a list of collectives."""
    meanings = {column.meaning for column in columns}
    if Meaning.NAME in meanings or Meaning.GIVEN_NAME in meanings:
        return columns
    first = next((column for column in columns if column.meaning is Meaning.WORKPLACE), None)
    return [replace(column, meaning=Meaning.NAME) if column is first else column for column in columns]


def _without_repeats(
    grid: Grid, header: Header, columns: list[TableColumn]
) -> tuple[list[TableColumn], list[TableColumn]]:
    kept: list[TableColumn] = []
    repeated: list[TableColumn] = []
    for column in columns:
        twin = next((other for other in kept if _is_twin(other, column)), None)
        if twin is None or column.meaning in _MAY_REPEAT or _is_split_name(grid, header, twin, column):
            kept.append(column)
        elif column.meaning not in _ONE_FOR_ALL_CHILDREN:
            repeated.append(column)
    return kept, repeated


def _is_twin(other: TableColumn, column: TableColumn) -> bool:
    return column.meaning is not None and (other.meaning, other.key) == (column.meaning, column.key)


def _is_split_name(grid: Grid, header: Header, twin: TableColumn, column: TableColumn) -> bool:
    """`Họ và tên` merged over two columns: family name in one, given name in the other."""
    if column.meaning is not Meaning.NAME or column.number != twin.number + 1:
        return False
    merge = grid.merge_at(header.first_row, twin.number)
    return merge is not None and merge.first_column == twin.number and merge.last_column >= column.number

"""One sheet: its tables found, their columns judged, their rows walked."""

from dataclasses import dataclass, field, replace

from contracts.vocabulary import SubjectKind
from nominations.adapters.workbook import titles
from nominations.adapters.workbook.anatomy import column_letters
from nominations.adapters.workbook.award_reader import AwardReader
from nominations.adapters.workbook.awards import Awards
from nominations.adapters.workbook.birth_reader import BirthReader
from nominations.adapters.workbook.body_walk import BodyWalk, SheetState
from nominations.adapters.workbook.cells import Cells
from nominations.adapters.workbook.context import Context
from nominations.adapters.workbook.form_reader import FormReader
from nominations.adapters.workbook.grid import Grid
from nominations.adapters.workbook.meanings import Meaning
from nominations.adapters.workbook.notes import Notes
from nominations.adapters.workbook.report import Column, FindingClass, Row, Sheet
from nominations.adapters.workbook.row_reader import RowReader
from nominations.adapters.workbook.subject_reader import SubjectReader, Told
from nominations.adapters.workbook.tables import Table, TableColumn, find_tables


@dataclass(slots=True)
class SheetCheck:
    """`run` reads; `outcome` may be asked once the rows of all sheets were compared."""

    grid: Grid
    context: Context
    awards: Awards
    notes: Notes
    tables: list[Table] = field(default_factory=list)
    noted_headings: set[tuple[str, ...]] = field(default_factory=set)
    state: SheetState = field(default_factory=SheetState)

    def run(self) -> None:
        """Understand every row of every table."""
        found = self._found()
        title_award = titles.award_of(self.grid, found[0], self.awards) if found else None
        for table in found:
            visible = self._visible(table)
            self.tables.append(visible)
            self._note_columns(visible)
            if visible.name_columns:
                self._walk(visible, title_award, titles.kind_of(self.grid, visible, found[0]))
            else:
                message = "Cột họ tên đang bị ẩn, không đọc được danh sách. Hãy bỏ ẩn cột rồi tải lại."
                self.notes.error(FindingClass.MISSING_COLUMN, message, row=visible.header.first_row)

    def outcome(self) -> Sheet:
        """The sheet as the report shows it."""
        faulty = self.notes.faulty_rows
        rows = tuple(
            Row(
                row=entry.row,
                valid=entry.row not in faulty,
                values=entry.values,
                told=self.state.answered.get(entry.row, {}),
            )
            for entry in self.state.entries
        )
        return Sheet(
            name=self.grid.name,
            hidden=False,
            header_rows=tuple(row for table in self.tables for row in table.header.rows),
            columns=tuple(self._columns()),
            data_rows=tuple(row.row for row in rows),
            rows=rows,
            left_out=tuple(self.state.left_out),
        )

    def _columns(self) -> list[Column]:
        """The columns of each header, those of a repeated one once."""
        seen: set[tuple[tuple[int, str], ...]] = set()
        columns: list[Column] = []
        for table in self.tables:
            signature = tuple((column.number, column.heading) for column in table.columns)
            if signature not in seen:
                seen.add(signature)
                columns.extend(_column(table, column) for column in table.columns)
        return columns

    def _found(self) -> list[Table]:
        return find_tables(self.grid, self.awards)

    def _visible(self, table: Table) -> Table:
        """Hidden columns are not read: whoever hid them did not mean to send them, or forgot that they are there."""
        hidden = [column for column in table.columns if self.grid.anatomy.is_column_hidden(column.number)]
        for column in hidden:
            if self._has_values(table, column.number):
                message = f"Cột “{column.heading}” bị ẩn, không nhập. Nếu cần nhập, hãy bỏ ẩn cột rồi tải lại."
                row = table.header.first_row
                self.notes.warning(FindingClass.HIDDEN_COLUMN, message, row=row, column=column.number)
        return replace(table, columns=tuple(column for column in table.columns if column not in hidden))

    def _note_columns(self, table: Table) -> None:
        """Once for a header that is repeated for printing."""
        row = table.header.first_row
        headings = tuple(column.heading for column in table.columns)
        if headings in self.noted_headings:
            return
        self.noted_headings.add(headings)
        for column in table.columns:
            if column.meaning is None and self._has_values(table, column.number):
                message = f"Không nhận ra cột “{column.heading}”; cột này không được nhập."
                self.notes.warning(FindingClass.UNKNOWN_COLUMN, message, row=row, column=column.number)
        for column in table.repeated:
            message = f"Cột “{column.heading}” trùng ý nghĩa với một cột trước; chỉ cột trước được nhập."
            self.notes.warning(FindingClass.REPEATED_COLUMN, message, row=row, column=column.number)
        if (missed := self._needs(table)) is not None:
            self.notes.warning(FindingClass.MISSING_COLUMN, missed, row=row)

    def _needs(self, table: Table) -> str | None:
        """What the rows will lack for want of a column."""
        if table.columns_of(Meaning.ACHIEVEMENT):
            return None
        return "Bảng không có cột thành tích; hồ sơ sẽ phải bổ sung thành tích trước khi trình."

    def _has_values(self, table: Table, column: int) -> bool:
        rows = range(table.first_body_row, table.last_row + 1)
        return any(self.grid.value(row, column) != "" for row in rows)

    def _walk(self, table: Table, title_award: str | None, by_title: SubjectKind | None) -> None:
        cells = Cells(self.grid, table, self.notes)
        reader = RowReader(
            cells=cells,
            notes=self.notes,
            context=self.context,
            subject=SubjectReader(cells, self.notes),
            birth=BirthReader(cells, self.notes, self.context.as_of),
            awards=AwardReader(cells, self.notes, self.awards, self.context.award_code, title_award),
            form=FormReader(cells, self.notes, self.context),
            answered=self.state.answered,
        )
        told = Told(self.state.groups, by_title)
        BodyWalk(self.grid, table, self.awards, self.notes, reader, told, self.state).run()


def _column(table: Table, column: TableColumn) -> Column:
    meaning = column.meaning.value if column.meaning is not None else None
    letters = column_letters(column.number)
    return Column(header_row=table.header.first_row, column=letters, heading=column.heading, meaning=meaning)

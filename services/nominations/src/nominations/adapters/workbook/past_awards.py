"""Lists of earlier awards: read with the same eyes as lists of nominations, judged by what a register needs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from contracts.local_numbers import dotted
from contracts.vocabulary import SubjectKind
from nominations.adapters.workbook.award_reader import AwardReader
from nominations.adapters.workbook.awards import Awards
from nominations.adapters.workbook.birth_reader import BirthReader
from nominations.adapters.workbook.body_walk import BodyWalk
from nominations.adapters.workbook.cell_text import one_line
from nominations.adapters.workbook.cells import Cells, as_text
from nominations.adapters.workbook.dates import read_date
from nominations.adapters.workbook.folding import fold
from nominations.adapters.workbook.meanings import Meaning
from nominations.adapters.workbook.notes import Notes
from nominations.adapters.workbook.past_headings import as_past, meaning
from nominations.adapters.workbook.report import Field, FindingClass
from nominations.adapters.workbook.sheet_check import SheetCheck
from nominations.adapters.workbook.subject_reader import SubjectReader, Told
from nominations.adapters.workbook.tables import Table, find_tables
from rulebook import Resolution

_YEARS = range(1945, 2201)
_SCHOOL_YEAR = re.compile(r"(?:năm học\s*)?(\d{4})\s*[-–/]\s*(\d{4})", re.IGNORECASE)
_NUMBER_AND_DAY = re.compile(
    r"^(?:số|qđ|quyết định)?\s*(.*?)[\s,;]*(?:ngày\s*)?(\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})\s*$", re.IGNORECASE
)
_LONGEST_NUMBER = 60
_LONGEST_LINE = 300


@dataclass(slots=True)
class AwardsOfAnyDay(Awards):
    """What was awarded is not asked whether anybody may still award it."""

    def resolve(self, text: str, subject_kind: SubjectKind | None = None) -> Resolution:
        key = (text, subject_kind)
        if key not in self._known:
            self._known[key] = self.rulebook.resolve(text, None, subject_kind)
        return self._known[key]

    def is_in_force(self, code: str) -> bool:
        return True


class PastSheet(SheetCheck):
    """One sheet of a list of earlier awards."""

    def _found(self) -> list[Table]:
        return [as_past(table) for table in find_tables(self.grid, self.awards, meaning)]

    def _needs(self, table: Table) -> str | None:
        if table.columns_of(Meaning.DECISION_NUMBER):
            return None
        return "Bảng không có cột số quyết định; sổ sẽ thiếu căn cứ để đối chiếu."

    def _walk(self, table: Table, title_award: str | None, by_title: SubjectKind | None) -> None:
        cells = Cells(self.grid, table, self.notes)
        reader = PastReader(
            cells=cells,
            notes=self.notes,
            subject=SubjectReader(cells, self.notes),
            birth=BirthReader(cells, self.notes, self.context.as_of),
            awards=AwardReader(cells, self.notes, self.awards, None, title_award),
        )
        told = Told(self.state.groups, by_title)
        BodyWalk(self.grid, table, self.awards, self.notes, reader, told, self.state).run()


@dataclass(slots=True)
class PastReader:
    """Reads the rows of one table: whom, what, by which decision, for which year."""

    cells: Cells
    notes: Notes
    subject: SubjectReader
    birth: BirthReader
    awards: AwardReader

    def read(self, row: int, told: Told) -> dict[Field, str]:
        """The row's values; what is missing or wrong is noted, never thrown."""
        values = self._who(row, told)
        kind = SubjectKind(values[Field.SUBJECT_KIND]) if Field.SUBJECT_KIND in values else None
        award = self.awards.award(row, kind, told.groups)
        if award is not None:
            values[Field.AWARD] = award
        self._line(row, Meaning.WORKPLACE, Field.WORKPLACE, values)
        if told.groups.place is not None:
            values.setdefault(Field.WORKPLACE, told.groups.place)
        self._line(row, Meaning.ISSUING_BODY, Field.ISSUING_BODY, values)
        self._decision(row, values)
        self._year(row, values)
        self._bound(row, values)
        return values

    def _who(self, row: int, told: Told) -> dict[Field, str]:
        values: dict[Field, str] = {}
        name, column = self.subject.name(row)
        if not name:
            message = "Thiếu tên người hoặc tập thể được khen."
            self.notes.error(FindingClass.MISSING_NAME, message, row=row, column=column, field=Field.NAME)
            return values
        kind = self.subject.kind(row, name, told)
        if kind is not None:
            values[Field.SUBJECT_KIND] = kind.value
        values[Field.NAME] = one_line(name)
        if kind is SubjectKind.INDIVIDUAL:
            self._person(row, name, column, values)
        return values

    def _person(self, row: int, name: str, column: int, values: dict[Field, str]) -> None:
        values[Field.NAME], _ = self.subject.person(row, name, column)
        birth = self.birth.birth(row)
        identity, place = self.birth.identity(row)
        if identity is not None:
            self.birth.compare(row, place, identity, birth)
            values[Field.IDENTITY_NUMBER] = identity.number
        if birth.born is not None:
            values[Field.BORN] = birth.born.text

    def _line(self, row: int, meaning: Meaning, field: Field, values: dict[Field, str]) -> None:
        for column in self.cells.table.columns_of(meaning):
            if text := self.cells.line(row, column, field):
                values[field] = text

    def _decision(self, row: int, values: dict[Field, str]) -> None:
        """Number and day, each in a column of its own or both in one: `1234/QĐ-UBND ngày 12/11/2024`."""
        self._line(row, Meaning.DECISION_NUMBER, Field.DECISION_NUMBER, values)
        both = _NUMBER_AND_DAY.match(values.get(Field.DECISION_NUMBER, ""))
        if both is not None and (read := read_date(both.group(2))) is not None and read.day is not None:
            values[Field.DECIDED_ON] = read.day.isoformat()
            values[Field.DECISION_NUMBER] = both.group(1)
        for column in self.cells.table.columns_of(Meaning.DECIDED_ON):
            decided = self.birth.date(row, column, Field.DECIDED_ON)
            if decided is not None and decided.day is not None:
                values[Field.DECIDED_ON] = decided.day.isoformat()
            elif decided is not None:
                values.setdefault(Field.YEAR, str(decided.year))
        if not values.get(Field.DECISION_NUMBER):
            values.pop(Field.DECISION_NUMBER, None)
            columns = self.cells.table.columns_of(Meaning.DECISION_NUMBER)
            if columns:
                message, field = "Chưa ghi số quyết định.", Field.DECISION_NUMBER
                self.notes.warning(FindingClass.MISSING_DECISION, message, row=row, column=columns[0], field=field)

    def _year(self, row: int, values: dict[Field, str]) -> None:
        """The year's own column, else that of the decision."""
        columns = self.cells.table.columns_of(Meaning.YEAR)
        text = as_text(self.cells.value(row, columns[0], Field.YEAR)).strip() if columns else ""
        school_year = _SCHOOL_YEAR.fullmatch(text)
        read = read_date(school_year.group(2) if school_year else text) if text else None
        if read is not None:
            values[Field.YEAR] = str(read.year)
        elif text:
            message = f"Không hiểu năm “{text[:30]}”. Hãy ghi bốn chữ số, hoặc 2023-2024 với năm học."
            self._wrong_year(FindingClass.INVALID_DATE, message, row, columns)
        elif Field.DECIDED_ON in values:
            values.setdefault(Field.YEAR, values[Field.DECIDED_ON][:4])
        elif Field.YEAR not in values:
            message = "Thiếu năm khen thưởng (hoặc ngày quyết định)."
            self._wrong_year(FindingClass.MISSING_YEAR, message, row, columns)
        year = values.get(Field.YEAR)
        if year is not None and not _YEARS.start <= int(year) <= self.birth.as_of.year:
            self._wrong_year(FindingClass.IMPLAUSIBLE_DATE, f"Năm {year} không hợp lý.", row, columns)

    def _wrong_year(self, kind: FindingClass, message: str, row: int, columns: tuple[int, ...]) -> None:
        self.notes.error(kind, message, row=row, column=columns[0] if columns else None, field=Field.YEAR)

    def _bound(self, row: int, values: dict[Field, str]) -> None:
        for field, text in values.items():
            longest = _LONGEST_NUMBER if field is Field.DECISION_NUMBER else _LONGEST_LINE
            if len(text) > longest:
                message = f"Nội dung dài {dotted(len(text))} ký tự, quá mức {dotted(longest)}."
                self.notes.error(FindingClass.TOO_LONG, message, row=row, field=field)


def note_repeats(sheets: Iterable[SheetCheck]) -> None:
    """The same person, award and year twice in one file: the later row is an error, whatever its number says."""
    first: dict[tuple[str, ...], tuple[str, int]] = {}
    for sheet in sheets:
        for entry in sheet.state.entries:
            values = entry.values
            said = (Field.BORN, Field.WORKPLACE, Field.AWARD, Field.YEAR, Field.DECISION_NUMBER)
            key = (fold(values.get(Field.NAME, "")), *(values.get(field, "") for field in said))
            name, row = first.setdefault(key, (sheet.grid.name, entry.row))
            if (name, row) != (sheet.grid.name, entry.row):
                message = f"Trùng với dòng {row} của trang “{name}”: cùng người, cùng danh hiệu, cùng năm."
                entry.notes.error(FindingClass.DUPLICATE, message, row=entry.row, field=Field.NAME)

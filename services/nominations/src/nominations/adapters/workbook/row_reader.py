"""One data row, understood: every known column read into a value, every doubt noted."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from contracts.local_numbers import dotted
from contracts.vocabulary import CommendationKind, DiscoveredBy, SubjectKind
from nominations.adapters.workbook.award_reader import AwardReader
from nominations.adapters.workbook.birth_reader import BirthReader
from nominations.adapters.workbook.cell_text import one_line
from nominations.adapters.workbook.cells import Cells
from nominations.adapters.workbook.context import Context
from nominations.adapters.workbook.folding import fold
from nominations.adapters.workbook.form_headings import under_label
from nominations.adapters.workbook.form_reader import FormReader
from nominations.adapters.workbook.groups import Groups
from nominations.adapters.workbook.identity import read_phone
from nominations.adapters.workbook.meanings import Meaning
from nominations.adapters.workbook.notes import Notes
from nominations.adapters.workbook.report import Field, FindingClass
from nominations.adapters.workbook.report import Told as Answer
from nominations.adapters.workbook.subject_reader import SubjectReader, Told
from nominations.adapters.workbook.tables import TableColumn
from rulebook.forms import longest

Values = dict[Field, str]

_TEXTS = frozenset({Field.ACHIEVEMENT, Field.INITIATIVE})
# The form's own fields have the form's lengths; these a list alone has.
_LONGEST = {Field.INITIATIVE: 2_000, Field.ADDRESS: 300}
_LONGEST_OTHER = 1_000
_OF_FORM = frozenset({Field.NAME, Field.POSITION, Field.WORKPLACE, Field.ACHIEVEMENT})
_POSITION_AND_WORKPLACE = re.compile(r"\s*(?:[,;]|\s[-–]\s)\s*")
_DISCOVERERS = (
    (DiscoveredBy.HEAD, ("thu truong", "lanh dao", "nguoi dung dau", "truong", "giam doc", "chu tich")),
    (DiscoveredBy.COLLEAGUE, ("dong nghiep", "can bo", "tap the")),
    (DiscoveredBy.CITIZEN, ("nguoi dan", "nhan dan", "cong dan", "bao chi", "dan")),
)


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one table."""

    cells: Cells
    notes: Notes
    context: Context
    subject: SubjectReader
    birth: BirthReader
    awards: AwardReader
    form: FormReader
    answered: dict[int, dict[str, Answer]]
    """Filled here: what a row answers to fields of the form."""

    def read(self, row: int, told: Told) -> Values:
        """The row's values; what is missing or wrong is noted, never thrown."""
        values: Values = {}
        name, column = self.subject.name(row)
        if not name and not self.cells.is_broken_formula(row, column):
            message = "Thiếu tên. Nếu đây là phần tiếp của dòng trên, hãy gộp vào dòng đó."
            self.notes.error(FindingClass.MISSING_NAME, message, row=row, column=column, field=Field.NAME)
        kind = self.subject.kind(row, name, told) if name else told.groups.kind
        if kind is not None:
            values[Field.SUBJECT_KIND] = kind.value
        self._who(row, name, column, kind, values)
        award = self.awards.award(row, kind, told.groups)
        if award is not None:
            values[Field.AWARD] = award
        if answers := self.form.told(row, kind, award):
            self.answered[row] = answers
        self._rest(row, values, told.groups)
        self._require(row, values)
        return values

    def _who(self, row: int, name: str, column: int, kind: SubjectKind | None, values: Values) -> None:
        if kind is SubjectKind.INDIVIDUAL and name:
            self._person(row, name, column, values)
        elif name:
            values[Field.NAME] = one_line(name)

    def _person(self, row: int, name: str, column: int, values: Values) -> None:
        values[Field.NAME], told_gender = self.subject.person(row, name, column)
        birth = self.birth.birth(row)
        birth.gender = birth.gender or told_gender
        identity, place = self.birth.identity(row)
        if identity is not None:
            self.birth.compare(row, place, identity, birth)
            values[Field.IDENTITY_NUMBER] = identity.number
        if birth.born is not None:
            values[Field.BORN] = birth.born.text
        if birth.gender is not None:
            values[Field.GENDER] = birth.gender

    def _rest(self, row: int, values: Values, groups: Groups) -> None:
        for column, field in self.cells.table.plain_columns:
            text = self.cells.text(row, column, field) if field in _TEXTS else self.cells.line(row, column, field)
            if text:
                values[field] = text
        for special in self.cells.table.special_columns:
            self._special(row, special, values)
        if groups.place is not None and Field.WORKPLACE not in values:
            values[Field.WORKPLACE] = groups.place
            message = f"Lấy đơn vị theo tiêu đề nhóm: “{groups.place}”."
            self.notes.normalised(FindingClass.GROUP_HEADING, message, row=row, field=Field.WORKPLACE)

    def _special(self, row: int, column: TableColumn, values: Values) -> None:
        match column.meaning:
            case Meaning.POSITION_AND_WORKPLACE:
                self._position_and_workplace(row, column.number, column.heading, values)
            case Meaning.PHONE:
                self._phone(row, column.number, values)
            case Meaning.DEED_AT:
                self._deed(row, column.number, values)
            case Meaning.DISCOVERED_BY:
                self._discovered(row, column.number, values)
            case _:
                return

    def _position_and_workplace(self, row: int, column: int, heading: str, values: Values) -> None:
        text = self.cells.line(row, column, Field.POSITION)
        if not text:
            return
        first, *rest = _POSITION_AND_WORKPLACE.split(text, maxsplit=1)
        folded = fold(heading)
        position_first = folded.find("chuc") < folded.find("don vi") or "don vi" not in folded
        fields = (Field.POSITION, Field.WORKPLACE) if position_first else (Field.WORKPLACE, Field.POSITION)
        values.update(zip(fields, (first, *rest), strict=False))

    def _phone(self, row: int, column: int, values: Values) -> None:
        value = self.cells.value(row, column, Field.PHONE)
        text = self.cells.line(row, column, Field.PHONE)
        if not text:
            return
        phone = read_phone(text if isinstance(value, str) else value)
        if phone is None:
            message = "Số điện thoại không đúng dạng (10 chữ số, bắt đầu bằng 0)."
            self.notes.warning(FindingClass.INVALID_PHONE, message, row=row, column=column, field=Field.PHONE)
            return
        if phone.changes:
            message = "Số điện thoại bị mất số 0 ở đầu; đã thêm lại."
            self.notes.normalised(FindingClass.LEADING_ZERO, message, row=row, column=column, field=Field.PHONE)
        values[Field.PHONE] = phone.number

    def _deed(self, row: int, column: int, values: Values) -> None:
        value = self.cells.value(row, column, Field.DEED_AT)
        deed = self.birth.date(row, column, Field.DEED_AT)
        if deed is None:
            return
        if deed.day is None:
            message = under_label(Field.DEED_AT, "Cần ghi đủ ngày, tháng, năm.")
            self.notes.error(FindingClass.INVALID_DATE, message, row=row, column=column, field=Field.DEED_AT)
            return
        values[Field.DEED_AT] = deed.text
        if isinstance(value, datetime) and (value.hour or value.minute):
            values[Field.DEED_AT] = value.isoformat(timespec="minutes")

    def _discovered(self, row: int, column: int, values: Values) -> None:
        folded = fold(self.cells.line(row, column, Field.DISCOVERED_BY))
        for who, words in _DISCOVERERS:
            if any(word in folded for word in words):
                values[Field.DISCOVERED_BY] = who.value
                return

    def _require(self, row: int, values: Values) -> None:
        too_long = [field for field, text in values.items() if len(text) > at_most(field)]
        for field in too_long:
            place = self._place(field)
            message = f"“{place.heading}” dài" if place else "Nội dung dài"
            message += f" {dotted(len(values[field]))} ký tự, quá mức {dotted(at_most(field))}."
            column = place.number if place else None
            self.notes.error(FindingClass.TOO_LONG, message, row=row, column=column, field=field)
        columns = self.cells.table.columns_of(Meaning.ACHIEVEMENT)
        if columns and Field.ACHIEVEMENT not in values:
            message = "Chưa ghi thành tích."
            field = Field.ACHIEVEMENT
            self.notes.warning(FindingClass.MISSING_ACHIEVEMENT, message, row=row, column=columns[0], field=field)
        is_ad_hoc = self.context.commendation_kind is CommendationKind.AD_HOC
        deeds = self.cells.table.columns_of(Meaning.DEED_AT)
        if is_ad_hoc and all(self.cells.grid.value(row, column) == "" for column in deeds):
            message = "Khen thưởng đột xuất phải có ngày lập thành tích."
            self.notes.error(FindingClass.MISSING_DEED, message, row=row, field=Field.DEED_AT)

    def _place(self, field: Field) -> TableColumn | None:
        """The column that a value came from, where it is one alone."""
        plain = {each: number for number, each in self.cells.table.plain_columns}
        names = self.cells.table.name_columns
        number = names[0] if field is Field.NAME and len(names) == 1 else plain.get(field)
        return next((column for column in self.cells.table.columns if column.number == number), None)


@cache
def at_most(field: Field) -> int:
    """How many letters a field of a row takes."""
    return longest(field) if field in _OF_FORM else _LONGEST.get(field, _LONGEST_OTHER)

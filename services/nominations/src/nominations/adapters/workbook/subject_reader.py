"""Whom a row is about: name, kind, birth, gender, identity number; and whether these agree with each other."""

import re
from dataclasses import dataclass

from contracts.vocabulary import SubjectKind
from nominations.adapters.workbook.cell_text import one_line
from nominations.adapters.workbook.cells import Cells
from nominations.adapters.workbook.folding import fold
from nominations.adapters.workbook.groups import Groups
from nominations.adapters.workbook.meanings import Meaning
from nominations.adapters.workbook.notes import Notes
from nominations.adapters.workbook.people import (
    KIND_NAMES,
    capitalised,
    kind_by_name,
    looks_like_person,
    only_kind_in,
    without_honorifics,
)
from nominations.adapters.workbook.report import Field, FindingClass

_LEADING_NUMBER = re.compile(r"^\d{1,4}\s*[.)\-]\s*(?=\D)")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_SEVERAL = re.compile(r"\s*(?:[;,/\n]|\s(?:và|\&)\s)\s*")
_SURNAME_WITHOUT_MARKS = frozenset({"nguyen", "tran", "pham", "bui", "dang", "duong", "hoang", "trinh", "truong"})


@dataclass(frozen=True, slots=True)
class Told:
    """What stands around the row and may tell its kind: the groups above, the table's title, the sheet's name."""

    groups: Groups
    by_title: SubjectKind | None


@dataclass(slots=True)
class SubjectReader:
    """Reads name and kind of one row after the other."""

    cells: Cells
    notes: Notes

    def name(self, row: int) -> tuple[str, int]:
        """The name as written, of one column or of two joined, and the column of its beginning."""
        columns = self.cells.table.name_columns
        if len(columns) == 1:
            return self.cells.text(row, columns[0], Field.NAME), columns[0]
        parts = [self.cells.text(row, column, Field.NAME) for column in columns]
        return " ".join(part for part in parts if part), columns[0]

    def kind(self, row: int, name: str, told: Told) -> SubjectKind | None:
        """The row's own word first, then its group, then its name, then the title."""
        stated = self._stated(row) or told.groups.kind
        guessed = kind_by_name(one_line(name))
        kind = stated or guessed or told.by_title or self._by_columns(row)
        column = self.cells.table.name_columns[0]
        if kind is None:
            message = (
                "Không rõ là cá nhân, tập thể hay hộ gia đình. Hãy thêm cột “Đối tượng” hoặc dòng nhóm (I. Tập thể…)."
            )
            self.notes.error(FindingClass.UNKNOWN_KIND, message, row=row, column=column, field=Field.SUBJECT_KIND)
        elif stated is not None and guessed not in (None, stated):
            message = f"Xếp ở nhóm {KIND_NAMES[stated]}, nhưng tên giống {KIND_NAMES[guessed]}; hãy kiểm tra."
            self.notes.warning(FindingClass.KIND_DOUBTFUL, message, row=row, column=column, field=Field.SUBJECT_KIND)
        return kind

    def _stated(self, row: int) -> SubjectKind | None:
        for column in self.cells.table.columns_of(Meaning.SUBJECT_KIND):
            return only_kind_in(self.cells.line(row, column, Field.SUBJECT_KIND))
        return None

    def _by_columns(self, row: int) -> SubjectKind | None:
        """A birth date, a gender or an identity number belongs to a person."""
        personal = (Meaning.BORN, Meaning.MALE, Meaning.FEMALE, Meaning.GENDER, Meaning.IDENTITY_NUMBER)
        columns = [column for meaning in personal for column in self.cells.table.columns_of(meaning)]
        filled = any(self.cells.grid.value(row, column) != "" for column in columns)
        return SubjectKind.INDIVIDUAL if filled else None

    def person(self, row: int, name: str, column: int) -> tuple[str, str | None]:
        """A person's name without numbering and honorifics, and the gender these told."""
        if self._several(name):
            message = "Ô có nhiều tên. Mỗi cá nhân phải ở một dòng riêng."
            self.notes.error(FindingClass.SEVERAL_NAMES, message, row=row, column=column, field=Field.NAME)
        written = one_line(_LEADING_NUMBER.sub("", name))
        bare, gender = without_honorifics(written)
        if bare != written:
            message = f"Đã bỏ danh xưng trước tên: “{bare}”."
            self.notes.normalised(FindingClass.HONORIFIC, message, row=row, column=column, field=Field.NAME)
        self._judge(row, bare, column)
        return capitalised(bare) if self._was_converted(row) else bare, gender

    def _several(self, name: str) -> bool:
        """A name broken over two lines is one name: its halves are too short to be two."""
        parts = [without_honorifics(part)[0] for part in _SEVERAL.split(name) if part]
        shortest = 3 if "\n" in name else 2
        people = [part for part in parts if looks_like_person(part) and len(part.split()) >= shortest]
        return len(people) > 1

    def _was_converted(self, row: int) -> bool:
        """Only text from TCVN3 lost its capitals."""
        last = self.notes.findings[-8:]
        return any(note.row == row and note.field is Field.NAME and note.kind is FindingClass.TCVN3 for note in last)

    def _judge(self, row: int, name: str, column: int) -> None:
        if _DIGIT.search(name):
            message = "Họ tên có chữ số. Hãy kiểm tra, mỗi ô chỉ ghi họ tên."
            self.notes.error(FindingClass.INVALID_NAME, message, row=row, column=column, field=Field.NAME)
        elif not _LETTER.search(name):
            message = "Ô họ tên không có chữ cái nào."
            self.notes.error(FindingClass.INVALID_NAME, message, row=row, column=column, field=Field.NAME)
        elif " " not in name:
            message = "Họ tên chỉ có một từ; hãy kiểm tra xem đã đủ họ và tên chưa."
            self.notes.warning(FindingClass.INVALID_NAME, message, row=row, column=column, field=Field.NAME)
        elif name.isascii() and fold(name).split()[0] in _SURNAME_WITHOUT_MARKS:
            message = "Họ tên viết không dấu; tên này sẽ in trên bằng. Hãy gõ đủ dấu."
            self.notes.warning(FindingClass.WITHOUT_DIACRITICS, message, row=row, column=column, field=Field.NAME)

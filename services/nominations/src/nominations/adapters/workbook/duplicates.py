"""Rows that name the same subject twice; the later one carries the finding, with the row number of the first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from contracts.vocabulary import SubjectKind
from nominations.adapters.workbook.folding import fold
from nominations.adapters.workbook.notes import Notes
from nominations.adapters.workbook.report import Field, FindingClass
from nominations.adapters.workbook.row_reader import Values

_TONE_AT_END = re.compile("o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]")
_TONE_IN_FRONT = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as understood, with the notes of its sheet and the columns of name and identity number."""

    notes: Notes
    row: int
    column: int
    identity_column: int | None
    values: Values

    @property
    def subject_kind(self) -> SubjectKind | None:
        kind = self.values.get(Field.SUBJECT_KIND)
        return SubjectKind(kind) if kind is not None else None

    def place(self, other: "Entry") -> str:
        """How the other row's message calls this one."""
        here = f"dòng {self.row}"
        return here if self.notes.sheet == other.notes.sheet else f"{here} trang “{self.notes.sheet}”"


def note_duplicates(entries: Iterable[Entry]) -> None:
    """Compare by identity number first, else by name, birth and workplace."""
    by_number: dict[str, Entry] = {}
    by_award: dict[tuple[str, ...], Entry] = {}
    by_subject: dict[tuple[str, ...], Entry] = {}
    by_name: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        if Field.NAME not in entry.values:
            continue
        name, subject = _folded_name(entry), _subject(entry)
        with_award = (*subject, entry.values.get(Field.AWARD, ""))
        if (first := by_award.get(with_award)) is not None:
            _repeated(entry, first)
        elif (holder := _holder(entry, by_number)) is not None:
            _same_number(entry, holder)
        elif (same := by_subject.get(subject)) is not None:
            _several_awards(entry, same)
        elif (alike := by_name.get(name)) is not None and _may_be_one(entry, alike):
            _alike(entry, alike)
        by_award.setdefault(with_award, entry)
        by_subject.setdefault(subject, entry)
        by_name.setdefault(name, entry)
        if number := entry.values.get(Field.IDENTITY_NUMBER):
            by_number.setdefault(number, entry)


def _holder(entry: Entry, by_number: dict[str, Entry]) -> Entry | None:
    number = entry.values.get(Field.IDENTITY_NUMBER)
    holder = by_number.get(number) if number else None
    return holder if holder is not None and _name(holder) != _name(entry) else None


def _name(entry: Entry) -> tuple[str, ...]:
    """Hoa and Hòa are two people, hoà and hòa are one spelling."""
    name = entry.values[Field.NAME].casefold()
    spelling = _TONE_AT_END.sub(lambda found: _TONE_IN_FRONT[found[0]], name)
    return (entry.values.get(Field.SUBJECT_KIND, ""), spelling)


def _folded_name(entry: Entry) -> tuple[str, ...]:
    """What is alike without diacritics may be one person typed in a hurry."""
    return (entry.values.get(Field.SUBJECT_KIND, ""), fold(entry.values[Field.NAME]))


def _subject(entry: Entry) -> tuple[str, ...]:
    """An identity number says who; without one, name, birth and place together do."""
    number = entry.values.get(Field.IDENTITY_NUMBER)
    if number:
        return (*_name(entry), number)
    place = entry.values.get(Field.WORKPLACE) or entry.values.get(Field.ADDRESS, "")
    return (*_name(entry), entry.values.get(Field.BORN, ""), fold(place))


def _may_be_one(entry: Entry, other: Entry) -> bool:
    """Namesakes with different birth or number are different people; a collective's name says all."""
    if entry.values.get(Field.SUBJECT_KIND) != SubjectKind.INDIVIDUAL:
        return True
    for field in (Field.BORN, Field.IDENTITY_NUMBER):
        here, there = entry.values.get(field), other.values.get(field)
        if here and there and here != there:
            return False
    return bool(entry.values.get(Field.BORN)) and entry.values.get(Field.BORN) == other.values.get(Field.BORN)


def _repeated(entry: Entry, first: Entry) -> None:
    message = (
        f"Trùng với {first.place(entry)}: cùng tên, cùng hình thức khen thưởng. Hãy xóa một dòng;"
        " nếu là hai đối tượng, hãy ghi năm sinh hoặc số CCCD."
    )
    entry.notes.error(FindingClass.DUPLICATE, message, row=entry.row, column=entry.column, field=Field.NAME)


def _same_number(entry: Entry, holder: Entry) -> None:
    message = f"Số CCCD đã dùng cho một người khác ở {holder.place(entry)}."
    column, field = entry.identity_column, Field.IDENTITY_NUMBER
    entry.notes.error(FindingClass.DUPLICATE, message, row=entry.row, column=column, field=field)


def _several_awards(entry: Entry, same: Entry) -> None:
    message = (
        f"Đã có ở {same.place(entry)} với hình thức khác. Một thành tích không khen nhiều hình thức; hãy kiểm tra."
    )
    _warn(entry, message)


def _alike(entry: Entry, alike: Entry) -> None:
    _warn(entry, f"Giống {alike.place(entry)} (cùng tên); hãy kiểm tra có phải một đối tượng không.")


def _warn(entry: Entry, message: str) -> None:
    kind = FindingClass.POSSIBLE_DUPLICATE
    entry.notes.warning(kind, message, row=entry.row, column=entry.column, field=Field.NAME)

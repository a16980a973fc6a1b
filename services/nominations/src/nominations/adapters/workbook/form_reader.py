"""Cells that answer a field of the form: read by its kind, kept under its place in the dossier."""

from dataclasses import dataclass

from contracts.local_numbers import dotted
from contracts.vocabulary import CommendationKind, SubjectKind
from nominations.adapters.workbook.cell_text import one_line
from nominations.adapters.workbook.cells import Cells, as_text
from nominations.adapters.workbook.context import Context
from nominations.adapters.workbook.dates import read_date
from nominations.adapters.workbook.folding import fold
from nominations.adapters.workbook.notes import Notes
from nominations.adapters.workbook.report import Field, FindingClass, Told
from nominations.adapters.workbook.tables import TableColumn
from rulebook.forms import FieldKind, FormField, form

_YES = frozenset({"co", "x", "v", "1", "dung", "yes", "true"})
_NO = frozenset({"khong", "0", "no", "false"})
_SHOWN_LETTERS = 40


@dataclass(slots=True)
class FormReader:
    """Reads one table's columns whose heading is the form's own."""

    cells: Cells
    notes: Notes
    context: Context

    def told(self, row: int, kind: SubjectKind | None, award: str | None) -> dict[str, Told]:
        """What the row says, by the dotted path in the dossier; nothing while nobody knows which form it follows."""
        columns = self.cells.table.form_columns
        if not columns or kind is None or award is None:
            return {}
        commended = self.context.commendation_kind or CommendationKind.MERIT
        asked = {each.key: each for each in form(award, str(kind), str(commended), self.context.as_of).fields}
        told: dict[str, Told] = {}
        for column in columns:
            field = asked.get(column.key)
            if field is None:
                self._note_not_asked(row, column)
            elif (value := self._value(row, column, field)) is not None:
                told[".".join(field.path)] = value
        return told

    def _note_not_asked(self, row: int, column: TableColumn) -> None:
        if self._text(row, column):
            message = f"“{column.heading}”: biểu mẫu của hình thức và đối tượng này không hỏi; không nhập."
            self.notes.warning(FindingClass.NOT_ASKED, message, row=row, column=column.number, field=Field.FORM)

    def _value(self, row: int, column: TableColumn, field: FormField) -> Told | None:
        text = self._text(row, column)
        if not text:
            return None
        match field.kind:
            case FieldKind.CHOICE:
                return self._choice(row, column, field, text)
            case FieldKind.YES_NO:
                return self._yes_or_no(row, column, field, text)
            case FieldKind.NUMBER | FieldKind.YEAR:
                return self._number(row, column, field, text)
            case FieldKind.DAY | FieldKind.MOMENT:
                return self._day(row, column, field)
            case FieldKind.LINE | FieldKind.TEXT:
                return self._words(row, column, field, text)

    def _choice(self, row: int, column: TableColumn, field: FormField, text: str) -> str | None:
        wanted = fold(text)
        found = next((each.code for each in field.choices if wanted in (fold(each.name), each.code)), None)
        if found is None:
            offered = "; ".join(each.name for each in field.choices)
            self._wrong(row, column, field, f"“{_shown(text)}” không có trong danh mục. Hãy ghi một trong: {offered}.")
        return found

    def _yes_or_no(self, row: int, column: TableColumn, field: FormField, text: str) -> bool | None:
        folded = fold(text)
        if folded not in _YES | _NO:
            self._wrong(row, column, field, f"không hiểu “{_shown(text)}”. Hãy ghi Có hoặc Không.")
            return None
        return folded in _YES

    def _number(self, row: int, column: TableColumn, field: FormField, text: str) -> int | None:
        digits = text.replace(".", "").replace(" ", "")
        if not (digits.isascii() and digits.isdigit()) or int(digits) > field.at_most:
            self._wrong(row, column, field, f"“{_shown(text)}” không phải số nguyên từ 0 đến {field.at_most}.")
            return None
        return int(digits)

    def _day(self, row: int, column: TableColumn, field: FormField) -> str | None:
        value = self.cells.value(row, column.number, Field.FORM)
        understood = read_date(self._text(row, column) if isinstance(value, str) else value)
        if understood is None or understood.day is None:
            self._wrong(row, column, field, f"không hiểu ngày “{_shown(as_text(value))}”. Hãy ghi dạng 31/12/2025.")
            return None
        return understood.day.isoformat()

    def _words(self, row: int, column: TableColumn, field: FormField, text: str) -> str | None:
        if len(text) > field.max_length:
            self._wrong(row, column, field, f"dài {dotted(len(text))} ký tự, quá mức {dotted(field.max_length)}.")
            return None
        return text if field.kind is FieldKind.TEXT else one_line(text)

    def _text(self, row: int, column: TableColumn) -> str:
        return self.cells.text(row, column.number, Field.FORM)

    def _wrong(self, row: int, column: TableColumn, field: FormField, sentence: str) -> None:
        message = f"“{field.label}”: {sentence}"
        self.notes.error(FindingClass.INVALID_ANSWER, message, row=row, column=column.number, field=Field.FORM)


def _shown(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SHOWN_LETTERS else f"{line[:_SHOWN_LETTERS]}…"

"""Cells of a table's body as clean text: merged cells filled down, ditto marks resolved, formulas and old
fonts noted.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from nominations.adapters.workbook import legacy_fonts
from nominations.adapters.workbook.anatomy import FormulaValue
from nominations.adapters.workbook.cell_text import PLAIN, Cleaned, Hint, clean, one_line
from nominations.adapters.workbook.grid import CellValue, Grid
from nominations.adapters.workbook.legacy_fonts import Encoding
from nominations.adapters.workbook.notes import Notes
from nominations.adapters.workbook.people import capitalised, looks_like_person
from nominations.adapters.workbook.report import Field, FindingClass
from nominations.adapters.workbook.tables import Table

_NOTHING = frozenset({"-", "–", "—", ".", "…", "...", "\\"})
_DITTO = re.compile(r"[-–]?\s*(?:nt|như trên|nhu tren)\s*[-–]?\.?|[\"”“″〃]|''|//|-//-|-\"-", re.IGNORECASE)
_DITTO_FIELDS = frozenset({Field.POSITION, Field.WORKPLACE, Field.ADDRESS, Field.AWARD, Field.ACHIEVEMENT})
_LONGEST_DITTO = 12
_COMMAND = re.compile(r"[=+\-@].*\|.*!|=\s*[A-Za-z]{2,}\s*\(")
_FREE_TEXT = frozenset({Field.ACHIEVEMENT, Field.INITIATIVE, Field.NOTE, Field.PAST_AWARDS, Field.FORM})

_CHANGED = {
    FindingClass.NFD: "Đã đưa chữ tổ hợp (NFD) về Unicode dựng sẵn: “{text}”.",
    FindingClass.TCVN3: "Đã chuyển từ phông TCVN3 (.VnTime) sang Unicode: “{text}”.",
    FindingClass.VNI: "Đã chuyển từ phông VNI sang Unicode: “{text}”.",
    FindingClass.MOJIBAKE: "Đã sửa chữ bị vỡ mã (UTF-8): “{text}”.",
    FindingClass.LOOKALIKE: "Đã thay chữ Ð (tiếng Iceland) bằng chữ Đ: “{text}”.",
    FindingClass.INVISIBLE: "Đã bỏ ký tự ẩn (dấu cách đặc biệt, ký tự không hiện): “{text}”.",
}
_SHOWN_LETTERS = 60


@dataclass(slots=True)
class Cells:
    """Reads cells of one table and notes what was done to them."""

    grid: Grid
    table: Table
    notes: Notes
    _hints: dict[int, Hint] = field(default_factory=dict)
    _plain: dict[tuple[int, CellValue], str] = field(default_factory=dict)
    _above: dict[Field, str] = field(default_factory=dict)

    def value(self, row: int, column: int, field: Field | None) -> CellValue:
        """The cell's value; that of the merged cell it lies in, where it has none of its own."""
        values = self.grid.rows[row - 1]
        value = values[column - 1] if column <= len(values) else ""
        if self.grid.anatomy.formulas and (row, column) in self.grid.anatomy.formulas:
            self._note_formula(row, column, field)
        if value == "" and row in self.grid.merges_by_row:
            return self._merged(row, column, field)
        return value

    def text(self, row: int, column: int, field: Field) -> str:
        """The cell as clean text, lines kept."""
        value = self.value(row, column, field)
        if value == "":
            return ""
        text = self._plain.get((column, value)) if isinstance(value, str) else as_text(value)
        if text is None:
            text = self._cleaned(row, column, field, str(value))
        if text in _NOTHING:
            return ""
        return self._dittoed(row, column, field, text) if field in _DITTO_FIELDS else text

    def line(self, row: int, column: int, field: Field) -> str:
        """The cell as one line of clean text."""
        return one_line(self.text(row, column, field))

    def is_broken_formula(self, row: int, column: int) -> bool:
        """Tell whether the cell is a formula that left no value, which has its own finding."""
        return self.grid.formula((row, column)) in (FormulaValue.MISSING, FormulaValue.ERROR)

    def _cleaned(self, row: int, column: int, field: Field, value: str) -> str:
        fonts = self.grid.anatomy.fonts
        font = fonts.get((row, column)) if fonts else None
        # Where some cells have an old font, the others were typed in a new one on purpose.
        hint = PLAIN if fonts or value.isascii() else self._column_hint(column)
        cleaned = clean(value, hint if font is None else Hint(font))
        if value.lstrip()[:1] in ("=", "+", "-", "@"):
            self._note_formula_text(row, column, field, cleaned.text)
        elif not cleaned.changes and font is None:
            self._plain[column, value] = cleaned.text
        if cleaned.changes:
            self._note_changes(row, column, field, cleaned)
        return cleaned.text

    def _note_changes(self, row: int, column: int, field: Field, cleaned: Cleaned) -> None:
        is_person = field is Field.NAME and looks_like_person(cleaned.text)
        shown = _shown(capitalised(cleaned.text) if is_person else cleaned.text)
        for change in cleaned.changes:
            if change is FindingClass.GARBLED:
                message = f"Chữ bị lỗi phông, không đọc được: “{shown}”. Hãy gõ lại bằng Unicode."
                note = self.notes.error if field is Field.NAME else self.notes.warning
                note(change, message, row=row, column=column, field=field)
            elif cleaned.is_guess:
                message = f"{_CHANGED[change].format(text=shown)} Ô này cũng đọc được theo cách khác; hãy kiểm tra."
                self.notes.warning(change, message, row=row, column=column, field=field)
            else:
                self.notes.normalised(change, _CHANGED[change].format(text=shown), row=row, column=column, field=field)

    def _note_formula_text(self, row: int, column: int, field: Field, text: str) -> None:
        """Such text is harmless here, but would run as a formula where somebody pastes it."""
        if not (text.startswith("=") or _COMMAND.match(text)):
            return
        if field in _FREE_TEXT and not _COMMAND.match(text):
            message = "Ô bắt đầu bằng dấu “=”; được giữ nguyên là chữ, không phải công thức."
            self.notes.warning(FindingClass.FORMULA_TEXT, message, row=row, column=column, field=field)
        else:
            message = "Ô chứa chữ có dạng công thức (bắt đầu bằng “=”). Hãy gõ lại nội dung, bỏ dấu “=” ở đầu."
            self.notes.error(FindingClass.FORMULA_TEXT, message, row=row, column=column, field=field)

    def _note_formula(self, row: int, column: int, field: Field | None) -> None:
        if field is None:
            return
        match self.grid.formula((row, column)):
            case FormulaValue.MISSING:
                message = (
                    "Ô là công thức chưa có kết quả lưu trong tệp. Hãy mở bằng Excel rồi lưu lại, hoặc dán giá trị."
                )
                self.notes.error(FindingClass.FORMULA_WITHOUT_VALUE, message, row=row, column=column, field=field)
            case FormulaValue.ERROR:
                message = "Công thức trong ô báo lỗi (như #N/A, #REF!). Hãy thay bằng giá trị."
                self.notes.error(FindingClass.FORMULA_ERROR, message, row=row, column=column, field=field)
            case FormulaValue.EMPTY:
                message = "Ô là công thức cho kết quả rỗng; được coi là ô trống."
                self.notes.warning(FindingClass.FORMULA_WITHOUT_VALUE, message, row=row, column=column, field=field)
            case FormulaValue.KEPT:
                message = "Ô là công thức; đã lấy kết quả lưu trong tệp."
                self.notes.normalised(FindingClass.FORMULA, message, row=row, column=column, field=field)
            case None:
                return

    def _merged(self, row: int, column: int, field: Field | None) -> CellValue:
        merge = self.grid.merge_at(row, column)
        if merge is None or merge.first_row == row or merge.first_row < self.table.first_body_row:
            return ""
        value = self.grid.value(merge.first_row, column) if merge.first_column == column else ""
        if value != "" and field is not None:
            message = f"Lấy giá trị của ô gộp bắt đầu ở dòng {merge.first_row}."
            self.notes.normalised(FindingClass.MERGED, message, row=row, column=column, field=field)
        return value

    def _dittoed(self, row: int, column: int, field: Field, text: str) -> str:
        if len(text) > _LONGEST_DITTO or not _DITTO.fullmatch(text):
            self._above[field] = text
            return text
        above = self._above.get(field, "")
        if above:
            message = f"Ghi “{text}” (như trên): lấy theo dòng trên là “{_shown(above)}”."
            self.notes.normalised(FindingClass.DITTO, message, row=row, column=column, field=field)
        return above

    def _column_hint(self, column: int) -> Hint:
        """How the column was typed, judged by its cells that leave no doubt."""
        if column not in self._hints:
            self._hints[column] = Hint(column=_prevailing(self.grid, self.table, column))
        return self._hints[column]


def as_text(value: CellValue) -> str:
    """A number, date or truth value as people would type it."""
    match value:
        case bool():
            return "x" if value else ""
        case datetime() | date():
            return f"{value:%d/%m/%Y}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _prevailing(grid: Grid, table: Table, column: int) -> Encoding | None:
    counts: Counter[Encoding] = Counter()
    for values in grid.rows[table.first_body_row - 1 : table.last_row]:
        value = values[column - 1] if column <= len(values) else ""
        if isinstance(value, str) and not value.isascii():
            certain = legacy_fonts.diagnose(value).certain
            if certain is not None:
                counts[certain] += 1
    if not counts:
        return None
    return counts.most_common(1)[0][0]


def _shown(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SHOWN_LETTERS else f"{line[:_SHOWN_LETTERS]}…"

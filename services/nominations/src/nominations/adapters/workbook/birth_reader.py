"""Birth, gender and identity number of a person, and whether they agree."""

import re
from dataclasses import dataclass
from datetime import date

from nominations.adapters.workbook.cells import Cells, as_text
from nominations.adapters.workbook.dates import Understood, read_date
from nominations.adapters.workbook.folding import fold
from nominations.adapters.workbook.form_headings import under_label
from nominations.adapters.workbook.grid import CellValue
from nominations.adapters.workbook.identity import Identity, read_identity
from nominations.adapters.workbook.meanings import Meaning
from nominations.adapters.workbook.notes import Notes
from nominations.adapters.workbook.report import Field, FindingClass

_OLDEST_YEARS = 120
_YOUNGEST_YEARS = 5
_FEMALE = frozenset({"nu", "f", "female", "ba", "gai"})
_MALE = frozenset({"nam", "m", "male", "ong", "trai"})
_MARK = re.compile(r"[x×✓✔v+1*]|co", re.IGNORECASE)
_GENDER_NAMES = {"male": "nam", "female": "nữ"}
_REMARKS = {
    FindingClass.DATE_AS_TEXT: "Ngày viết dạng chữ; hiểu là {date}.",
    FindingClass.DATE_AS_NUMBER: "Ô là số thứ tự ngày của Excel; hiểu là {date}.",
    FindingClass.YEAR_AS_DATE: "Ô định dạng ngày nhưng gõ năm; hiểu là năm {date}.",
    FindingClass.SWAPPED_DATE: "Ngày và tháng bị đảo (kiểu Mỹ); hiểu là {date}. Hãy kiểm tra.",
}


@dataclass(slots=True)
class Birth:
    """What a row tells of a person's birth and gender."""

    born: Understood | None = None
    gender: str | None = None


@dataclass(slots=True)
class BirthReader:
    """Reads the columns for birth, gender and identity number."""

    cells: Cells
    notes: Notes
    as_of: date

    def birth(self, row: int) -> Birth:
        """One column, or two for men and women, that carry years or marks."""
        birth = Birth()
        for meaning, column in self.cells.table.birth_columns:
            if meaning is Meaning.BORN:
                birth.born = self._date(row, column, Field.BORN)
            elif meaning is Meaning.GENDER:
                birth.gender = self._gender(row, column) or birth.gender
            else:
                self._gendered(row, column, meaning.value, birth)
        return birth

    def identity(self, row: int) -> tuple[Identity | None, int | None]:
        """The identity number, its lost zeros put back."""
        for column in self.cells.table.columns_of(Meaning.IDENTITY_NUMBER):
            value = self.cells.value(row, column, Field.IDENTITY_NUMBER)
            if isinstance(value, str):
                value = self.cells.line(row, column, Field.IDENTITY_NUMBER)
            return self._identity(row, column, value) if value != "" else None, column
        return None, None

    def compare(self, row: int, column: int | None, identity: Identity, birth: Birth) -> None:
        """The number tells year and gender of birth; they must be those of the row."""
        if birth.born is not None and identity.born_year not in (None, birth.born.year):
            sentence = f"Cho biết năm sinh {identity.born_year}, danh sách ghi {birth.born.year}; hãy kiểm tra."
            self._mismatch(row, column, sentence)
        if birth.gender is not None and identity.gender not in (None, birth.gender):
            told = _GENDER_NAMES[identity.gender or birth.gender]
            self._mismatch(row, column, f"Cho biết giới tính {told}, khác với danh sách; hãy kiểm tra.")

    def date(self, row: int, column: int, field: Field) -> Understood | None:
        """A date that must lie in the past."""
        return self._date(row, column, field)

    def _mismatch(self, row: int, column: int | None, sentence: str) -> None:
        field = Field.IDENTITY_NUMBER
        message = under_label(field, sentence)
        self.notes.warning(FindingClass.IDENTITY_MISMATCH, message, row=row, column=column, field=field)

    def _gendered(self, row: int, column: int, gender: str, birth: Birth) -> None:
        value = self.cells.value(row, column, Field.BORN)
        text = self.cells.line(row, column, Field.BORN) if value != "" else ""
        if not text:
            return
        if birth.gender is not None:
            message = under_label(Field.GENDER, "Cột Nam và cột Nữ đều có giá trị.")
            self.notes.error(FindingClass.INVALID_GENDER, message, row=row, column=column, field=Field.GENDER)
        birth.gender = gender
        if not _MARK.fullmatch(fold(text)):
            birth.born = self._date(row, column, Field.BORN)

    def _gender(self, row: int, column: int) -> str | None:
        text = self.cells.line(row, column, Field.GENDER)
        folded = fold(text)
        if not folded:
            return None
        if folded in _FEMALE or folded in _MALE:
            return "female" if folded in _FEMALE else "male"
        message = under_label(Field.GENDER, f"Không hiểu “{text}”. Hãy ghi Nam hoặc Nữ.")
        self.notes.error(FindingClass.INVALID_GENDER, message, row=row, column=column, field=Field.GENDER)
        return None

    def _date(self, row: int, column: int, field: Field) -> Understood | None:
        value = self.cells.value(row, column, field)
        if isinstance(value, str):
            value = self.cells.line(row, column, field)
        if value == "":
            return None
        understood = read_date(value)
        if understood is None:
            sentence = f"Không hiểu ngày “{as_text(value)[:30]}”. Hãy ghi dạng 31/12/1975 hoặc chỉ năm 1975."
            message = under_label(field, sentence)
            self.notes.error(FindingClass.INVALID_DATE, message, row=row, column=column, field=field)
            return None
        self._remark(row, column, field, understood)
        self._judge(row, column, field, understood)
        return understood

    def _remark(self, row: int, column: int, field: Field, understood: Understood) -> None:
        shown = f"{understood.day:%d/%m/%Y}" if understood.day is not None else str(understood.year)
        for change in understood.changes:
            note = self.notes.warning if change is FindingClass.SWAPPED_DATE else self.notes.normalised
            note(change, _REMARKS[change].format(date=shown), row=row, column=column, field=field)

    def _judge(self, row: int, column: int, field: Field, understood: Understood) -> None:
        latest = understood.day if understood.day is not None else date(understood.year, 1, 1)
        if latest > self.as_of:
            message = under_label(field, "Ngày ở tương lai. Hãy kiểm tra.")
            self.notes.error(FindingClass.IMPLAUSIBLE_DATE, message, row=row, column=column, field=field)
        elif field is Field.BORN and not _YOUNGEST_YEARS <= self.as_of.year - understood.year <= _OLDEST_YEARS:
            message = under_label(field, f"Năm {understood.year} không hợp lý. Hãy kiểm tra.")
            self.notes.warning(FindingClass.IMPLAUSIBLE_DATE, message, row=row, column=column, field=field)

    def _identity(self, row: int, column: int, value: CellValue) -> Identity | None:
        field = Field.IDENTITY_NUMBER
        identity = read_identity(value)
        if identity is None:
            sentence = "Phải có 12 chữ số (số CMND cũ: 9). Hãy nhập lại, để ô ở định dạng Văn bản (Text)."
            message = under_label(field, sentence)
            self.notes.error(FindingClass.INVALID_IDENTITY_NUMBER, message, row=row, column=column, field=field)
            return None
        if FindingClass.LEADING_ZERO in identity.changes:
            message = "Số bị mất số 0 ở đầu; đã thêm lại."
            self.notes.normalised(FindingClass.LEADING_ZERO, message, row=row, column=column, field=field)
        if identity.is_old:
            message = under_label(field, "Đây là số CMND 9 số; hãy thay bằng số CCCD 12 số nếu có.")
            self.notes.warning(FindingClass.INVALID_IDENTITY_NUMBER, message, row=row, column=column, field=field)
        return identity

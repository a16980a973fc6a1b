"""Which award a row proposes: its own cell or marked column, else its group's heading, else what the sender
stated.
"""

import re
from dataclasses import dataclass

from contracts.vocabulary import SubjectKind
from nominations.adapters.workbook.awards import Ambiguous, Awards, Recognised, Unrecognised
from nominations.adapters.workbook.cells import Cells
from nominations.adapters.workbook.folding import fold
from nominations.adapters.workbook.groups import Groups
from nominations.adapters.workbook.meanings import Meaning
from nominations.adapters.workbook.notes import Notes
from nominations.adapters.workbook.people import KIND_NAMES
from nominations.adapters.workbook.report import Field, FindingClass

_MARK = re.compile(r"[x×✓✔v+1*]|co|de nghi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Proposed:
    """An award as written somewhere, and the column it was written in."""

    text: str
    column: int | None


@dataclass(slots=True)
class AwardReader:
    """Reads the award of one row after the other."""

    cells: Cells
    notes: Notes
    awards: Awards
    award_code: str | None
    title_award: str | None

    def award(self, row: int, kind: SubjectKind | None, groups: Groups) -> str | None:
        """The award's code; None with an error noted."""
        proposed = self._written(row)
        if len(proposed) > 1:
            message = "Dòng đề nghị nhiều hình thức. Mỗi hình thức phải ở một dòng riêng."
            self._error(FindingClass.SEVERAL_AWARDS, message, row, proposed[1].column)
            return None
        if proposed:
            return self._resolved(row, proposed[0], kind)
        return self._from_around(row, kind, groups)

    def _written(self, row: int) -> list[_Proposed]:
        """Cells under award headings, each award once; marks under headings that are awards."""
        table = self.cells.table
        found = [
            _Proposed(text, column)
            for column in table.columns_of(Meaning.AWARD)
            if (text := self.cells.line(row, column, Field.AWARD))
        ]
        for column in table.award_marks:
            if text := self.cells.line(row, column.number, Field.AWARD):
                is_mark = bool(_MARK.fullmatch(fold(text)))
                found.append(_Proposed(column.award_text if is_mark else text, column.number))
        if len(found) < 2:
            return found
        return list({self._identity(proposed.text): proposed for proposed in found}.values())

    def _identity(self, text: str) -> str:
        resolution = self.awards.resolve(text)
        return resolution.code if isinstance(resolution, Recognised) else fold(text)

    def _from_around(self, row: int, kind: SubjectKind | None, groups: Groups) -> str | None:
        if groups.award_text is not None:
            message = f"Lấy hình thức khen thưởng theo tiêu đề nhóm: “{groups.award_text}”."
            self.notes.normalised(FindingClass.AWARD_FROM_HEADING, message, row=row, field=Field.AWARD)
            return self._resolved(row, _Proposed(groups.award_text, None), kind)
        if self.award_code is not None:
            return self._checked(row, self.award_code, kind, None)
        if self.title_award is not None:
            message = f"Lấy hình thức khen thưởng theo tên danh sách: “{self.title_award}”. Hãy kiểm tra."
            self.notes.warning(FindingClass.AWARD_FROM_HEADING, message, row=row, field=Field.AWARD)
            return self._resolved(row, _Proposed(self.title_award, None), kind)
        table = self.cells.table
        columns = table.columns_of(Meaning.AWARD) or table.columns_of(Meaning.AWARD_MARK)
        message = "Thiếu hình thức khen thưởng hoặc danh hiệu đề nghị."
        self._error(FindingClass.MISSING_AWARD, message, row, columns[0] if columns else None)
        return None

    def _resolved(self, row: int, proposed: _Proposed, kind: SubjectKind | None) -> str | None:
        match self.awards.resolve(proposed.text, kind):
            case Recognised(code=code):
                return self._recognised(row, proposed, code, kind)
            case Ambiguous(question=question):
                message = f"“{proposed.text}” chưa rõ cấp: {question}"
                self._error(FindingClass.AMBIGUOUS_AWARD, message, row, proposed.column)
            case Unrecognised():
                self._unrecognised(row, proposed)
        return None

    def _recognised(self, row: int, proposed: _Proposed, code: str, kind: SubjectKind | None) -> str | None:
        if proposed.column is not None and not self.awards.is_official(proposed.text, code):
            name = self.awards.name(code)
            message = f"“{proposed.text}” được hiểu là {name}."
            field = Field.AWARD
            self.notes.normalised(FindingClass.AWARD_SPELLING, message, row=row, column=proposed.column, field=field)
        return self._checked(row, code, kind, proposed.column)

    def _unrecognised(self, row: int, proposed: _Proposed) -> None:
        if self.awards.several(proposed.text):
            message = "Ô có nhiều hình thức khen thưởng. Mỗi hình thức phải ở một dòng riêng."
            self._error(FindingClass.SEVERAL_AWARDS, message, row, proposed.column)
            return
        message = f"Không nhận ra hình thức khen thưởng “{proposed.text[:60]}”. Hãy ghi đúng tên theo danh mục."
        self._error(FindingClass.UNKNOWN_AWARD, message, row, proposed.column)

    def _checked(self, row: int, code: str, kind: SubjectKind | None, column: int | None) -> str | None:
        """Whom an award honours and whether anybody may decide it on the day: the rulebook's rows, law.md §2."""
        if kind is not None and not self.awards.honours(code, kind):
            message = f"{self.awards.name(code)} không dành cho {KIND_NAMES[kind]}."
            self._error(FindingClass.WRONG_KIND_FOR_AWARD, message, row, column)
        if not self.awards.is_in_force(code):
            day = f"{self.awards.as_of:%d/%m/%Y}"
            message = f"{self.awards.name(code)}: không cấp nào còn thẩm quyền quyết định vào ngày {day}."
            self._error(FindingClass.AWARD_NOT_IN_FORCE, message, row, column)
        return code

    def _error(self, kind: FindingClass, message: str, row: int, column: int | None) -> None:
        self.notes.error(kind, message, row=row, column=column, field=Field.AWARD)

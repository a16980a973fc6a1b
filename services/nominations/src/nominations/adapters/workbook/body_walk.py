"""The rows below a header, one after the other: data are read; hidden rows, totals and signatures are left
out, and said so.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

from contracts.vocabulary import SubjectKind
from nominations.adapters.workbook import totals
from nominations.adapters.workbook.awards import Awards
from nominations.adapters.workbook.duplicates import Entry
from nominations.adapters.workbook.grid import Grid
from nominations.adapters.workbook.groups import Groups
from nominations.adapters.workbook.lines import Line, LineKind, classify, has_number
from nominations.adapters.workbook.meanings import Meaning
from nominations.adapters.workbook.notes import Notes
from nominations.adapters.workbook.report import Field, FindingClass, LeftOut, Told
from nominations.adapters.workbook.subject_reader import Told as ToldOfTable
from nominations.adapters.workbook.tables import Table

Counts = Counter[SubjectKind | None]


class ReadsRows(Protocol):
    """What makes values of a row: of a list of nominations, or of one of earlier awards."""

    def read(self, row: int, told: ToldOfTable) -> dict[Field, str]: ...


@dataclass(slots=True)
class SheetState:
    """What one table hands on to the next on its sheet: a header repeated for printing does not end a group."""

    groups: Groups = field(default_factory=Groups)
    counted: Counts = field(default_factory=Counter)
    since_total: Counts = field(default_factory=Counter)
    entries: list[Entry] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    answered: dict[int, dict[str, Told]] = field(default_factory=dict)
    """What rows answer to fields of the form, by row."""


@dataclass(slots=True)
class BodyWalk:
    """Walks one table. After a total only numbered rows are data; after a signature nothing is."""

    grid: Grid
    table: Table
    awards: Awards
    notes: Notes
    reader: ReadsRows
    told: ToldOfTable
    state: SheetState
    totalled: bool = False
    signed: bool = False

    def run(self) -> None:
        hidden = self.grid.anatomy.hidden_rows
        for row in range(self.table.first_body_row, self.table.last_row + 1):
            line = classify(self.grid, self.table, row, self.awards)
            if line.kind is LineKind.BLANK:
                continue
            if row in hidden:
                self._hidden(line)
            elif self.signed:
                self._after_signature(line)
            else:
                self._line(line)

    def _line(self, line: Line) -> None:
        match line.kind:
            case LineKind.DATA if self.totalled and not has_number(self.table, self.grid.rows[line.row - 1]):
                self._text(line)
            case LineKind.DATA:
                self._data(line.row)
            case LineKind.GROUP:
                self._group(line)
            case LineKind.TOTAL:
                self._total(line)
            case LineKind.SIGNATURE:
                self._signature(line)
            case LineKind.TEXT:
                self._text(line)
            case LineKind.BLANK:
                return

    def _data(self, row: int) -> None:
        self.totalled = False
        values = self.reader.read(row, self.told)
        numbers = self.table.columns_of(Meaning.IDENTITY_NUMBER)
        entry = Entry(self.notes, row, self.table.name_columns[0], numbers[0] if numbers else None, values)
        self.state.entries.append(entry)
        kind = entry.subject_kind
        self.state.counted[kind] += 1
        self.state.since_total[kind] += 1

    def _group(self, line: Line) -> None:
        self.totalled = False
        group = self.state.groups.enter(line.row, line.text, line.numbering, self.awards)
        if group.is_place:
            message = (
                f"Dòng này được hiểu là tên nhóm (đơn vị) của các dòng dưới: “{group.text}”; không nhập thành hồ sơ."
            )
            self.notes.warning(FindingClass.GROUP_HEADING, message, row=line.row)
        self._leave_out(line.row, FindingClass.GROUP_HEADING)

    def _total(self, line: Line) -> None:
        message = f"Dòng tổng cộng, không nhập: “{line.text[:80]}”."
        self.notes.warning(FindingClass.TOTAL_ROW, message, row=line.row)
        disagreement = totals.disagreement(line.text, [self.state.since_total, self.state.counted])
        if disagreement is not None:
            self.notes.warning(FindingClass.TOTAL_MISMATCH, f"{disagreement}; hãy kiểm tra.", row=line.row)
        self.state.since_total.clear()
        self.totalled = True
        self._leave_out(line.row, FindingClass.TOTAL_ROW)

    def _signature(self, line: Line) -> None:
        self.signed = True
        message = f"Từ dòng này là phần chữ ký, nơi nhận; không nhập: “{line.text[:80]}”."
        self.notes.warning(FindingClass.SIGNATURE, message, row=line.row)
        self._leave_out(line.row, FindingClass.SIGNATURE)

    def _after_signature(self, line: Line) -> None:
        if line.kind is LineKind.DATA and has_number(self.table, self.grid.rows[line.row - 1]):
            message = "Dòng có dữ liệu nằm dưới phần chữ ký, không nhập. Nếu là hồ sơ, hãy chuyển lên trên."
            self.notes.warning(FindingClass.AFTER_SIGNATURE, message, row=line.row)
            self._leave_out(line.row, FindingClass.AFTER_SIGNATURE)
        else:
            self._leave_out(line.row, FindingClass.SIGNATURE)

    def _hidden(self, line: Line) -> None:
        message = "Dòng bị ẩn, không nhập. Nếu cần nhập, hãy bỏ ẩn (hoặc bỏ lọc) rồi tải lại."
        self.notes.warning(FindingClass.HIDDEN_ROW, message, row=line.row)
        self._leave_out(line.row, FindingClass.HIDDEN_ROW)

    def _text(self, line: Line) -> None:
        message = f"Dòng chữ không phải hồ sơ, không nhập: “{line.text[:80]}”. Nếu là hồ sơ, hãy ghi số thứ tự và tên."
        self.notes.warning(FindingClass.TEXT_ROW, message, row=line.row)
        self._leave_out(line.row, FindingClass.TEXT_ROW)

    def _leave_out(self, row: int, reason: FindingClass) -> None:
        self.state.left_out.append(LeftOut(row=row, reason=reason))

"""What stands above and around a table: the list's title, the heading of its names, the sheet's name."""

import re
from collections.abc import Iterator

from contracts.vocabulary import SubjectKind
from nominations.adapters.workbook.awards import Awards
from nominations.adapters.workbook.cell_text import clean, one_line
from nominations.adapters.workbook.folding import fold
from nominations.adapters.workbook.grid import Grid
from nominations.adapters.workbook.people import only_kind_in
from nominations.adapters.workbook.tables import Table

_BEFORE_AWARD = re.compile(r".*?\b(?:khen thưởng|đề nghị|xét|tặng|danh hiệu|hình thức|danh sách)\b:?\s*", re.IGNORECASE)
_AFTER_AWARD = re.compile(r"\s*(?:\(|\b(?:năm|đợt|cho|đối với|kèm)\b).*", re.IGNORECASE)


def kind_of(grid: Grid, table: Table, first_table: Table) -> SubjectKind | None:
    """The one kind that the name column's heading, the title or the sheet's name mentions."""
    headings = [column.heading for column in table.columns if column.number in table.name_columns]
    titles = list(title_texts(grid, first_table))
    for text in (*headings, *reversed(titles), grid.name):
        if (kind := only_kind_in(text)) is not None:
            return kind
    is_person = any(re.search(r"\bho (va )?(dem |chu dem va )?ten\b|\bho va\b", fold(text)) for text in headings)
    return SubjectKind.INDIVIDUAL if is_person else None


def award_of(grid: Grid, first_table: Table, awards: Awards) -> str | None:
    """The award that the title of the list names: `Danh sách đề nghị tặng Bằng khen của Chủ tịch UBND tỉnh`."""
    for title in title_texts(grid, first_table):
        rest: str | None = title
        while rest:
            wording = _AFTER_AWARD.sub("", rest)
            if (award := awards.of_heading(wording)) is not None:
                return award
            found = _BEFORE_AWARD.match(rest)
            rest = rest[found.end() :] if found is not None else None
    return None


def title_texts(grid: Grid, first_table: Table) -> Iterator[str]:
    """The texts above the first table, from above."""
    for values in grid.rows[: first_table.header.first_row - 1]:
        for value in values:
            if isinstance(value, str) and value.strip():
                yield one_line(clean(value).text)

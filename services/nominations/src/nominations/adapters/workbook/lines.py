"""What each row below the headings is: data, the heading of a group, a total, a signature, or mere text."""

import re
from dataclasses import dataclass
from enum import StrEnum

from nominations.adapters.workbook.awards import Awards
from nominations.adapters.workbook.cell_text import clean, one_line
from nominations.adapters.workbook.folding import fold
from nominations.adapters.workbook.grid import CellValue, Grid
from nominations.adapters.workbook.meanings import Meaning
from nominations.adapters.workbook.people import looks_like_person
from nominations.adapters.workbook.tables import Table


class LineKind(StrEnum):
    """The kinds of rows."""

    BLANK = "blank"
    DATA = "data"
    GROUP = "group"
    TOTAL = "total"
    SIGNATURE = "signature"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A row and what it is; a group's or total's words, and the style of its numbering."""

    row: int
    kind: LineKind
    text: str = ""
    numbering: str = ""


_TOTAL = re.compile(
    r"(tổng|tong)( cộng| số| cong(?! ty)| so)?\s*($|[:(=]|\d|(tập thể|cá nhân|hộ|người|các|toàn|danh sách))"
    r"|(tổng cộng|tổng số|tong cong(?! ty)|tong so)\b"
    r"|cộng\s*($|[:(=]|\d|(tập thể|cá nhân|hộ|chung|toàn|danh sách))|cong\s*:"
    r"|\(?\s*(ấn định|an dinh)\b|\(?\s*(danh sách|bảng|biểu)( này| trên)?,? (có|gồm)\b",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(nguoi|can bo) (lap|tong hop|ghi)\b|(lap bieu|nguoi lap|noi nhan|thu truong|ky ten|ky ghi ro"
    r"|ky va ghi ro|dong dau)\b"
    r"|xac nhan cua\b|duyet cua\b|t ?m (uy ban|ubnd|hoi dong|ban|dang uy|tap the)\b|(k ?t|t ?l"
    r"|t ?u ?q) (chu tich|giam doc|truong|thu truong|bi thu)\b"
    r"|(.{0,40} )?ngay( \d{1,2})? thang( \d{1,2})? nam( \d{2,4})?$"
    r"|(chu tich|pho chu tich|giam doc|pho giam doc|hieu truong|truong phong|chanh van phong"
    r"|bi thu)( hoi dong| ubnd| uy ban nhan dan)?$"
)
_ROMAN = re.compile(r"[IVXLC]+")
_ENUMERATOR = re.compile(r"\s*([IVXLC]+|[A-Z]|[a-z]|\d+(?:\.\d+)*)\s*[.)/:\-–]\s*|\s*([*\-+•])\s*")
_NUMBER = re.compile(r"\d+\s*[.)]?")
_KIND_WORDS = re.compile(r"\b(tap the|ca nhan|ho gia dinh|gia dinh|cac ho)\b")
_FILLERS = frozenset(
    re.findall(
        r"\w+",
        """
    danh sach cac doi voi cho khen thuong de nghi tang gom co so luong tong va nguoi tieu bieu xuat sac duoc
    hinh thuc hieu nam la phan ho tuong xet trong do dot khoi muc
""",
    )
)
_LONGEST_SIGNATURE = 90


def classify(grid: Grid, table: Table, row: int, awards: Awards) -> Line:
    """Tell what the row is, from its own cells alone."""
    values = grid.rows[row - 1]
    ordinal = _ordinal(table, values)
    if isinstance(ordinal, float) and _has(values, table.name_columns[0]):
        return _numbered(row, table, values)
    filled = {column: value for column, value in enumerate(values, start=1) if not _is_blank(value)}
    if not filled or _only_number(ordinal, len(filled)):
        return Line(row, LineKind.BLANK)
    is_named = any(column in filled or (row, column) in grid.anatomy.formulas for column in table.name_columns)
    if _is_number(ordinal):
        return _numbered(row, table, values) if is_named else Line(row, LineKind.DATA)
    return _unnumbered(grid, table, row, filled, awards)


def has_number(table: Table, values: list[CellValue]) -> bool:
    """Tell whether the row carries a running number."""
    return _is_number(_ordinal(table, values))


def _numbered(row: int, table: Table, values: list[CellValue]) -> Line:
    """A numbered row with a name is data, unless the name only says whom the rows below are."""
    if len(values) - values.count("") <= 1 + len(table.name_columns):
        name = " ".join(_text(values[column - 1]) for column in table.name_columns if _has(values, column))
        if _names_kind_only(fold(name)):
            return Line(row, LineKind.GROUP, name, "1")
    return Line(row, LineKind.DATA)


def _unnumbered(grid: Grid, table: Table, row: int, filled: dict[int, CellValue], awards: Awards) -> Line:
    texts = {column: _text(value) for column, value in filled.items()}
    first = next(iter(texts.values()))
    if (
        _NUMBER.fullmatch(first)
        and len(texts) > 1
        and not _is_number(first if table.columns_of(Meaning.ORDINAL) else "")
    ):
        first = list(texts.values())[1]
    if _TOTAL.match(first):
        return Line(row, LineKind.TOTAL, " ".join(texts.values()))
    if _is_signature(list(texts.values())):
        return Line(row, LineKind.SIGNATURE, first)
    group = _group(grid, table, row, texts, awards)
    return group or Line(row, LineKind.DATA if _is_data(table, texts) else LineKind.TEXT, first)


def _group(grid: Grid, table: Table, row: int, texts: dict[int, str], awards: Awards) -> Line | None:
    words = [text for text in texts.values() if not _NUMBER.fullmatch(text)]
    numbering, text = _enumerator(words)
    is_merged = any(merge.last_column - merge.first_column >= 2 for merge in grid.merges_by_row.get(row, ()))
    has_more = len(words) > (2 if numbering and words[0] != text and _ROMAN_OR_LETTER.fullmatch(words[0]) else 1)
    if has_more or not text:
        return None
    folded = fold(text)
    says_something = _names_kind_only(folded) or awards.of_heading(text) is not None
    if says_something or (numbering and not _NUMBER.fullmatch(numbering)) or is_merged:
        return Line(row, LineKind.GROUP, text, _style(numbering))
    stands_alone = len(texts) == 1 and not looks_like_person(text) and next(iter(texts)) in table.name_columns
    return Line(row, LineKind.GROUP, text, _style(numbering)) if stands_alone else None


_ROMAN_OR_LETTER = re.compile(r"([IVXLC]+|[A-Za-z])[.)]?")


def _enumerator(words: list[str]) -> tuple[str, str]:
    """The numbering before a group's words, in its own cell or in front of them."""
    if len(words) >= 2 and _ROMAN_OR_LETTER.fullmatch(words[0]):
        return words[0].rstrip(".)"), words[1]
    if not words:
        return "", ""
    found = _ENUMERATOR.match(words[0])
    if found is None:
        return "", words[0]
    return (found.group(1) or found.group(2)), words[0][found.end() :]


def _style(numbering: str) -> str:
    """Groups of one style stand on one level: I II III, A B C, 1 2 3, a b c."""
    if not numbering or not numbering[0].isalnum():
        return numbering
    if numbering[0].isdigit():
        return "1" + ".1" * numbering.count(".")
    if _ROMAN.fullmatch(numbering) and numbering not in ("C", "L"):
        return "I"
    return "A" if numbering.isupper() else "a"


def _names_kind_only(folded: str) -> bool:
    """`Tập thể: 05`, `Danh sách cá nhân đề nghị khen thưởng`."""
    if not _KIND_WORDS.search(folded):
        return False
    rest = re.findall(r"[a-z]+", _KIND_WORDS.sub(" ", folded))
    return all(word in _FILLERS for word in rest)


def _is_signature(texts: list[str]) -> bool:
    if len(texts) > 4 or any(len(text) > _LONGEST_SIGNATURE for text in texts):
        return False
    return any(_SIGNATURE.match(" ".join(re.findall(r"[a-z0-9]+", fold(text)))) for text in texts)


def _is_data(table: Table, texts: dict[int, str]) -> bool:
    """A row without a number is data when it has a name and more, a person's name alone, or several known cells."" """
    known = {
        column.number for column in table.columns if column.meaning not in (None, Meaning.ORDINAL, Meaning.NOT_USED)
    }
    filled = known & texts.keys()
    named = filled & set(table.name_columns)
    if not named:
        return len(filled) >= 2
    return len(filled) > len(named) or all(looks_like_person(texts[column]) for column in named)


def _ordinal(table: Table, values: list[CellValue]) -> CellValue:
    columns = table.columns_of(Meaning.ORDINAL)
    return values[columns[0] - 1] if columns and columns[0] <= len(values) else ""


def _is_number(ordinal: CellValue) -> bool:
    if isinstance(ordinal, bool):
        return False
    return isinstance(ordinal, int | float) or (isinstance(ordinal, str) and bool(_NUMBER.fullmatch(ordinal.strip())))


def _only_number(ordinal: CellValue, filled: int) -> bool:
    """The spare numbered rows of a form."""
    return filled == 1 and _is_number(ordinal)


def _has(values: list[CellValue], column: int) -> bool:
    return column <= len(values) and not _is_blank(values[column - 1])


def _is_blank(value: CellValue) -> bool:
    return value == "" or (isinstance(value, str) and not value.strip("\u00a0\u200b \t\r\n"))


def _text(value: CellValue) -> str:
    if isinstance(value, str):
        return one_line(clean(value).text)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

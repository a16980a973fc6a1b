"""Headings of a list of earlier awards: what the list of nominations does not ask for, or calls otherwise."""

import re
from dataclasses import replace

from nominations.adapters.workbook.folding import fold
from nominations.adapters.workbook.meanings import Meaning, meaning_of
from nominations.adapters.workbook.tables import Table, TableColumn

_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_BORN = re.compile(r"\bsinh\b")
# The word for year folds to the same letters as the word for male.
_YEAR = re.compile(r"^\W*năm\b", re.IGNORECASE)
_YEAR_ALSO = re.compile(r"nam hoc|nien do|nam cong tac|thoi gian (khen|dat|cong nhan).*")
_HEADINGS = (
    (Meaning.ISSUING_BODY, r"(co quan|cap|don vi|noi|nguoi|chuc danh)( .*)? (ban hanh|ky|quyet dinh|qd|cap|khen.*|tang"
     r"|cong nhan|ra quyet dinh)( .*)?|tham quyen( .*)?|cap (quyet dinh|khen.*)"),
    (Meaning.DECIDED_ON, r"ngay( thang)?( nam)?( ky| ban hanh| cap| ra| quyet dinh| qd| khen.*| cong nhan| van ban)*"),
    (Meaning.DECISION_NUMBER, r"(so|so ky hieu|so hieu|so va ky hieu)( cua)?( quyet dinh| qd| van ban| ngay.*)( .*)?"
     r"|(quyet dinh|qd)( so| khen.*)?( .*)?|so (ky )?hieu( .*)?"),
)  # fmt: skip
_COMPILED = tuple((meaning, re.compile(pattern)) for meaning, pattern in _HEADINGS)
_MAY_REPEAT = (None, Meaning.AWARD, Meaning.AWARD_MARK, Meaning.NOT_USED)


def meaning(heading: str) -> Meaning | None:
    """What a heading means in a list of earlier awards."""
    return past_meaning(heading) or _awarded(meaning_of(heading))


def past_meaning(heading: str) -> Meaning | None:
    """What a heading means in a list of earlier awards; None where it means what it means elsewhere."""
    own = heading.rpartition(" › ")[2]
    folded = _PUNCTUATION.sub(" ", fold(heading)).strip()
    if _BORN.search(folded):
        return None
    if _YEAR.match(own) or _YEAR_ALSO.fullmatch(folded):
        return Meaning.YEAR
    for meaning, pattern in _COMPILED:
        if pattern.fullmatch(folded) or pattern.fullmatch(_PUNCTUATION.sub(" ", fold(own)).strip()):
            return meaning
    return None


def as_past(table: Table) -> Table:
    """The table with its columns as a list of earlier awards means them; the first of each meaning counts."""
    columns: list[TableColumn] = []
    repeated: list[TableColumn] = []
    for column in sorted([*table.columns, *table.repeated], key=lambda each: each.number):
        meant = replace(column, meaning=past_meaning(column.heading) or _awarded(column.meaning))
        is_second = meant.meaning not in _MAY_REPEAT and any(each.meaning is meant.meaning for each in columns)
        (repeated if is_second else columns).append(meant)
    return replace(table, columns=tuple(columns), repeated=tuple(repeated))


def _awarded(meaning: Meaning | None) -> Meaning | None:
    """`Danh hiệu đã đạt` is a remark in a list of nominations, and the matter itself here."""
    return Meaning.AWARD if meaning is Meaning.PAST_AWARDS else meaning

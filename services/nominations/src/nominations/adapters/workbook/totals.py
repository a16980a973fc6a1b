"""Does a total row say as many as the rows above it? Units count by hand, and forget the row they added last."""

import re
from collections import Counter

from contracts.vocabulary import SubjectKind
from nominations.adapters.workbook.people import KIND_NAMES

_COUNTED = re.compile(r"(\d{1,6})\s*(tập thể|cá nhân|hộ gia đình|hộ|người|trường hợp)", re.IGNORECASE)
_FIRST_NUMBER = re.compile(r"^\D*?(\d{1,6})(?![\d.,]*\d)")
_KINDS = {
    "tập thể": SubjectKind.COLLECTIVE,
    "cá nhân": SubjectKind.INDIVIDUAL,
    "người": SubjectKind.INDIVIDUAL,
    "hộ gia đình": SubjectKind.HOUSEHOLD,
    "hộ": SubjectKind.HOUSEHOLD,
}


def disagreement(text: str, counts: list[Counter[SubjectKind | None]]) -> str | None:
    """What the total says and what was counted, in Vietnamese; None when they agree or the text counts something else.

    `counts` are the ways in which it may have been counted: since the last total, and from the beginning.
    """
    if "đồng" in text.lower() or "tiền" in text.lower():
        return None
    counted = [(int(number), _KINDS.get(word.lower())) for number, word in _COUNTED.findall(text)]
    if not counted:
        first = _FIRST_NUMBER.match(text)
        counted = [(int(first.group(1)), None)] if first is not None else []
    for stated, kind in counted:
        if stated not in [_of_kind(count, kind) for count in counts]:
            whom = "" if kind is None else f" {KIND_NAMES[kind]}"
            return f"Dòng tổng ghi {stated}{whom}, nhưng đếm được {_of_kind(counts[-1], kind)}"
    return None


def _of_kind(count: Counter[SubjectKind | None], kind: SubjectKind | None) -> int:
    return count.total() if kind is None else count[kind]

"""Names as people write them: folded for search, bare of the kind word, and dates as shown.

Folding makes NFC and NFD, upper and lower case, and any diacritics equal; it finds and never shows.
"""

import re
import unicodedata
from datetime import date

from directory.units import Unit

_KIND_WORDS = (
    "tinh", "thanh pho", "thi xa", "huyen", "quan", "phuong", "xa", "thi tran",
)  # fmt: skip
_ABBREVIATIONS = {
    "p": "phuong",
    "x": "xa",
    "tt": "thi tran",
    "tx": "thi xa",
    "tp": "thanh pho",
    "h": "huyen",
    "t": "tinh",
}
_OFFICES = re.compile(r"^(?:uy ban nhan dan|ubnd|hdnd va ubnd|dang uy|ban chi huy quan su)\s+")
_NOT_ALPHANUMERIC = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Lower case, no diacritics, single spaces for punctuation: 'Phường  Phố Hiến' → 'phuong pho hien'."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _NOT_ALPHANUMERIC.sub(" ", letters).strip()


def written_name(text: str) -> str:
    """Fold a name as units write it, without office, kind word spelled out: 'UBND P. X' → 'phuong x'."""
    folded = _OFFICES.sub("", fold(text))
    first, separator, rest = folded.partition(" ")
    return f"{_ABBREVIATIONS.get(first, first)}{separator}{rest}"


def bare_name(text: str) -> str:
    """Fold a name and drop its kind word: 'Phường Phố Hiến' → 'pho hien'."""
    folded = written_name(text)
    for word in _KIND_WORDS:
        if folded.startswith(f"{word} "):
            return folded.removeprefix(f"{word} ")
    return folded


def period_text(unit: Unit) -> str:
    """Say in Vietnamese from when to when a unit is in force; what no source states is 'không rõ'."""
    return f"từ {_day(unit.valid_from)} {_last_day(unit)}"


def _last_day(unit: Unit) -> str:
    if unit.gone_by is not None:
        return f"đến không rõ (không còn vào {_day(unit.gone_by)})"
    return "đến nay" if unit.valid_to is None else f"đến {_day(unit.valid_to)}"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "không rõ"

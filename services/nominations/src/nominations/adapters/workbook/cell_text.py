"""Text of a cell as people meant it: Unicode, composed, without invisible letters; every change is named."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from nominations.adapters.workbook import legacy_fonts
from nominations.adapters.workbook.legacy_fonts import Encoding
from nominations.adapters.workbook.report import FindingClass


@dataclass(frozen=True, slots=True)
class Hint:
    """What is known of a cell beside its letters: its font, and how the rest of its column was typed."""

    font: str | None = None
    column: Encoding | None = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text, and what was done to it. `is_guess` where another reading would have made sense too."""

    text: str
    changes: tuple[FindingClass, ...] = ()
    is_guess: bool = False


PLAIN = Hint()
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
_LOOKALIKE = re.compile("[ÐðƉɖ]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]|[\x00-\x08\x0e-\x1b\x7f]"
)
_WIDE_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_MOJIBAKE = re.compile("á[º»]|[ÃÄÆÂ].")
_CARRIAGE_RETURN = "_x000D_"
_GARBLED = re.compile("[\u00a1-\u00a6\u00a8-\u00aa\u00ac\u00ae\u00af\u00b4-\u00b6\u00b8-\u00ba\u00be\u00bf\ufffd]")


@lru_cache(maxsize=65_536)
def clean(raw: str, hint: Hint = PLAIN) -> Cleaned:
    """Bring the text to composed Unicode with single spaces; lines stay lines."""
    if raw.isascii() and raw.isprintable():
        return Cleaned(" ".join(raw.split()).replace(_CARRIAGE_RETURN, ""))
    changes: list[FindingClass] = []
    text, is_guess = _unicode(raw.replace(_CARRIAGE_RETURN, ""), hint, changes)
    for change, revised in ((FindingClass.LOOKALIKE, _without_lookalikes), (FindingClass.INVISIBLE, _visible)):
        text, before = revised(text), text
        if text != before:
            changes.append(change)
    if _GARBLED.search(text):
        changes.append(FindingClass.GARBLED)
    return Cleaned(_single_spaced(text), tuple(changes), is_guess)


def one_line(text: str) -> str:
    """Join the lines of a cell that can hold one thing only."""
    return " ".join(text.split()) if "\n" in text else text


def _unicode(raw: str, hint: Hint, changes: list[FindingClass]) -> tuple[str, bool]:
    repaired = _repaired_mojibake(raw)
    if repaired is not None:
        changes.append(FindingClass.MOJIBAKE)
        return unicodedata.normalize("NFC", repaired), False
    encoding, is_guess = _encoding(raw, hint)
    if encoding is Encoding.UNICODE:
        composed = unicodedata.normalize("NFC", raw)
        if composed != raw:
            changes.append(FindingClass.NFD)
        return composed, False
    changes.append(FindingClass(encoding.value))
    text = legacy_fonts.read(raw, encoding)
    shown_as_capitals = hint.font is not None and legacy_fonts.is_capital_font(hint.font)
    return text.upper() if shown_as_capitals else text, is_guess


def _encoding(raw: str, hint: Hint) -> tuple[Encoding, bool]:
    diagnosis = legacy_fonts.diagnose(raw)
    by_font = legacy_fonts.encoding_of_font(hint.font) if hint.font else None
    if by_font in diagnosis.possible and by_font is not None:
        return by_font, False
    if diagnosis.certain is not None:
        return diagnosis.certain, False
    if hint.column in diagnosis.possible and hint.column is not None:
        return hint.column, hint.column is not Encoding.UNICODE
    return Encoding.UNICODE, False


def _repaired_mojibake(raw: str) -> str | None:
    """UTF-8 that was once read as Windows-1252 (`Nguyá»…n`) turns back without loss; nothing else does."""
    if not _MOJIBAKE.search(raw):
        return None
    try:
        return b"".join(map(_windows_byte, raw)).decode()
    except UnicodeError:
        return None


def _windows_byte(letter: str) -> bytes:
    """Windows-1252, whose five unused bytes come through as control characters."""
    return bytes([ord(letter)]) if "\x80" <= letter <= "\x9f" else letter.encode("cp1252")


def _without_lookalikes(text: str) -> str:
    return text.translate(_LOOKALIKES) if _LOOKALIKE.search(text) else text


def _visible(text: str) -> str:
    return _WIDE_SPACE.sub(" ", _INVISIBLE.sub("", text))


def _single_spaced(text: str) -> str:
    if text.isprintable() and "  " not in text:
        return text.strip()
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)

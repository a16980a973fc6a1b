"""Text typed for the fonts of the 1990s: TCVN3 (.VnTime, .VnArial) and VNI (VNI-Times), brought to Unicode.

Such text is Latin-1 letters that only look right in their font. A cell is converted when its words become
Vietnamese syllables by it and were none before; where both readings are possible, the rest of the column decides.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from nominations.adapters.workbook.syllables import spelling_score


class Encoding(StrEnum):
    """How the letters of a cell are to be read."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What the letters alone say: one encoding, or several that all give Vietnamese words."""

    certain: Encoding | None
    possible: frozenset[Encoding]


_UNICODE_LETTER = re.compile("[\u0100-\u036f\u1e00-\u1eff]")

# TCVN 5712:1993, third set (VN3): the byte of each letter.
_TCVN3_LETTERS = {
    **dict(zip(range(0xA1, 0xA8), "ĂÂÊÔƠƯĐ", strict=True)),
    **dict(zip(range(0xA8, 0xAF), "ăâêôơưđ", strict=True)),
    **dict(zip(range(0xB5, 0xBA), "àảãáạ", strict=True)),
    **dict(zip((0xBB, 0xBC, 0xBD, 0xBE, 0xC6), "ằẳẵắặ", strict=True)),
    **dict(zip(range(0xC7, 0xCC), "ầẩẫấậ", strict=True)),
    **dict(zip((0xCC, 0xCE, 0xCF, 0xD0, 0xD1), "èẻẽéẹ", strict=True)),
    **dict(zip(range(0xD2, 0xD7), "ềểễếệ", strict=True)),
    **dict(zip((0xD7, 0xD8, 0xDC, 0xDD, 0xDE), "ìỉĩíị", strict=True)),
    **dict(zip((0xDF, 0xE1, 0xE2, 0xE3, 0xE4), "òỏõóọ", strict=True)),
    **dict(zip(range(0xE5, 0xEA), "ồổỗốộ", strict=True)),
    **dict(zip(range(0xEA, 0xEF), "ờởỡớợ", strict=True)),
    **dict(zip((0xEF, 0xF1, 0xF2, 0xF3, 0xF4), "ùủũúụ", strict=True)),
    **dict(zip(range(0xF5, 0xFA), "ừửữứự", strict=True)),
    **dict(zip(range(0xFA, 0xFF), "ỳỷỹýỵ", strict=True)),
}
_TCVN3 = {chr(byte): letter for byte, letter in _TCVN3_LETTERS.items()}

# VNI for Windows: a base letter, then a letter that stands for its marks.
_VNI_AFTER = {
    "a": dict(zip("ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ", strict=True)),
    "e": dict(zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True)),
    "o": dict(zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True)),
    "u": dict(zip("ùøûõï", "úùủũụ", strict=True)),
    "y": dict(zip("ùøûõ", "ýỳỷỹ", strict=True)),
    "ô": dict(zip("ùøûõï", "ớờởỡợ", strict=True)),
    "ö": dict(zip("ùøûõï", "ứừửữự", strict=True)),
}
_VNI_ALONE = dict(zip("íìæóòîñôö", "íìỉĩịỵđơư", strict=True))


@lru_cache(maxsize=65_536)
def diagnose(text: str) -> Diagnosis:
    """Say in which encodings the text reads as Vietnamese."""
    if text.isascii() or _UNICODE_LETTER.search(text):
        return _certainly(Encoding.UNICODE)
    readings = {
        encoding: reading
        for encoding in (Encoding.TCVN3, Encoding.VNI)
        if (reading := _converted(text, encoding)) is not None
    }
    spelt, words = spelling_score(text)
    scores = {encoding: spelling_score(reading)[0] for encoding, reading in readings.items()}
    if not scores or not words:
        return _certainly(Encoding.UNICODE)
    return _judge(scores, spelt, words)


def read(text: str, encoding: Encoding) -> str:
    """Bring the text to Unicode; text that the encoding cannot have made stays as it is."""
    converted = _converted(text, encoding)
    return text if converted is None else converted


def encoding_of_font(font: str) -> Encoding | None:
    """Tell the encoding by the font's name: `.VnTime`, `.VnArialH`, `VNI-Times`."""
    name = font.lower()
    if name.startswith(".vn"):
        return Encoding.TCVN3
    return Encoding.VNI if name.startswith("vni") else None


def is_capital_font(font: str) -> bool:
    """`.VnTimeH` and its like show small letters as capitals."""
    return font.startswith(".Vn") and font.endswith("H")


def _certainly(encoding: Encoding) -> Diagnosis:
    return Diagnosis(encoding, frozenset({encoding}))


def _judge(scores: dict[Encoding, int], spelt: int, words: int) -> Diagnosis:
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] - spelt >= max(1, words // 5) and scores[best] * 5 >= words * 4:
        return _certainly(best)
    others = {encoding for encoding, score in scores.items() if score == words}
    if not others:
        return _certainly(Encoding.UNICODE)
    return Diagnosis(None, frozenset({Encoding.UNICODE, *others}))


def _converted(text: str, encoding: Encoding) -> str | None:
    match encoding:
        case Encoding.UNICODE:
            return text
        case Encoding.TCVN3:
            return _from_tcvn3(text)
        case Encoding.VNI:
            return _from_vni(text)


def _from_tcvn3(text: str) -> str | None:
    if any(letter not in _TCVN3 and not _stands_alone(letter) for letter in text):
        return None
    return " ".join(map(_tcvn3_word, text.split(" ")))


def _tcvn3_word(word: str) -> str:
    """TCVN3 has no capital letters with a tone: in a word of capitals they were typed small."""
    converted = "".join(_TCVN3.get(letter, letter) for letter in word)
    plain = [letter for letter in word if letter.isascii() and letter.isalpha()]
    return converted.upper() if plain and all(letter.isupper() for letter in plain) and len(word) > 2 else converted


def _from_vni(text: str) -> str | None:
    letters: list[str] = []
    position = 0
    while position < len(text):
        base, mark = text[position], text[position + 1 : position + 2]
        after = _VNI_AFTER.get(base.lower(), {}).get(mark.lower())
        letter = after or _VNI_ALONE.get(base.lower()) or (base if _stands_alone(base) else None)
        if letter is None:
            return None
        letters.append(letter.upper() if base.isupper() else letter)
        position += 2 if after else 1
    return "".join(letters)


def _stands_alone(letter: str) -> bool:
    """Punctuation that means the same in every encoding: ASCII, spaces, degree and power signs, dashes and quotes."""
    return letter.isascii() or letter.isspace() or letter in "°±²³" or letter >= "\u2000"

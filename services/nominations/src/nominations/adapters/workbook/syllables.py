"""Is a word a possible Vietnamese syllable? Used to tell Unicode text from text in the fonts of the 1990s.

Onset, rhyme and tone after the standard orthography; a syllable that ends in c, ch, p or t carries sắc or nặng alone.
"""

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_CHECKED_TONES = {"\u0301", "\u0323"}
_ONSETS = (
    *("ngh", "ng", "nh", "gh", "gi", "kh", "ch", "ph", "qu", "th", "tr"),
    *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", ""),
)
_CAPITAL_CONSONANTS = re.compile("[BCDĐGHKLMNPQRSTVX]{2,}")
_RHYMES = frozenset(
    re.findall(
        r"\w+",
        """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo
    ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach
    oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong ooc oong
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc
    uôi uôm uôn uông uôt uơ up ut uy uya uych uynh uyên uyêt uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn
    ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ym yn ynh yp yt
""",
    )
)


@lru_cache(maxsize=16_384)
def is_syllable(word: str) -> bool:
    """Tell whether the word, in any case and Unicode form, is spelt as a Vietnamese syllable can be."""
    letters, tones = _without_tone(word)
    if len(tones) > 1 or (letters.endswith(("c", "ch", "p", "t")) and not set(tones) <= _CHECKED_TONES):
        return False
    return any(letters.startswith(onset) and letters[len(onset) :] in _RHYMES for onset in _ONSETS) or (
        letters == "gi" or (letters.startswith("gi") and "i" + letters[2:] in _RHYMES)
    )


def spelling_score(text: str) -> tuple[int, int]:
    """Count, among the words with a letter beyond ASCII, those that are syllables, and all of them."""
    words = [word.strip("\"'.,;:!?()[]/-0123456789") for word in text.split()]
    marked = [word for word in words if not word.isascii()]
    return sum(is_syllable(word) or _is_abbreviation(word) for word in marked), len(marked)


def _is_abbreviation(word: str) -> bool:
    """LĐTT, CSTĐCS: capitals without a vowel."""
    return bool(_CAPITAL_CONSONANTS.fullmatch(word))


def _without_tone(word: str) -> tuple[str, list[str]]:
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if mark in _TONES]
    toneless = "".join(mark for mark in decomposed if mark not in _TONES)
    return unicodedata.normalize("NFC", toneless), tones

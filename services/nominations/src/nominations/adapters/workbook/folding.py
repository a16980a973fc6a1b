"""Text without diacritics and case, for comparing. Same outcome as `chassis.folding`, ten times as fast: a list has
a hundred thousand cells."""

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile("[\u0300-\u036f]")
_STROKE = str.maketrans("đĐ", "dd")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Fold text for comparing: lower case, no marks, đ as d, white space single."""
    if text.isascii():
        return " ".join(text.lower().split())
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_STROKE)))
    return " ".join(bare.casefold().split())

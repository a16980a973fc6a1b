"""Text without diacritics and case, as people type it into a search field: `Nguyễn Thị Hường` → `nguyen thi huong`."""

import unicodedata

_STROKE = str.maketrans({"đ": "d", "Đ": "d"})


def fold(text: str) -> str:
    """Fold text for searching: lower case, no marks, đ as d, white space single."""
    decomposed = unicodedata.normalize("NFD", text.translate(_STROKE))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())

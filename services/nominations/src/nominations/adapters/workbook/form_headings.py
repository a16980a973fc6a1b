"""Headings that are those of the form, for what nobody but the form asks in a list."""

import re
from collections.abc import Mapping
from functools import cache

from nominations.adapters.workbook.folding import fold
from rulebook.forms import listed

# These many units ask in words of their own: `meanings` knows their spellings.
_KNOWN_BY_MANY_NAMES = frozenset(
    (
        *("subject_kind", "award_code", "name", "born", "gender", "identity", "position", "workplace"),
        *("deed_at", "discovered_by", "achievement"),
    )
)
_YEAR = re.compile(r"\b(19|20|21)[0-9]{2}\b")
_ANY_YEAR = "0000"
_PUNCTUATION = re.compile(r"[^a-z0-9]+")


def form_key(heading: str) -> str:
    """The key of the field that is asked under exactly this heading; "" for none. Spelling of letters aside."""
    known, year = _keys(), _YEAR.search(heading)
    key = known.get(_plain(_YEAR.sub(_ANY_YEAR, heading)), "")
    return f"{key}_{year[0]}" if key and year else key


@cache
def _keys() -> Mapping[str, str]:
    fields = [each for each in listed() if each.key not in _KNOWN_BY_MANY_NAMES]
    return {_plain(each.heading.format(year=_ANY_YEAR)): each.key for each in fields}


def _plain(heading: str) -> str:
    return _PUNCTUATION.sub(" ", fold(heading)).strip()

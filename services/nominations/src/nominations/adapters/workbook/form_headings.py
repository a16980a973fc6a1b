"""The form's own words in a list: headings for what nobody but the form asks, labels for what many ask."""

import re
from collections.abc import Mapping
from functools import cache

from nominations.adapters.workbook.folding import fold
from nominations.adapters.workbook.report import Field
from rulebook.forms import listed

# These many units ask in words of their own: `meanings` knows their spellings.
_KNOWN_BY_MANY_NAMES = frozenset(
    (
        *("subject_kind", "award_code", "name", "born", "gender", "identity", "position", "workplace"),
        *("deed_at", "discovered_by", "achievement"),
    )
)
_KEYS = {Field.IDENTITY_NUMBER: "identity"}
"""What the form calls otherwise than a list."""
_YEAR = re.compile(r"\b(19|20|21)[0-9]{2}\b")
_ANY_YEAR = "0000"
_PUNCTUATION = re.compile(r"[^a-z0-9]+")


def form_key(heading: str) -> str:
    """The key of the field that is asked under exactly this heading; "" for none. Spelling of letters aside."""
    known, year = _keys(), _YEAR.search(heading)
    key = known.get(_plain(_YEAR.sub(_ANY_YEAR, heading)), "")
    return f"{key}_{year[0]}" if key and year else key


def under_label(field: Field, sentence: str) -> str:
    """The sentence behind the label under which the page asks for the field; as it is where no form asks."""
    if not (label := _label(field)):
        return sentence
    return f"“{label}”: {sentence[0].lower()}{sentence[1:]}"


@cache
def _label(field: Field) -> str:
    key = _KEYS.get(field, field.value)
    return next((each.label for each in listed() if each.key == key), "")


@cache
def _keys() -> Mapping[str, str]:
    fields = [each for each in listed() if each.key not in _KNOWN_BY_MANY_NAMES]
    return {_plain(each.heading.format(year=_ANY_YEAR)): each.key for each in fields}


def _plain(heading: str) -> str:
    return _PUNCTUATION.sub(" ", fold(heading)).strip()

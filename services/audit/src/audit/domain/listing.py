"""By what an entry is found: the words of it that are in clear, a function of its bytes alone.

`verifier/verify.py rebuild-index` makes the same of the published bundles (a test compares both), so that nobody needs
to believe the index. A word is visible ASCII of at most 200 characters; anything else in its place counts as absent:
what stands in a fact of an unknown type must never stop the record.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic_core import from_json

_WORD = re.compile(r"[!-~]{1,200}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The words of one entry; an absent one is empty. `unit` proposed the thing, or acted."""

    time: datetime | None
    type: str
    unit: str
    case_id: str
    nomination_id: str


def listed(entry: bytes) -> Listed:
    """Read an entry's words; bytes that are no event have none."""
    fact = _object(entry)
    inside = fact.get("data")
    data = inside if isinstance(inside, dict) else {}
    kind = word(fact.get("type"))
    of_case = word(fact.get("subject")) if kind.startswith("review.case-") else ""
    return Listed(
        time=_time(word(fact.get("time"))),
        type=kind,
        unit=word(data.get("proposing_unit")) or word(fact.get("actorunit")),
        case_id=word(data.get("case_id")) or of_case,
        nomination_id=word(data.get("nomination_id")),
    )


def word(value: object) -> str:
    """A value as a word, or nothing."""
    return value if isinstance(value, str) and _WORD.fullmatch(value) else ""


def _object(entry: bytes) -> Mapping[str, object]:
    try:
        read = from_json(entry, allow_inf_nan=False)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _time(text: str) -> datetime | None:
    if not _TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None

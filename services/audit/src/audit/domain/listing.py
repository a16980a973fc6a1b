"""By what an entry is found: the words of it that are in clear, a function of its bytes alone.

`verifier/verify.py rebuild-index` makes the same of the published bundles (a test compares both), so that nobody needs
to believe the index. A word is visible ASCII of at most 200 characters; anything else in its place counts as absent:
what stands in a fact of an unknown type must never stop the record.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from pydantic_core import from_json

from contracts.envelope import Envelope
from contracts.fact import Fact

LONGEST_WORD = 200
OF_A_CASE = "review.case-"
"""How the types of facts begin whose subject is a case."""
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")


class Listed(NamedTuple):
    """The words of one entry; an absent one is empty. `unit` proposed the thing, or acted. A tuple, as a row is."""

    time: datetime | None
    type: str
    unit: str
    case_id: str
    nomination_id: str


def listed(entry: bytes) -> Listed:
    """Read an entry's words; bytes that are no event have none."""
    fact = _object(entry)
    inside = fact.get("data")
    return _listed(
        time=_time(word(fact.get("time"))),
        kind=(kind := word(fact.get("type"))),
        of_case=word(fact.get("subject")) if kind.startswith(OF_A_CASE) else "",
        acting_unit=fact.get("actorunit"),
        data=inside if isinstance(inside, dict) else {},
    )


def listed_event(event: Envelope[Fact]) -> Listed:
    """The same of an event that was read already: its JSON is not read a second time, thousands of times a second."""
    return _listed(
        time=event.time,
        kind=(kind := word(event.type)),
        of_case=str(event.subject) if kind.startswith(OF_A_CASE) else "",
        acting_unit=event.actor_unit,
        data=event.data,
    )


def _listed(
    *, time: datetime | None, kind: str, of_case: str, acting_unit: object, data: Mapping[str, object]
) -> Listed:
    return Listed(
        time=time,
        type=kind,
        unit=word(data.get("proposing_unit")) or word(acting_unit),
        case_id=word(data.get("case_id")) or of_case,
        nomination_id=word(data.get("nomination_id")),
    )


def word(value: object) -> str:
    """A value as a word, or nothing."""
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():
        return ""
    return value if 1 <= len(value) <= LONGEST_WORD and " " not in value else ""


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

"""What is searched for, and where the next page goes on."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from audit.domain.errors import NoSuchPage
from contracts.canonical import timestamp

_PLACE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}Z)\.([0-9]{1,18})")


class Order(StrEnum):
    """By the time of the facts."""

    OLDEST = "oldest"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Facts from `since` on and before `until`, of a type, unit or case, in any combination."""

    since: datetime | None = None
    until: datetime | None = None
    type: str | None = None
    unit: str | None = None
    case_id: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The last fact of a page; in an address `2026-11-23T08:30:00.000000Z.17`, to be given back as it is."""

    time: datetime
    index: int

    def __str__(self) -> str:
        return f"{timestamp(self.time)}.{self.index}"


def place_of(text: str | None) -> Place | None:
    """Read where a page goes on; raises NoSuchPage."""
    if text is None:
        return None
    match = _PLACE.fullmatch(text)
    try:
        return Place(datetime.fromisoformat(match[1]), int(match[2])) if match else _refuse(text)
    except ValueError:
        return _refuse(text)


def _refuse(text: str) -> Place:
    raise NoSuchPage(len(text))

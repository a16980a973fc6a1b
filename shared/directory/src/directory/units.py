"""One unit or organisation with the dates it is known by.

Invariant: a date that no source states is None and is never filled in by a guess. Days are inclusive.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

UNKNOWN = "unknown"


class MalformedUnitKey(ValueError):
    """The text is not `code@YYYY-MM-DD` or `code@unknown`."""


class UnitKind(StrEnum):
    """What a unit is; the first three are levels of government, the rest organisations."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    DEPARTMENT = "department"
    SCHOOL = "school"
    ENTERPRISE = "enterprise"


class Standing(StrEnum):
    """Whether a unit was in force on a day: the sources may leave it open."""

    IN_FORCE = "in-force"
    NOT_IN_FORCE = "not-in-force"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one source file says about a unit, unaltered; `as_of` is the day the file describes."""

    source: str
    as_of: date
    name: str
    word: str
    stated_valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parenthood:
    """The unit above, from `first_day` to `last_day`; None is an unknown first or an open last day."""

    parent: str
    first_day: date | None = None
    last_day: date | None = None

    def covers(self, on: date) -> bool:
        return not (self.first_day and on < self.first_day) and not (self.last_day and on > self.last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit in the span of one key.

    `valid_from` None: the first day is unknown. `valid_to` None: still in force, unless `gone_by` names a day
    on which the unit was certainly no more, its last day unknown.
    """

    code: str
    valid_from: date | None
    valid_to: date | None
    gone_by: date | None = None
    kind: UnitKind
    listings: tuple[Listing, ...]
    parents: tuple[Parenthood, ...] = ()
    sample: bool = False

    @property
    def key(self) -> str:
        return key_of(self.code, self.valid_from)

    @property
    def name(self) -> str:
        """The name of the latest listing."""
        return self.listings[-1].name

    @property
    def former_names(self) -> tuple[str, ...]:
        """Other names that earlier listings give under this key, oldest first; until when is unknown."""
        names = dict.fromkeys(listing.name for listing in self.listings)
        return tuple(name for name in names if name != self.name)

    def name_on(self, on: date) -> str:
        """The name in the latest listing not after the day, before all of them the earliest one's."""
        earlier = [listing.name for listing in self.listings if listing.as_of <= on]
        return earlier[-1] if earlier else self.listings[0].name

    def standing_on(self, on: date) -> Standing:
        """Tell whether the unit was in force; unknown where only an unstated date could decide."""
        if self._not_yet(on) or self._no_more(on):
            return Standing.NOT_IN_FORCE
        started = self.valid_from is not None or on >= self.listings[0].as_of
        still = self.gone_by is None or on <= self.listings[-1].as_of
        return Standing.IN_FORCE if started and still else Standing.UNKNOWN

    def _not_yet(self, on: date) -> bool:
        return self.valid_from is not None and on < self.valid_from

    def _no_more(self, on: date) -> bool:
        last = self.valid_to if self.gone_by is None else self.gone_by - timedelta(days=1)
        return last is not None and on > last

    @property
    def is_open(self) -> bool:
        """No source states an end."""
        return self.valid_to is None and self.gone_by is None


def key_of(code: str, valid_from: date | None) -> str:
    """Join code and first day into the unit key of facts, tokens and addresses."""
    return f"{code}@{valid_from.isoformat() if valid_from else UNKNOWN}"


def parse_key(key: str) -> tuple[str, date | None]:
    """Split a unit key into code and first day (None when unknown); raise MalformedUnitKey otherwise."""
    code, separator, day = key.partition("@")
    if not code or not separator:
        raise MalformedUnitKey(key)
    if day == UNKNOWN:
        return code, None
    try:
        valid_from = date.fromisoformat(day)
    except ValueError as error:
        raise MalformedUnitKey(key) from error
    if valid_from.isoformat() != day:
        raise MalformedUnitKey(key)
    return code, valid_from

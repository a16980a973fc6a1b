"""All units, looked up by key, by code and day, by name; with parents and successions by date.

Invariant: one unit per key, and at most one key per code whose first day is unknown.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Self

from directory.names import bare_name, fold, written_name
from directory.successions import Succession
from directory.units import Standing, Unit, UnitKind

# Heads of these kinds of unit decide awards, so they receive nominations (Luật 06/2022/QH15 Đ79, Đ80).
RECEIVING_KINDS = frozenset(
    {UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE, UnitKind.DEPARTMENT, UnitKind.ENTERPRISE}
)


class UnknownUnit(LookupError):
    """No unit has this key."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class DuplicateUnit(ValueError):
    """Two units of the data share a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """The units of the data files; immutable, safe to share."""

    by_key: Mapping[str, Unit]
    by_code: Mapping[str, tuple[Unit, ...]]
    by_written_name: Mapping[str, tuple[Unit, ...]]
    by_bare_name: Mapping[str, tuple[Unit, ...]]
    search_texts: tuple[tuple[str, Unit], ...]
    successions: tuple[Succession, ...]

    @classmethod
    def of(cls, units: Iterable[Unit], successions: Iterable[Succession]) -> Self:
        """Index the units; raise DuplicateUnit when two share a key."""
        by_key: dict[str, Unit] = {}
        for unit in units:
            if unit.key in by_key:
                raise DuplicateUnit(unit.key)
            by_key[unit.key] = unit
        known = tuple(by_key.values())
        return cls(
            by_key=MappingProxyType(by_key),
            by_code=_indexed(known, lambda unit: {unit.code}),
            by_written_name=_indexed(known, lambda unit: {fold(listing.name) for listing in unit.listings}),
            by_bare_name=_indexed(known, lambda unit: {bare_name(listing.name) for listing in unit.listings}),
            search_texts=tuple((_search_text(unit), unit) for unit in known),
            successions=tuple(successions),
        )

    def find(self, key: str) -> Unit | None:
        return self.by_key.get(key)

    def get(self, key: str) -> Unit:
        """The unit of the key; raise UnknownUnit when there is none."""
        unit = self.by_key.get(key)
        if unit is None:
            raise UnknownUnit(key)
        return unit

    def display_name(self, key: str) -> str:
        """The unit's name; the key itself where it isn't known, since facts may be newer than this data."""
        unit = self.by_key.get(key)
        return unit.name if unit else key

    def on_date(self, code: str, on: date) -> Unit | None:
        """The unit that bore the code on the day: one surely in force before one that may have been."""
        candidates = [(unit.standing_on(on), unit) for unit in self.by_code.get(code, ())]
        for wanted in (Standing.IN_FORCE, Standing.UNKNOWN):
            for standing, unit in candidates:
                if standing is wanted:
                    return unit
        return None

    def units_on(self, on: date, kind: UnitKind | None = None) -> tuple[Unit, ...]:
        """All units not known to be out of force on the day, in the order of the files."""
        return tuple(unit for unit in _alive(self.by_key.values(), on) if kind is None or unit.kind is kind)

    def parent(self, key: str, on: date) -> Unit | None:
        """The unit above on the day, None at the top or when no source names one."""
        parents = (parenthood.parent for parenthood in self.get(key).parents if parenthood.covers(on))
        return next((self.get(parent) for parent in parents), None)

    def chain(self, key: str, on: date) -> tuple[Unit, ...]:
        """The unit and all above it on the day, nearest first."""
        unit: Unit | None = self.get(key)
        units: list[Unit] = []
        while unit is not None:
            units.append(unit)
            unit = self.parent(unit.key, on)
        return tuple(units)

    def children(self, key: str, on: date) -> tuple[Unit, ...]:
        """The units directly below on the day."""
        return tuple(
            unit
            for unit in self.units_on(on)
            if any(parenthood.parent == key and parenthood.covers(on) for parenthood in unit.parents)
        )

    def receiving_agencies(self, key: str, on: date) -> tuple[Unit, ...]:
        """Whose heads may decide awards for this unit's people: itself and those above, nearest first."""
        return tuple(unit for unit in _alive(self.chain(key, on), on) if unit.kind in RECEIVING_KINDS)

    def successors(self, key: str) -> tuple[Succession, ...]:
        """What followed the unit; empty where no source says, as for units gone before 7/2025 (README)."""
        return tuple(succession for succession in self.successions if succession.old == key)

    def predecessors(self, key: str) -> tuple[Succession, ...]:
        return tuple(succession for succession in self.successions if succession.new == key)

    def search(self, text: str, on: date | None = None, limit: int = 20) -> tuple[Unit, ...]:
        """Units whose names or code hold every word of the text, diacritics ignored; open before former."""
        words = fold(text).split()
        if not words:
            return ()
        hits = [unit for folded, unit in self.search_texts if all(f" {word}" in folded for word in words)]
        alive = hits if on is None else _alive(hits, on)
        return tuple(sorted(alive, key=lambda unit: _rank(unit, fold(text)))[:limit])

    def named(self, text: str, on: date) -> tuple[Unit, ...]:
        """Units of the day so named, as people write it; several where units share the bare name."""
        full = _alive(self.by_written_name.get(written_name(text), ()), on)
        return full or _alive(self.by_bare_name.get(bare_name(text), ()), on)


def _indexed(units: Iterable[Unit], terms: Callable[[Unit], set[str]]) -> Mapping[str, tuple[Unit, ...]]:
    index: dict[str, list[Unit]] = {}
    for unit in units:
        for term in terms(unit):
            index.setdefault(term, []).append(unit)
    return MappingProxyType({term: tuple(found) for term, found in index.items()})


def _alive(units: Iterable[Unit], on: date) -> tuple[Unit, ...]:
    return tuple(unit for unit in units if unit.standing_on(on) is not Standing.NOT_IN_FORCE)


def _search_text(unit: Unit) -> str:
    return " " + " ".join([*(fold(listing.name) for listing in unit.listings), fold(unit.code)])


def _rank(unit: Unit, folded: str) -> tuple[bool, bool, bool, str]:
    exact = folded in (fold(unit.name), bare_name(unit.name), fold(unit.code))
    return (not exact, not unit.is_open, not bare_name(unit.name).startswith(folded), unit.key)

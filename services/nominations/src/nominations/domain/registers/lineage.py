"""Which unit came of which: whole, or only a part of it. Successors inherit what they wholly took over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from directory import Succession


class Relation(StrEnum):
    """How two units belong together."""

    SAME = "same"
    WHOLE = "whole"
    """One came of the other by successions that are all whole: it inherits by itself."""
    PARTLY = "partly"
    """A part of one went into the other: a human says whether this is that part."""
    NONE = "none"


@dataclass(slots=True)
class Lineage:
    """Successions of the directory, followed to their ends; asked thousands of times for few units."""

    before: Mapping[str, tuple[Succession, ...]]
    _forebears: dict[str, dict[str, Relation]] = field(default_factory=dict)

    @classmethod
    def of(cls, successions: Iterable[Succession]) -> Self:
        before: dict[str, list[Succession]] = defaultdict(list)
        for succession in successions:
            before[succession.new].append(succession)
        return cls({unit: tuple(found) for unit, found in before.items()})

    def forebears(self, unit: str) -> Mapping[str, Relation]:
        """Every unit that this one came of, itself left out."""
        if unit not in self._forebears:
            found: dict[str, Relation] = {}
            self._climb(unit, Relation.WHOLE, found)
            self._forebears[unit] = found
        return self._forebears[unit]

    def inherited_by(self, unit: str) -> tuple[str, ...]:
        """The unit and all that it wholly came of: whose registers it keeps now."""
        return (unit, *(each for each, how in self.forebears(unit).items() if how is Relation.WHOLE))

    def relation(self, one: str, other: str) -> Relation:
        if one == other:
            return Relation.SAME
        return self.forebears(one).get(other) or self.forebears(other).get(one) or Relation.NONE

    def _climb(self, unit: str, so_far: Relation, found: dict[str, Relation]) -> None:
        for succession in self.before.get(unit, ()):
            how = Relation.PARTLY if succession.partly else so_far
            if found.get(succession.old) in (Relation.WHOLE, how):
                continue
            found[succession.old] = how
            self._climb(succession.old, how, found)

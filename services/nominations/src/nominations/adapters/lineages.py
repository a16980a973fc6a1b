"""Which unit came of which, by today's data."""

from functools import cache

from directory import load_directory
from nominations.domain.registers.lineage import Lineage


@cache
def lineage() -> Lineage:
    """Loaded once; what it finds it keeps."""
    return Lineage.of(load_directory().successions)


def own_units(unit: str) -> list[str]:
    """Whose registers a unit keeps: its own, and those of the units that it wholly came of."""
    return list(lineage().inherited_by(unit))

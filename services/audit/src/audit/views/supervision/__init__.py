"""The supervision desk's reading side: search, a case's life, findings; whatever it shows can be proved."""

from audit.views.supervision.asked import Order, Wanted, place_of
from audit.views.supervision.bundle import fill
from audit.views.supervision.found import FindingList, Thresholds, found
from audit.views.supervision.life import Life, life
from audit.views.supervision.search import FactList, facts_found
from audit.views.supervision.size import Size, size_of

__all__ = [
    "FactList",
    "FindingList",
    "Life",
    "Order",
    "Size",
    "Thresholds",
    "Wanted",
    "facts_found",
    "fill",
    "found",
    "life",
    "place_of",
    "size_of",
]

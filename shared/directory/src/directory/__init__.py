"""Administrative units, organisations and movements as dated data.

A unit's key is `code@first-day`, or `code@unknown`: a code alone has meant different units.
Dates that no source states stay unknown.
"""

from directory.loading import load_directory, load_movements
from directory.movements import Directive, Movement
from directory.names import bare_name, fold, period_text
from directory.registry import Directory, UnknownUnit
from directory.successions import Succession
from directory.units import (
    UNKNOWN,
    Listing,
    MalformedUnitKey,
    Parenthood,
    Standing,
    Unit,
    UnitKind,
    key_of,
    parse_key,
)

__all__ = [
    "UNKNOWN",
    "Directive",
    "Directory",
    "Listing",
    "MalformedUnitKey",
    "Movement",
    "Parenthood",
    "Standing",
    "Succession",
    "Unit",
    "UnitKind",
    "UnknownUnit",
    "bare_name",
    "fold",
    "key_of",
    "load_directory",
    "load_movements",
    "parse_key",
    "period_text",
]

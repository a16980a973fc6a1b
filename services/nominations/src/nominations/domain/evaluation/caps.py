"""How many of a title a unit may propose in a year: what is counted for the rulebook, and since when.

Counted is what was handed over and was neither withdrawn nor given back, and the dossier asked about itself; drafts are
told beside it. What the number is held against is counted from the register of awards: nothing there means not told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nominations.domain.evaluation.admitting import HANDED_OVER
from nominations.domain.evaluation.telling import year_of
from nominations.domain.model import Nomination
from rulebook import Rulebook
from rulebook.dossier import UnitYear

# The award that a cap counts → the count of the rulebook's dossier.
COUNTED: Mapping[str, str] = MappingProxyType({"CSTDCS": "cstdcs_nominated", "CTDCP": "ctdcp_nominated"})
AMONG = "LDTT"


@dataclass(frozen=True, slots=True, order=True)
class CappedYear:
    """A title of a unit in the year that it honours."""

    unit: str
    award_code: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """`ldtt` None: the register has none of that year."""

    handed_over: int = 0
    drafting: int = 0
    ldtt: int | None = None


NONE_YET = Counts()


def capped_year(nomination: Nomination, book: Rulebook) -> CappedYear | None:
    """None where no cap counts the award, or the year isn't told."""
    award = book.awards.get(nomination.dossier.award_code)
    if award is None or award.code not in COUNTED or nomination.dossier.period is None:
        return None
    year = year_of(nomination.dossier, award, nomination.dossier.period.last_day)
    return None if year is None else CappedYear(nomination.unit, award.code, year)


def capped_years(nominations: Iterable[Nomination], book: Rulebook) -> list[CappedYear]:
    """Each once, in the order in which they are locked."""
    return sorted({found for each in nominations if (found := capped_year(each, book)) is not None})


def unit_year(nomination: Nomination, key: CappedYear | None, counts: Counts, together: int = 1) -> UnitYear:
    """The counts as the rulebook reads them; `together` are handed over at once, this one among them."""
    if key is None:
        return UnitYear()
    own = 0 if nomination.status in HANDED_OVER else together
    return UnitYear(**{"ldtt": counts.ldtt, COUNTED[key.award_code]: counts.handed_over + own})

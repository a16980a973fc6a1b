"""How many of a title may be proposed in a year: what is counted for the rulebook, and since when.

Counted is what was handed over and was neither withdrawn, given back nor declined, and the dossier asked about itself;
drafts are told beside it. What the number is held against is counted from the register of awards: nothing there means
not told. The Government's flag is capped for the province, so it is counted over all that the agency received.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nominations.domain.evaluation.admitting import HANDED_OVER
from nominations.domain.evaluation.years import year_of
from nominations.domain.model import Nomination
from rulebook import Rulebook
from rulebook.dossier import UnitYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """Counts of the rulebook's dossier, and the title whose holders of the year the first is held against."""

    counted: str
    among: str
    among_award: str
    of_agency: bool = False
    """Binds all that one agency receives; else what one unit proposes."""


COUNTED: Mapping[str, Cap] = MappingProxyType(
    {
        "CSTDCS": Cap(counted="cstdcs_nominated", among="ldtt", among_award="LDTT"),
        "CTDCP": Cap(counted="ctdcp_nominated", among="ctdt_eligible", among_award="CTDT", of_agency=True),
    }
)


@dataclass(frozen=True, slots=True, order=True)
class CappedYear:
    """A title in the year that it honours; `bound` is the unit, or the agency, whom the cap binds."""

    bound: str
    award_code: str
    year: int

    @property
    def cap(self) -> Cap:
        return COUNTED[self.award_code]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """`among` None: the register has none of that year. Of an agency no drafts are counted: they are their units'."""

    handed_over: int = 0
    drafting: int = 0
    among: int | None = None


NONE_YET = Counts()


def capped_year(nomination: Nomination, book: Rulebook) -> CappedYear | None:
    """None where no cap counts the award, or the year isn't told."""
    award = book.awards.get(nomination.dossier.award_code)
    if award is None or award.code not in COUNTED or nomination.dossier.period is None:
        return None
    year = year_of(nomination.dossier, award, nomination.dossier.period.last_day)
    agency, unit = nomination.dossier.receiving_agency, nomination.unit
    bound = agency if COUNTED[award.code].of_agency else unit
    return None if year is None else CappedYear(bound, award.code, year)


def capped_years(nominations: Iterable[Nomination], book: Rulebook) -> list[CappedYear]:
    """Each once, in the order in which they are locked."""
    return sorted({found for each in nominations if (found := capped_year(each, book)) is not None})


def unit_year(nomination: Nomination, key: CappedYear | None, counts: Counts, together: int = 1) -> UnitYear:
    """The counts as the rulebook reads them; `together` are handed over at once, this one among them."""
    if key is None:
        return UnitYear()
    own = 0 if nomination.status in HANDED_OVER else together
    return UnitYear(**{key.cap.among: counts.among, key.cap.counted: counts.handed_over + own})

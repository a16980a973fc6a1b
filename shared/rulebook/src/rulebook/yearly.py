"""The yearly cap on forms of the state level: which kinds of commendation it leaves out."""

from datetime import date
from functools import lru_cache

from rulebook.clauses.principles import StateYear
from rulebook.dossier import CommendationKind
from rulebook.law import load_law
from rulebook.speaking import on, speaking


@lru_cache(maxsize=1_024)
def excepted_kinds(award: str, law_on: date) -> frozenset[CommendationKind]:
    """Kinds that neither count nor are bound under the law of the day; none where no row caps the award.

    Raise UnknownAward.
    """
    rows = speaking(load_law(), StateYear, award, on(law_on))
    return frozenset(kind for row in rows for kind in row.value.excepted)

"""The rulebook asked about nominations: what a unit told becomes a dossier, and the answer is put in order. Pure."""

from nominations.domain.evaluation.admitting import HANDED_OVER, may_see
from nominations.domain.evaluation.alike import Alike
from nominations.domain.evaluation.caps import (
    COUNTED,
    NONE_YET,
    CappedYear,
    Counts,
    capped_year,
    capped_years,
    unit_year,
)
from nominations.domain.evaluation.grouping import Group, group_of, in_order
from nominations.domain.evaluation.lacking import Lacking, lacking
from nominations.domain.evaluation.others import Other
from nominations.domain.evaluation.single import Deed, Given, Sameness, sameness
from nominations.domain.evaluation.telling import (
    Gathered,
    LawDay,
    LawDayFrom,
    Told,
    dossier_of,
    forms_beside,
    handed_over,
    law_day,
)
from nominations.domain.evaluation.weighing import (
    Consequence,
    Held,
    HeldBack,
    ReasonWanted,
    RulesRefuse,
    consequence,
    held,
    weigh,
)
from nominations.domain.evaluation.years import year_of

__all__ = [
    "COUNTED",
    "HANDED_OVER",
    "NONE_YET",
    "Alike",
    "CappedYear",
    "Consequence",
    "Counts",
    "Deed",
    "Gathered",
    "Given",
    "Group",
    "Held",
    "HeldBack",
    "Lacking",
    "LawDay",
    "LawDayFrom",
    "Other",
    "ReasonWanted",
    "RulesRefuse",
    "Sameness",
    "Told",
    "capped_year",
    "capped_years",
    "consequence",
    "dossier_of",
    "forms_beside",
    "group_of",
    "handed_over",
    "held",
    "in_order",
    "lacking",
    "law_day",
    "may_see",
    "sameness",
    "unit_year",
    "weigh",
    "year_of",
]

"""The rulebook asked about nominations: what a unit told becomes a dossier, and the answer is put in order. Pure."""

from nominations.domain.evaluation.admitting import HANDED_OVER, may_see
from nominations.domain.evaluation.grouping import Group, group_of, in_order
from nominations.domain.evaluation.lacking import Lacking, lacking
from nominations.domain.evaluation.telling import Gathered, LawDay, LawDayFrom, Told, dossier_of, law_day, year_of

__all__ = [
    "HANDED_OVER",
    "Gathered",
    "Group",
    "Lacking",
    "LawDay",
    "LawDayFrom",
    "Told",
    "dossier_of",
    "group_of",
    "in_order",
    "lacking",
    "law_day",
    "may_see",
    "year_of",
]

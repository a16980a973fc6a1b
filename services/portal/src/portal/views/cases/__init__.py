"""Cases of one receiving agency: what the secretariat and the chairman have before them."""

from portal.views.cases.filters import NOBODY, CaseFilter, Tab
from portal.views.cases.listing import CaseLine, Cases, awards_among, cases, chosen, heard_among, ids_of
from portal.views.cases.one import CaseTerms, OneCase, one_case, terms_among
from portal.views.cases.returns import Returned, returned

__all__ = [
    "NOBODY",
    "CaseFilter",
    "CaseLine",
    "CaseTerms",
    "Cases",
    "OneCase",
    "Returned",
    "Tab",
    "awards_among",
    "cases",
    "chosen",
    "heard_among",
    "ids_of",
    "one_case",
    "returned",
    "terms_among",
]

"""The reading side. It changes nothing; free text is shown to those alone whose work it is."""

from review.views.consultations import OpinionList, OpinionRow, asked_of
from review.views.files import CaseList, CaseView, DecisionView, Waiting, case, cases, decision, waiting

__all__ = [
    "CaseList",
    "CaseView",
    "DecisionView",
    "OpinionList",
    "OpinionRow",
    "Waiting",
    "asked_of",
    "case",
    "cases",
    "decision",
    "waiting",
]

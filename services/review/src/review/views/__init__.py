"""The reading side. It changes nothing; free text is shown to those alone whose work it is."""

from review.views.consultations import OpinionList, OpinionRow, asked_of
from review.views.desk import Assignments, Colleagues, DeskView, assignments, colleagues, desk
from review.views.files import CaseList, CaseView, DecisionView, Waiting, case, cases, decision, overdue, waiting

__all__ = [
    "Assignments",
    "CaseList",
    "CaseView",
    "Colleagues",
    "DecisionView",
    "DeskView",
    "OpinionList",
    "OpinionRow",
    "Waiting",
    "asked_of",
    "assignments",
    "case",
    "cases",
    "colleagues",
    "decision",
    "desk",
    "overdue",
    "waiting",
]

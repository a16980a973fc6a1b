"""Projections as data: one state per aggregate, each a fold of that aggregate's own facts in their order."""

from portal.domain.model.lives import (
    Award,
    Case,
    Decision,
    Nomination,
    Stage,
    Submission,
    Verdict,
    award_after,
    case_after,
    decision_of,
    nomination_after,
    submission_of,
)
from portal.domain.model.opinions import Opinion, OpinionState, opinion_after

__all__ = [
    "Award",
    "Case",
    "Decision",
    "Nomination",
    "Opinion",
    "OpinionState",
    "Stage",
    "Submission",
    "Verdict",
    "award_after",
    "case_after",
    "decision_of",
    "nomination_after",
    "opinion_after",
    "submission_of",
]

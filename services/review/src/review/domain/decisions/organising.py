"""Who of the secretariat works on which case, and what they ticked: private to the agency, so no facts follow."""

from collections.abc import Sequence

from review.domain import errors
from review.domain.decisions import limits
from review.domain.model import Case, CaseStatus, Colleague

ENDED = frozenset({CaseStatus.RETURNED, CaseStatus.CLOSED, CaseStatus.AWARDED, CaseStatus.DECLINED})


def going_on(cases: Sequence[Case]) -> None:
    """Nobody works on what has ended."""
    limits.refuse(errors.CaseEnded, (case.case_id for case in cases if case.status in ENDED))


def colleague_of(colleague: Colleague | None, agency: str | None) -> Colleague:
    """The colleague, who is of the person's own agency."""
    if colleague is None or colleague.agency != agency:
        raise errors.UnknownColleague
    return colleague

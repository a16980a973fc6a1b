"""Ad-hoc commendation (khen thưởng đột xuất): how many hours lay between a deed and the decision about it.

Directive 2047/UBND-NC names it as coming too late; only facts that carry the time of the deed can tell.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from audit.domain.findings.model import Finding, Kind, Measure, RecordedFact
from contracts.nominations import NominationSubmitted
from contracts.review import AwardDeclined, AwardIssued, CaseClosed
from contracts.vocabulary import CommendationKind

SUBMITTED = (NominationSubmitted.TYPE,)
ENDS = (AwardIssued.TYPE, AwardDeclined.TYPE, CaseClosed.TYPE)
_SAYS = {AwardIssued.TYPE: "awarded", AwardDeclined.TYPE: "declined", CaseClosed.TYPE: "closed"}


def ad_hoc_times(
    submitted: Sequence[RecordedFact], ends: Sequence[RecordedFact], as_of: datetime, over_hours: int
) -> list[Finding]:
    """One for each deed whose decision took more than `over_hours`, or is still to come after them at `as_of`.

    A nomination that was returned and submitted again is measured once, from its first submission's facts on.
    """
    decided: dict[str, list[RecordedFact]] = defaultdict(list)
    for end in sorted(ends, key=lambda each: (each.time, each.index)):
        decided[end.nomination_id].append(end)
    first: dict[str, RecordedFact] = {}
    for fact in sorted(submitted, key=lambda each: (each.time, each.index)):
        if fact.text("commendation_kind") == CommendationKind.AD_HOC and fact.moment("deed_at"):
            first.setdefault(fact.nomination_id, fact)
    found = [_measured(fact, next(iter(decided[name]), None), as_of) for name, fact in first.items()]
    return [each for each in found if (each.value or 0) > over_hours]


def _measured(submission: RecordedFact, end: RecordedFact | None, as_of: datetime) -> Finding:
    deed = submission.moment("deed_at") or submission.time
    until = as_of if end is None else end.time
    return Finding(
        kind=Kind.AD_HOC_TIME,
        says="waiting" if end is None else _SAYS[end.type],
        at=submission.time if end is None else end.time,
        unit=submission.unit,
        case_id="" if end is None else end.case_id,
        nomination_id=submission.nomination_id,
        value=(until - deed) // timedelta(hours=1),
        measure=Measure.HOURS,
        facts=(submission,) if end is None else (submission, end),
    )

"""Dossiers that went back again and again: of one nomination, or of one unit."""

from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum

from audit.domain.findings.model import Finding, Kind, Measure, RecordedFact
from contracts.review import CaseOpened, CaseReturned

RETURNED = (CaseReturned.TYPE,)
OPENED = (CaseOpened.TYPE,)


class By(StrEnum):
    """Whose returns are counted together."""

    NOMINATION = "nomination"
    UNIT = "unit"


def returned_often(
    returned: Sequence[RecordedFact], opened: Sequence[RecordedFact], by: By, at_least: int
) -> list[Finding]:
    """Nominations or units with at least so many returns; `opened` are the cases' openings, which name the unit."""
    units = {fact.case_id: fact.text("proposing_unit") for fact in opened}
    together: dict[str, list[RecordedFact]] = defaultdict(list)
    for fact in sorted(returned, key=lambda each: (each.time, each.index)):
        together[fact.nomination_id if by is By.NOMINATION else units.get(fact.case_id, "")].append(fact)
    return [
        Finding(
            kind=Kind.RETURNED_OFTEN,
            says=f"{by.value}-returned-often",
            at=facts[-1].time,
            unit=units.get(facts[-1].case_id, ""),
            case_id=facts[-1].case_id if by is By.NOMINATION else "",
            nomination_id=facts[-1].nomination_id if by is By.NOMINATION else "",
            value=len(facts),
            measure=Measure.TIMES,
            facts=tuple(facts),
        )
        for name, facts in together.items()
        if name and len(facts) >= at_least
    ]

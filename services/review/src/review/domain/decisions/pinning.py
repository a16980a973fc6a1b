"""A case is pinned to the rules of the day on which its dossier was received; the secretariat may correct that day."""

from collections.abc import Sequence
from datetime import date

from contracts.review import CaseRepinned
from review.domain import commands, errors
from review.domain.decisions import limits
from review.domain.model import Case, CaseStatus
from rulebook import ReasonUse, Rulebook

# The council votes under the rules of the day of receipt: afterwards they stand.
REPINNABLE = frozenset({CaseStatus.OPENED, CaseStatus.ACCEPTED})


def repin(cases: Sequence[Case], command: commands.RepinCases, rulebook: Rulebook, today: date) -> list[CaseRepinned]:
    """Pin the cases to another day of receipt: the transition between regimes follows it (docs/decisions/0042)."""
    limits.known_reasons((command.reason,), ReasonUse.REPIN, rulebook)
    limits.explained((command.reason,), command.note, rulebook)
    if command.received_on > today:
        raise errors.ReceivedInFuture(command.received_on)
    if rulebook.regime_on(command.received_on) is None:
        raise errors.NoRegime(command.received_on)
    limits.at_step(cases, REPINNABLE, errors.PastAppraisal)
    limits.refuse(errors.SameReceipt, (case.case_id for case in cases if case.received_on == command.received_on))
    return [
        CaseRepinned(
            case_id=case.case_id,
            nomination_id=case.nomination_id,
            earlier_received_on=case.received_on,
            received_on=command.received_on,
            reasons=(command.reason,),
            note=command.note,
        )
        for case in cases
    ]

"""A submission becomes a case; the secretariat accepts or returns it."""

from collections.abc import Sequence
from uuid import UUID

from contracts.nominations import NominationSubmitted
from contracts.review import CaseAccepted, CaseOpened, CaseReturned
from review.domain import commands, errors
from review.domain.decisions import limits
from review.domain.model import Case, CaseStatus
from rulebook import ReasonUse, Rulebook

RETURNABLE = frozenset({CaseStatus.OPENED, CaseStatus.ACCEPTED})
RESUBMITTABLE = frozenset({CaseStatus.RETURNED, CaseStatus.CLOSED, CaseStatus.DECLINED})


def open_case(submitted: NominationSubmitted, submission_id: UUID, case_id: UUID, earlier: Case | None) -> CaseOpened:
    """A submission becomes a case of its receiving agency; a later one names the case before it."""
    if earlier is not None and earlier.status not in RESUBMITTABLE:
        raise errors.EarlierCaseNotEnded(submitted.nomination_id, earlier.case_id)
    return CaseOpened(
        case_id=case_id,
        nomination_id=submitted.nomination_id,
        submission_id=submission_id,
        earlier_case_id=None if earlier is None else earlier.case_id,
        proposing_unit=submitted.proposing_unit,
        receiving_agency=submitted.receiving_agency,
        received_on=submitted.received_on or submitted.submitted_on,
    )


def accept(cases: Sequence[Case]) -> list[CaseAccepted]:
    limits.at_step(cases, {CaseStatus.OPENED}, errors.NotAwaitingAcceptance)
    return [CaseAccepted(case_id=case.case_id, nomination_id=case.nomination_id) for case in cases]


def return_cases(cases: Sequence[Case], command: commands.ReturnCases, rulebook: Rulebook) -> list[CaseReturned]:
    limits.known_reasons(command.reasons, ReasonUse.RETURN, rulebook)
    limits.explained(command.reasons, command.note, rulebook)
    limits.at_step(cases, RETURNABLE, errors.NotReturnable)
    return [
        CaseReturned(
            case_id=case.case_id,
            nomination_id=case.nomination_id,
            reasons=command.reasons,
            note=command.note,
        )
        for case in cases
    ]

"""A submission becomes a case; the secretariat accepts or returns it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from contracts.nominations import NominationSubmitted
from contracts.review import CaseAccepted, CaseOpened, CaseReturned
from review.domain import commands, errors
from review.domain.decisions import limits
from review.domain.model import Case, CaseStatus
from rulebook import Law, ReasonUse
from rulebook import SubjectKind as Kind
from rulebook.dossier import CommendationKind
from rulebook.parts import Procedure, wanted

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


def return_cases(cases: Sequence[Case], command: commands.ReturnCases, law: Law) -> list[CaseReturned]:
    limits.known_reasons(command.reasons, ReasonUse.RETURN, law.book)
    limits.explained(command.reasons, command.note, law.book)
    _about_parts(cases, command, law)
    _by_rows(command, law)
    limits.at_step(cases, RETURNABLE, errors.NotReturnable)
    return [
        CaseReturned(
            case_id=case.case_id,
            nomination_id=case.nomination_id,
            reasons=command.reasons,
            parts=command.parts or None,
            rows=command.rows or None,
            note=command.note,
        )
        for case in cases
    ]


def _about_parts(cases: Sequence[Case], command: commands.ReturnCases, law: Law) -> None:
    """Parts that are named are wanted by the rules of every case; a reason about parts names them."""
    if not command.parts and any(law.book.reasons[code].needs_part for code in command.reasons):
        raise errors.PartNotNamed
    for terms in {(case.award_code, case.subject_kind, case.commendation_kind, case.simplified, case.received_on)
                  for case in cases if command.parts}:  # fmt: skip
        unknown = set(command.parts) - _parts(*terms, law)
        if unknown:
            raise errors.UnknownPart(sorted(unknown))


def _parts(award: str, subject: str, kind: str, simplified: bool, received_on: date, law: Law) -> frozenset[str]:
    procedure = Procedure.SIMPLIFIED if simplified else Procedure.ORDINARY
    found = wanted(award, Kind(subject), CommendationKind(kind), procedure, received_on, law=law)
    return frozenset(part.code for part in found.parts)


def _by_rows(command: commands.ReturnCases, law: Law) -> None:
    unknown = set(command.rows) - {rule.id for rule in law.rules} if command.rows else set()
    if unknown:
        raise errors.UnknownRow(sorted(unknown))

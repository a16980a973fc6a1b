"""A unit asks to withdraw after submission; the case is closed, or the request refused."""

from collections.abc import Sequence

from contracts.review import CaseClosed, CloseReason, WithdrawalRefused
from review.domain import commands, errors
from review.domain.decisions import limits
from review.domain.model import Case, CaseStatus
from rulebook import ReasonUse, Rulebook

# Why a request to withdraw comes too late.
TOO_LATE = {
    CaseStatus.RETURNED: "already-returned",
    CaseStatus.CLOSED: "already-closed",
    CaseStatus.AWARDED: "already-decided",
    CaseStatus.DECLINED: "already-decided",
}


def refuse_late_withdrawal(case: Case) -> WithdrawalRefused | None:
    """Refuse at once when the case has ended; None: the request waits for the secretariat."""
    reason = TOO_LATE.get(case.status)
    if reason is None:
        return None
    return WithdrawalRefused(case_id=case.case_id, nomination_id=case.nomination_id, reasons=(reason,))


def close(cases: Sequence[Case]) -> list[CaseClosed]:
    """Grant withdrawals that wait for an answer."""
    limits.refuse(errors.NoWithdrawalPending, (case.case_id for case in cases if not limits.is_pending(case)))
    return [
        CaseClosed(case_id=case.case_id, nomination_id=case.nomination_id, reason=CloseReason.WITHDRAWN)
        for case in cases
    ]


def refuse_withdrawals(
    cases: Sequence[Case], command: commands.RefuseWithdrawals, rulebook: Rulebook
) -> list[WithdrawalRefused]:
    limits.known_reasons((command.reason,), ReasonUse.REFUSE_WITHDRAWAL, rulebook)
    limits.explained((command.reason,), command.note, rulebook)
    limits.refuse(errors.NoWithdrawalPending, (case.case_id for case in cases if not limits.is_pending(case)))
    return [
        WithdrawalRefused(
            case_id=case.case_id,
            nomination_id=case.nomination_id,
            reasons=(command.reason,),
            note=command.note,
        )
        for case in cases
    ]

"""What every rule asks first: known things, of the person's own agency, at the right step, with known reasons."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from review.domain import errors
from review.domain.model import Award, Case, CaseStatus, Withdrawal
from rulebook import ReasonUse, Rulebook


def within(case_ids: Sequence[UUID], cases: Iterable[Case], agency: str | None) -> list[Case]:
    """The cases in the order asked for, all of them received by the person's own agency."""
    known = {case.case_id: case for case in cases}
    refuse(errors.UnknownThing, (case_id for case_id in case_ids if case_id not in known))
    asked = [known[case_id] for case_id in case_ids]
    refuse(errors.ForeignAgency, (case.case_id for case in asked if case.receiving_agency != agency))
    return asked


def awards_within(award_ids: Sequence[UUID], awards: Iterable[Award], agency: str | None) -> list[Award]:
    """The awards in the order asked for, all of them decided by the person's own agency."""
    known = {award.award_id: award for award in awards}
    refuse(errors.UnknownThing, (award_id for award_id in award_ids if award_id not in known))
    asked = [known[award_id] for award_id in award_ids]
    refuse(errors.ForeignAgency, (award.award_id for award in asked if award.agency != agency))
    return asked


def at_step(cases: Sequence[Case], statuses: Collection[CaseStatus], refusal: type[errors.ThingsRefused]) -> None:
    refuse(refusal, (case.case_id for case in cases if case.status not in statuses))
    refuse(errors.WithdrawalPending, (case.case_id for case in cases if is_pending(case)))


def known_reasons(codes: Sequence[str], use: ReasonUse, rulebook: Rulebook) -> None:
    known = {reason.code for reason in rulebook.reasons_for(use)}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise errors.UnknownReason(unknown)


def explained(codes: Sequence[str], note: str | None, rulebook: Rulebook) -> None:
    """Whoever reads "another reason" must be told which."""
    if not (note or "").strip() and any(rulebook.reasons[code].needs_note for code in codes):
        raise errors.NoteMissing


def not_in_future(day: date, today: date) -> None:
    if day > today:
        raise errors.DateInFuture(day)


def is_pending(case: Case) -> bool:
    return case.withdrawal is Withdrawal.PENDING


def refuse(refusal: type[errors.ThingsRefused], ids: Iterable[UUID]) -> None:
    refusing = tuple(ids)
    if refusing:
        raise refusal(refusing)

"""The chairman's desk: one decision with its awards, or no commendation; later perhaps revocation."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from contracts.review import AwardDeclined, AwardIssued, AwardRevoked, DecisionIssued
from directory import Unit, UnitKind
from review.domain import commands, errors
from review.domain.decisions import limits
from review.domain.model import Award, AwardStatus, Case, CaseStatus, DecisionBook
from rulebook import Heard, ReasonUse, Rulebook, UnknownAward
from rulebook.simplified import vote as vote_when_simplified

PEOPLES_COMMITTEES = frozenset({UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE})


def issue(
    cases: Sequence[Case],
    book: DecisionBook,
    issued_on: date,
    agency: Unit | None,
    decision_id: UUID,
    award_ids: Sequence[UUID],
) -> tuple[DecisionIssued, list[AwardIssued]]:
    """One decision with an award per case, under the book's next number."""
    _with_chairman(cases, {CaseStatus.APPROVED})
    limits.refuse(errors.IssuedBeforeReceipt, (case.case_id for case in cases if issued_on < case.received_on))
    if book.last_issued_on is not None and issued_on < book.last_issued_on:
        raise errors.IssuedOutOfOrder(issued_on, book.last_issued_on)
    number = book.last_number + 1
    decision = DecisionIssued(
        decision_id=decision_id,
        agency=book.agency,
        year=book.year,
        number=number,
        symbol=symbol(number, agency),
        issued_on=issued_on,
        award_count=len(cases),
    )
    awards = [_award(case, decision, award_id) for case, award_id in zip(cases, award_ids, strict=True)]
    return decision, awards


def day_of_issue(command: commands.IssueDecision, today: date) -> date:
    """The day asked for, else today."""
    issued_on = command.issued_on or today
    limits.not_in_future(issued_on, today)
    return issued_on


def symbol(number: int, agency: Unit | None) -> str:
    """Number and sign as printed: `918/QĐ-UBND`. An agency whose abbreviation isn't known gets none."""
    is_committee = agency is not None and agency.kind in PEOPLES_COMMITTEES
    return f"{number}/QĐ-UBND" if is_committee else f"{number}/QĐ"


def decline(cases: Sequence[Case], command: commands.DeclineCases, rulebook: Rulebook) -> list[AwardDeclined]:
    limits.known_reasons((command.reason,), ReasonUse.DECLINE, rulebook)
    limits.explained((command.reason,), command.note, rulebook)
    _with_chairman(cases, {CaseStatus.APPROVED, CaseStatus.NOT_APPROVED})
    agreeing = rulebook.reasons[command.reason].after
    limits.refuse(errors.ReasonAgainstVerdict, (case.case_id for case in cases if heard(case) not in agreeing))
    return [
        AwardDeclined(
            case_id=case.case_id,
            nomination_id=case.nomination_id,
            award_code=case.award_code,
            reasons=(command.reason,),
            note=command.note,
        )
        for case in cases
    ]


def heard(case: Case) -> Heard:
    """What the council said of a case on the chairman's desk."""
    match case.status:
        case CaseStatus.APPROVED:
            return Heard.APPROVED
        case CaseStatus.NOT_APPROVED:
            return Heard.NOT_APPROVED
        case _:
            return Heard.NONE


def revoke(
    awards: Sequence[Award], command: commands.RevokeAwards, rulebook: Rulebook, today: date
) -> list[AwardRevoked]:
    """Take awards back on a ground of Luật 06/2022/QH15 Đ93 k2."""
    limits.known_reasons((command.reason,), ReasonUse.REVOKE, rulebook)
    limits.explained((command.reason,), command.note, rulebook)
    limits.refuse(errors.AlreadyRevoked, (award.award_id for award in awards if award.status is AwardStatus.REVOKED))
    return [
        AwardRevoked(
            award_id=award.award_id,
            decision_id=award.decision_id,
            case_id=award.case_id,
            nomination_id=award.nomination_id,
            revoked_on=today,
            reasons=(command.reason,),
            note=command.note,
        )
        for award in awards
    ]


def _with_chairman(cases: Sequence[Case], statuses: Collection[CaseStatus]) -> None:
    """The fast track goes from accepted straight to the chairman (Luật 06/2022/QH15 Đ85)."""
    fast = [case for case in cases if _on_fast_track(case)]
    ordinary = [case for case in cases if not _on_fast_track(case)]
    limits.at_step(fast, {CaseStatus.ACCEPTED}, errors.NotWithChairman)
    limits.at_step(ordinary, statuses, errors.NotWithChairman)


def _on_fast_track(case: Case) -> bool:
    """Where the row on the award's vote spares it; titles of 90 % are voted on all the same (docs/decisions/0038)."""
    if not case.simplified or case.status is not CaseStatus.ACCEPTED:
        return False
    try:
        vote = vote_when_simplified(case.award_code, case.received_on)
    except UnknownAward:  # no row spares the vote on an award that this data doesn't know
        return False
    return vote is not None and vote.is_spared


def _award(case: Case, decision: DecisionIssued, award_id: UUID) -> AwardIssued:
    return AwardIssued(
        award_id=award_id,
        decision_id=decision.decision_id,
        case_id=case.case_id,
        nomination_id=case.nomination_id,
        submission_id=case.submission_id,
        award_code=case.award_code,
        subject_kind=case.subject_kind,
        proposing_unit=case.proposing_unit,
        issued_on=decision.issued_on,
    )

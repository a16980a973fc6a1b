"""Facts of the neighbours, as they come to notifications."""

from datetime import date
from uuid import UUID

from contracts import nominations, review
from contracts.fact import Fact
from contracts.vocabulary import CommendationKind, SubjectKind
from services.notifications.tests.builders import AGENCY, UNIT, uid

DAY = date(2026, 11, 23)


def submitted(nomination_id: UUID) -> nominations.NominationSubmitted:
    return nominations.NominationSubmitted(
        nomination_id=nomination_id,
        subject_kind=SubjectKind.INDIVIDUAL,
        award_code="BKT",
        commendation_kind=CommendationKind.MERIT,
        simplified=False,
        proposing_unit=UNIT,
        receiving_agency=AGENCY,
        submitted_on=DAY,
        name="Nguyễn Thị Hường",
    )


def opened(case_id: UUID, nomination_id: UUID) -> review.CaseOpened:
    return review.CaseOpened(
        case_id=case_id,
        nomination_id=nomination_id,
        submission_id=uid(7),
        proposing_unit=UNIT,
        receiving_agency=AGENCY,
        received_on=DAY,
    )


def awarded(award_id: UUID, case_id: UUID, nomination_id: UUID) -> review.AwardIssued:
    return review.AwardIssued(
        award_id=award_id,
        decision_id=uid(8),
        case_id=case_id,
        nomination_id=nomination_id,
        submission_id=uid(7),
        award_code="BKT",
        subject_kind=SubjectKind.INDIVIDUAL,
        proposing_unit=UNIT,
        issued_on=DAY,
    )


def revoked(award_id: UUID, case_id: UUID, nomination_id: UUID) -> review.AwardRevoked:
    return review.AwardRevoked(
        award_id=award_id,
        decision_id=uid(8),
        case_id=case_id,
        nomination_id=nomination_id,
        revoked_on=DAY,
    )


def decided() -> review.DecisionIssued:
    return review.DecisionIssued(
        decision_id=uid(8), agency=AGENCY, year=2026, number=12, symbol="12/QĐ-UBND", issued_on=DAY, award_count=1
    )


def voted(case_id: UUID, nomination_id: UUID) -> review.CouncilDecided:
    return review.CouncilDecided(
        case_id=case_id,
        nomination_id=nomination_id,
        council_session_id=uid(9),
        held_on=DAY,
        seats=9,
        yes=8,
        no=1,
        blank=0,
        threshold_percent=80,
        approved=True,
    )


def facts_of_case(case_id: UUID, nomination_id: UUID) -> list[Fact]:
    """One of each kind; together they are no life that a case could have."""
    note = "thiếu xác nhận của bà Hường"
    return [
        opened(case_id, nomination_id),
        review.CaseAccepted(case_id=case_id, nomination_id=nomination_id),
        review.CaseReturned(case_id=case_id, nomination_id=nomination_id, reasons=("incomplete",), note=note),
        review.WithdrawalRefused(case_id=case_id, nomination_id=nomination_id, reasons=("too-late",)),
        voted(case_id, nomination_id),
        review.AwardDeclined(case_id=case_id, nomination_id=nomination_id, award_code="BKT"),
        review.CaseClosed(case_id=case_id, nomination_id=nomination_id, reason=review.CloseReason.WITHDRAWN),
    ]

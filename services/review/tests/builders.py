"""Cases, submissions and the time of the tests."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from contracts.nominations import NominationSubmitted
from contracts.vocabulary import CommendationKind, SubjectKind
from review.domain.model import Award, AwardStatus, Case, CaseStatus, DecisionBook, Withdrawal

AGENCY = "33@2025-07-01"
FOREIGN_AGENCY = "11980@2025-07-01"
UNIT = "11953@2025-07-01"
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
RECEIVED = date(2026, 11, 2)


def uid(number: int) -> UUID:
    """A fixed id."""
    return UUID(int=number, version=4)


def a_case(number: int = 1, status: CaseStatus = CaseStatus.OPENED) -> Case:
    return Case(
        case_id=uid(number),
        nomination_id=uid(number + 100_000),
        submission_id=uid(number + 200_000),
        submission_seq=2,
        earlier_case_id=None,
        list_id=None,
        movement_id=None,
        proposing_unit=UNIT,
        receiving_agency=AGENCY,
        subject_kind=SubjectKind.INDIVIDUAL,
        award_code="BKT",
        commendation_kind=CommendationKind.MERIT,
        simplified=False,
        received_on=RECEIVED,
        submitted_on=RECEIVED,
        first_received_on=RECEIVED,
        deed_at=None,
        status=status,
    )


def simplified(case: Case) -> Case:
    return replace(case, simplified=True)


def pending(case: Case) -> Case:
    return replace(case, withdrawal=Withdrawal.PENDING)


def an_award(number: int = 1, status: AwardStatus = AwardStatus.ISSUED) -> Award:
    return Award(
        award_id=uid(number + 300_000),
        decision_id=uid(400_000),
        case_id=uid(number),
        nomination_id=uid(number + 100_000),
        agency=AGENCY,
        status=status,
    )


def a_book(last_number: int = 0, last_issued_on: date | None = None) -> DecisionBook:
    return DecisionBook(agency=AGENCY, year=2026, last_number=last_number, last_issued_on=last_issued_on)


def a_submission(nomination_id: UUID | None = None, agency: str = AGENCY) -> NominationSubmitted:
    return NominationSubmitted(
        nomination_id=nomination_id or uid(100_001),
        subject_kind=SubjectKind.INDIVIDUAL,
        award_code="BKT",
        commendation_kind=CommendationKind.MERIT,
        simplified=False,
        proposing_unit=UNIT,
        receiving_agency=agency,
        submitted_on=RECEIVED,
        name="Nguyễn Văn Mẫu",
    )

"""Facts of one case's life, as the services would tell them, with fixed ids and times a minute apart."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from contracts.commitment import actor_commitment
from contracts.envelope import Attributes, render, source_of
from contracts.fact import Fact
from contracts.nominations import NominationSubmitted
from contracts.registry import producer_of
from contracts.review import AwardIssued, CaseOpened, CaseReturned, DecisionIssued
from contracts.roles import Role
from contracts.vocabulary import CommendationKind, SubjectKind
from services.audit.tests.builders import NOW

UNIT, AGENCY = "11953@2025-07-01", "33@2025-07-01"
SALT, SUB = bytes(range(32)), "sub-of-a-person"
TODAY = date(2026, 11, 23)


@dataclass(slots=True)
class Teller:
    """Renders facts in order: `seq` by subject, each a minute after the one before unless said otherwise."""

    now: datetime = NOW
    seqs: dict[tuple[str, UUID], int] = field(default_factory=dict)

    def tell(self, fact: Fact, *, at: datetime | None = None, by: str | None = SUB, skip: int = 0) -> bytes:
        service = producer_of(type(fact))
        place = (service, fact.subject)
        self.seqs[place] = self.seqs.get(place, 0) + 1 + skip
        self.now = at or self.now + timedelta(minutes=1)
        return render(
            fact,
            Attributes(
                id=uuid4(),
                source=source_of(service),
                type=fact.TYPE,
                subject=fact.subject,
                seq=self.seqs[place],
                time=self.now,
                actor_role=Role.SERVICE if by is None else Role.SECRETARIAT,
                actor_unit=None if by is None else AGENCY,
                actor_commit=None if by is None else actor_commitment(SALT, by),
            ),
        )


NOMINATION, CASE, LATER_CASE, OTHER_CASE, DECISION, AWARD = (UUID(int=number) for number in range(1, 7))
SUBMISSION, OPINION, SECOND_OPINION = UUID(int=7), UUID(int=8), UUID(int=9)
OTHER_NOMINATION, OTHER_UNIT = UUID(int=10), "11977@2025-07-01"


def submitted(nomination_id: UUID = NOMINATION, unit: str = UNIT, deed_at: datetime | None = None) -> Fact:
    """Ad hoc where the time of the deed is given."""
    return NominationSubmitted(
        nomination_id=nomination_id,
        subject_kind=SubjectKind.INDIVIDUAL,
        award_code="BKT",
        commendation_kind=CommendationKind.AD_HOC if deed_at else CommendationKind.MERIT,
        deed_at=deed_at,
        simplified=deed_at is not None,
        proposing_unit=unit,
        receiving_agency=AGENCY,
        submitted_on=TODAY,
    )


def opened(case_id: UUID = CASE, nomination_id: UUID = NOMINATION, unit: str = UNIT) -> Fact:
    return CaseOpened(
        case_id=case_id,
        nomination_id=nomination_id,
        submission_id=SUBMISSION,
        proposing_unit=unit,
        receiving_agency=AGENCY,
        received_on=TODAY,
    )


def returned(case_id: UUID = CASE, nomination_id: UUID = NOMINATION) -> Fact:
    return CaseReturned(case_id=case_id, nomination_id=nomination_id, reasons=("incomplete-dossier",))


def awarded(case_id: UUID = LATER_CASE, nomination_id: UUID = NOMINATION) -> Fact:
    return AwardIssued(
        award_id=AWARD,
        decision_id=DECISION,
        case_id=case_id,
        nomination_id=nomination_id,
        submission_id=SUBMISSION,
        award_code="BKT",
        subject_kind=SubjectKind.INDIVIDUAL,
        proposing_unit=UNIT,
        issued_on=TODAY,
    )


def decided() -> Fact:
    return DecisionIssued(
        decision_id=DECISION, agency=AGENCY, year=2026, number=1, symbol="1/QĐ-UBND", issued_on=TODAY, award_count=1
    )


def a_life(teller: Teller) -> list[bytes]:
    """Submitted, returned, submitted again, awarded; and another unit's case beside it."""
    return [
        teller.tell(submitted()),
        teller.tell(opened()),
        teller.tell(returned()),
        teller.tell(submitted(OTHER_NOMINATION, OTHER_UNIT)),
        teller.tell(opened(OTHER_CASE, OTHER_NOMINATION, OTHER_UNIT), by=None),
        teller.tell(submitted()),
        teller.tell(opened(LATER_CASE), by=None),
        teller.tell(decided()),
        teller.tell(awarded()),
    ]

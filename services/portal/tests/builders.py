"""Facts as the neighbours tell them, and envelopes around them; every value can be overridden."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from contracts.canonical import canonical_bytes
from contracts.envelope import Envelope, source_of
from contracts.fact import Fact
from contracts.nominations import NominationEndorsed, NominationSubmitted
from contracts.registry import producer_of
from contracts.review import AwardIssued, CaseAccepted, CaseOpened, CouncilDecided, DecisionIssued
from contracts.vocabulary import CommendationKind, SubjectKind

NOW, TODAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC), date(2026, 11, 23)
UNIT, AGENCY = "11953@2025-07-01", "33@2025-07-01"
NAMES = UUID("5d9a1c3e-0000-4000-8000-000000000000")

SETTINGS = {
    "NOMINATIONS_URL": "http://127.0.0.1:9",
    "REVIEW_URL": "http://127.0.0.1:9",
    "NOTIFICATIONS_URL": "http://127.0.0.1:9",
    "AUDIT_URL": "http://127.0.0.1:9",
    "OIDC_ISSUER": "http://127.0.0.1:9",
    "OIDC_JWKS_URL": "http://127.0.0.1:9/jwks",
    "OIDC_CLIENT_ID": "portal",
    "OIDC_CLIENT_SECRET": "client-secret",
    "PUBLIC_URL": "http://service.test",
    "SESSION_SECRET": "0123456789abcdef0123456789abcdef",
}


def known(name: str) -> UUID:
    """The same id for the same name."""
    return uuid5(NAMES, name)


def endorsed(name: str) -> NominationEndorsed:
    return NominationEndorsed(nomination_id=known(name), proposing_unit=UNIT)


def submitted(
    name: str, shown: str = "Đặng Thị Bích Ngọc", award: str = "BKT", unit: str = UNIT, position: str = "Công chức"
) -> NominationSubmitted:
    return NominationSubmitted(
        nomination_id=known(name),
        subject_kind=SubjectKind.INDIVIDUAL,
        award_code=award,
        commendation_kind=CommendationKind.MERIT,
        simplified=False,
        proposing_unit=unit,
        receiving_agency=AGENCY,
        submitted_on=TODAY,
        name=shown,
        position=position,
        achievement="Số hóa hồ sơ",
        born="1985-02-09",
        gender="female",
    )


def opened(name: str, submission_id: UUID, agency: str = AGENCY, unit: str = UNIT) -> CaseOpened:
    return CaseOpened(
        case_id=known(f"case {name}"), nomination_id=known(name), submission_id=submission_id, proposing_unit=unit,
        receiving_agency=agency, received_on=TODAY,
    )  # fmt: skip


def accepted(name: str) -> CaseAccepted:
    return CaseAccepted(case_id=known(f"case {name}"), nomination_id=known(name))


def decided(name: str, yes: int = 14) -> CouncilDecided:
    return CouncilDecided(
        case_id=known(f"case {name}"), nomination_id=known(name), council_session_id=known("session"), held_on=TODAY,
        seats=15, yes=yes, no=15 - yes, blank=0, threshold_percent=70, approved=yes * 100 >= 70 * 15,
    )  # fmt: skip


def issued(decision: str, number: int, awards: int) -> DecisionIssued:
    return DecisionIssued(
        decision_id=known(decision), agency=AGENCY, year=2026, number=number, symbol=f"{number}/QĐ-UBND",
        issued_on=TODAY, award_count=awards,
    )  # fmt: skip


def awarded(name: str, submission_id: UUID, decision: str, award: str = "BKT", unit: str = UNIT) -> AwardIssued:
    return AwardIssued(
        award_id=known(f"award {name}"), decision_id=known(decision), case_id=known(f"case {name}"),
        nomination_id=known(name), submission_id=submission_id, award_code=award,
        subject_kind=SubjectKind.INDIVIDUAL, proposing_unit=unit, issued_on=TODAY,
    )  # fmt: skip


def envelope(fact: Fact, seq: int, *, at: datetime = NOW, fact_id: UUID | None = None) -> Envelope[Fact]:
    """A fact as a handler receives it."""
    return Envelope(
        id=fact_id or known(f"{fact.TYPE} {fact.subject} {seq}"), source=source_of(producer_of(type(fact))),
        type=fact.TYPE, subject=fact.subject, seq=seq, time=at, actor_role="service", fact=fact, data=fact.public(),
        value=canonical_bytes(fact.public()),
    )  # fmt: skip

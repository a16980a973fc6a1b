"""One fixed fact of every released type, personal part included: what the golden examples were made from.

A new type gets its fact here; `make schemas` writes its example. That of a released type is never changed.
"""

from datetime import UTC, date, datetime
from uuid import UUID

from contracts import audit, nominations, notifications, review
from contracts.fact import Fact
from contracts.roles import Role
from contracts.vocabulary import CommendationKind, DiscoveredBy, Period, SubjectKind

WARD = "11953@2025-07-01"
PROVINCE = "33@2025-07-01"
MOMENT = datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC)
DAY = date(2026, 11, 23)


def numbered(number: int) -> UUID:
    """A fixed UUIDv7 that shows its number."""
    return UUID(int=0x019A_0000_0000_7000_8000_0000_0000_0000 + number)


NOMINATION, CASE, EARLIER_CASE, LIST, DECISION, AWARD = (numbered(number) for number in range(1, 7))
SESSION, MESSAGE, ANOMALY, MOVEMENT, SUBMISSION, OTHER_FACT = (numbered(number) for number in range(7, 13))
OPINION, LOOK, EXPORT, OPENING, SHARD = (numbered(number) for number in range(13, 18))
COMMIT = "c0ffee" + "0" * 58
DEPARTMENT = "sample.health@unknown"

OF_NOMINATIONS: tuple[Fact, ...] = (
    nominations.NominationEndorsed(nomination_id=NOMINATION, list_id=LIST, proposing_unit=WARD),
    nominations.NominationSubmitted(
        nomination_id=NOMINATION,
        list_id=LIST,
        subject_kind=SubjectKind.INDIVIDUAL,
        award_code="BKT",
        commendation_kind=CommendationKind.AD_HOC,
        period=Period(first_day=date(2025, 1, 1), last_day=date(2025, 12, 31)),
        movement_id=MOVEMENT,
        deed_at=MOMENT,
        discovered_by=DiscoveredBy.HEAD,
        simplified=True,
        proposing_unit=WARD,
        receiving_agency=PROVINCE,
        submitted_on=DAY,
        name="Nguyễn Thị Mẫu",
        born="1985-04-30",
        gender="female",
        position="Trạm trưởng",
        workplace="Trạm y tế phường Phố Hiến",
        achievement='Dập dịch trong 48 giờ; "không bỏ một ai"',
    ),
    nominations.NominationWithdrawn(
        nomination_id=NOMINATION, list_id=LIST, proposing_unit=WARD, reason="Đơn vị rút hồ sơ để bổ sung"
    ),
    nominations.WithdrawalRequested(
        nomination_id=NOMINATION, proposing_unit=WARD, reason="Cá nhân đang bị xem xét kỷ luật"
    ),
    nominations.PersonalErased(nomination_id=NOMINATION, fact_id=SUBMISSION),
    nominations.ActorOpened(opening_id=OPENING, opened_commit=COMMIT),
)

OF_CASES: tuple[Fact, ...] = (
    review.CaseOpened(
        case_id=CASE,
        nomination_id=NOMINATION,
        submission_id=SUBMISSION,
        earlier_case_id=EARLIER_CASE,
        proposing_unit=WARD,
        receiving_agency=PROVINCE,
        received_on=DAY,
    ),
    review.CaseAccepted(case_id=CASE, nomination_id=NOMINATION),
    review.CaseRepinned(
        case_id=CASE,
        nomination_id=NOMINATION,
        earlier_received_on=DAY,
        received_on=date(2025, 6, 20),
        reasons=("paper-received-before",),
        note="Sổ văn bản đến số 412 ngày 20/6/2025",
    ),
    review.CaseReturned(
        case_id=CASE,
        nomination_id=NOMINATION,
        reasons=("report-missing", "minutes-missing"),
        note="Thiếu biên bản họp",
    ),
    review.CaseClosed(case_id=CASE, nomination_id=NOMINATION, reason=review.CloseReason.WITHDRAWN),
    review.WithdrawalRefused(
        case_id=CASE, nomination_id=NOMINATION, reasons=("decision-issued",), note="Đã có quyết định"
    ),
    review.CouncilDecided(
        case_id=CASE,
        nomination_id=NOMINATION,
        council_session_id=SESSION,
        held_on=DAY,
        seats=15,
        yes=14,
        no=0,
        blank=1,
        threshold_percent=90,
        approved=True,
    ),
)

OF_OPINIONS: tuple[Fact, ...] = (
    review.OpinionAsked(
        opinion_id=OPINION,
        case_id=CASE,
        nomination_id=NOMINATION,
        body=DEPARTMENT,
        asked_on=DAY,
        due_on=date(2026, 12, 7),
        question="Bà Mẫu có nợ thuế không?",
    ),
    review.OpinionGiven(
        opinion_id=OPINION,
        case_id=CASE,
        nomination_id=NOMINATION,
        body=DEPARTMENT,
        stance=review.Stance.AGREE,
        given_on=date(2026, 12, 8),
        late=True,
        text="Đã nộp đủ",
    ),
    review.OpinionRequestWithdrawn(
        opinion_id=OPINION, case_id=CASE, nomination_id=NOMINATION, body=DEPARTMENT, note="Không còn cần"
    ),
)

OF_DECISIONS: tuple[Fact, ...] = (
    review.DecisionIssued(
        decision_id=DECISION,
        agency=PROVINCE,
        year=2026,
        number=12,
        symbol="12/QĐ-UBND",
        issued_on=DAY,
        award_count=200,
    ),
    review.AwardIssued(
        award_id=AWARD,
        decision_id=DECISION,
        case_id=CASE,
        nomination_id=NOMINATION,
        submission_id=SUBMISSION,
        award_code="BKT",
        subject_kind=SubjectKind.INDIVIDUAL,
        proposing_unit=WARD,
        issued_on=DAY,
    ),
    review.AwardDeclined(
        case_id=CASE,
        nomination_id=NOMINATION,
        award_code="BKT",
        reasons=("criteria-not-met",),
        note="Chưa đủ tiêu chuẩn",
    ),
    review.AwardRevoked(
        award_id=AWARD,
        decision_id=DECISION,
        case_id=CASE,
        nomination_id=NOMINATION,
        revoked_on=DAY,
        reasons=("false-declaration",),
        note="Kê khai không trung thực",
    ),
    review.PersonalErased(aggregate_id=CASE, nomination_id=NOMINATION, fact_id=OTHER_FACT),
    review.ActorOpened(opening_id=OPENING, opened_commit=COMMIT),
)

OF_MESSAGES: tuple[Fact, ...] = (
    notifications.MessageDelivered(
        message_id=MESSAGE,
        about_fact_id=SUBMISSION,
        nomination_id=NOMINATION,
        case_id=CASE,
        channel=notifications.Channel.MAIL,
        recipient_role=Role.SECRETARIAT,
        recipient_unit=PROVINCE,
        delivered_at=MOMENT,
        attempts=2,
    ),
    notifications.MessageFailed(
        message_id=MESSAGE,
        about_fact_id=SUBMISSION,
        nomination_id=NOMINATION,
        case_id=CASE,
        channel=notifications.Channel.MAIL,
        recipient_role=Role.UNIT_OFFICER,
        recipient_unit=WARD,
        failed_at=MOMENT,
        attempts=8,
        error="mailbox-unavailable",
    ),
    notifications.ActorOpened(opening_id=OPENING, opened_commit=COMMIT),
)

OF_THE_RECORD: tuple[Fact, ...] = (
    audit.AnomalyFound(
        anomaly_id=ANOMALY,
        kind=audit.AnomalyKind.GAP,
        about_source="/services/review",
        about_subject=CASE,
        about_fact_id=OTHER_FACT,
        expected_seq=3,
        seen_seq=5,
        topic="review.facts",
        partition=7,
        offset=1234,
    ),
    audit.RecordViewed(look_id=LOOK, case_id=CASE),
    audit.BundleExported(
        export_id=EXPORT,
        case_id=CASE,
        manifest_sha256="ab" * 32,
        fact_count=12,
        opening_count=1,
        reason=audit.ExportReason.COMPLAINT,
    ),
    audit.ActorOpened(opening_id=OPENING, opened_commit=COMMIT),
    audit.ShardClosed(
        shard_id=SHARD,
        number=1,
        origin="thidua.example/so-cong-khai",
        vkey="thidua.example/so-cong-khai+229bdd45+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        last_note="thidua.example/so-cong-khai\n2\nT1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=\n\n"
        "— thidua.example/so-cong-khai "
        "IpvdRRC6fb6ALzkyO/m1vPQjLDBmfD45z+5ts2Wj0uhY9TjvsmUbssf3soy09rQZIaYDLMY4O8VmJHd9DyVpERp1+Ao=\n",
        next_origin="thidua.example/so-cong-khai/2027",
    ),
)

FACTS: dict[str, Fact] = {
    fact.TYPE: fact for fact in (*OF_NOMINATIONS, *OF_CASES, *OF_OPINIONS, *OF_DECISIONS, *OF_MESSAGES, *OF_THE_RECORD)
}

"""The chairman's desk: numbers, awards, declining, revoking."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from contracts.review import AwardDeclined, AwardIssued, AwardRevoked, DecisionIssued
from directory import load_directory
from review.domain import commands, decisions, errors
from review.domain.model import AwardStatus, Case, CaseStatus, DecisionBook
from rulebook import load_rulebook
from services.review.tests.builders import (
    AGENCY,
    FOREIGN_AGENCY,
    RECEIVED,
    TODAY,
    a_book,
    a_case,
    an_award,
    pending,
    simplified,
    uid,
)

RULES = load_rulebook()
PROVINCE = load_directory().get(AGENCY)


def issued(
    cases: list[Case], book: DecisionBook | None = None, issued_on: date = TODAY
) -> tuple[DecisionIssued, list[AwardIssued]]:
    award_ids = [uid(300_000 + number) for number in range(len(cases))]
    return decisions.issue(cases, book or a_book(), issued_on, PROVINCE, uid(4), award_ids)


def declining(reason: str) -> commands.DeclineCases:
    return commands.DeclineCases(case_ids=(uid(1),), reason=reason)


def revoking(reason: str) -> commands.RevokeAwards:
    return commands.RevokeAwards(award_ids=(uid(1),), reason=reason, note="Kết luận thanh tra")


def test_a_decision_takes_the_next_number_and_counts_its_awards() -> None:
    cases = [a_case(1, CaseStatus.APPROVED), a_case(2, CaseStatus.APPROVED)]

    decision, awards = issued(cases, a_book(11, RECEIVED))

    assert decision == DecisionIssued(
        decision_id=uid(4),
        agency=AGENCY,
        year=2026,
        number=12,
        symbol="12/QĐ-UBND",
        issued_on=TODAY,
        award_count=2,
    )
    assert [award.case_id for award in awards] == [uid(1), uid(2)]
    assert awards[1] == AwardIssued(
        award_id=uid(300_001),
        decision_id=uid(4),
        case_id=cases[1].case_id,
        nomination_id=cases[1].nomination_id,
        submission_id=cases[1].submission_id,
        award_code="BKT",
        subject_kind=cases[1].subject_kind,
        proposing_unit=cases[1].proposing_unit,
        issued_on=TODAY,
    )


def test_the_fast_track_goes_from_accepted_straight_to_the_chairman() -> None:
    decision, _ = issued([simplified(a_case(1, CaseStatus.ACCEPTED))])

    assert decision.award_count == 1


@pytest.mark.parametrize("received_on", [date(2021, 8, 31), date(2024, 6, 3), RECEIVED])
@pytest.mark.parametrize("award", ["CSTDT", "newer-than-this-data"])
def test_a_title_that_needs_the_secret_ballot_takes_no_fast_track(award: str, received_on: date) -> None:
    """NĐ 91/2017/NĐ-CP Đ45 k8: the simplified procedure spares no vote on CSTĐ tỉnh."""
    title = replace(simplified(a_case(1, CaseStatus.ACCEPTED)), award_code=award, received_on=received_on)

    with pytest.raises(errors.NotWithChairman):
        issued([title])


@pytest.mark.parametrize("status", set(CaseStatus) - {CaseStatus.APPROVED})
def test_what_the_council_did_not_approve_is_not_awarded(status: CaseStatus) -> None:
    with pytest.raises(errors.NotWithChairman):
        issued([a_case(1, CaseStatus.APPROVED), a_case(2, status)])


@pytest.mark.parametrize("case", [a_case(1, CaseStatus.APPROVED), simplified(a_case(1, CaseStatus.ACCEPTED))])
def test_a_case_whose_withdrawal_waits_is_neither_awarded_nor_declined(case: Case) -> None:
    with pytest.raises(errors.WithdrawalPending):
        issued([pending(case)])
    with pytest.raises(errors.WithdrawalPending):
        decisions.decline([pending(case)], declining("not-exemplary"), RULES)


def test_numbers_follow_dates() -> None:
    cases = [a_case(1, CaseStatus.APPROVED)]

    with pytest.raises(errors.IssuedOutOfOrder):
        issued(cases, a_book(3, TODAY), TODAY - timedelta(days=1))
    assert issued(cases, a_book(3, TODAY), TODAY)[0].number == 4


def test_a_decision_is_not_older_than_its_cases() -> None:
    with pytest.raises(errors.IssuedBeforeReceipt):
        issued([a_case(1, CaseStatus.APPROVED)], issued_on=RECEIVED - timedelta(days=1))


def test_a_decision_is_of_today_unless_an_earlier_day_is_named() -> None:
    ids = (uid(1),)

    assert decisions.day_of_issue(commands.IssueDecision(case_ids=ids), TODAY) == TODAY
    assert decisions.day_of_issue(commands.IssueDecision(case_ids=ids, issued_on=RECEIVED), TODAY) == RECEIVED
    with pytest.raises(errors.DateInFuture):
        decisions.day_of_issue(commands.IssueDecision(case_ids=ids, issued_on=date(2026, 11, 24)), TODAY)


def test_the_sign_of_an_agency_whose_abbreviation_is_unknown_is_left_out() -> None:
    units = load_directory()

    assert decisions.symbol(5, units.get(FOREIGN_AGENCY)) == "5/QĐ-UBND"
    assert decisions.symbol(5, units.get("sample.health@unknown")) == "5/QĐ"
    assert decisions.symbol(5, None) == "5/QĐ"


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (a_case(1, CaseStatus.APPROVED), "not-exemplary"),
        (a_case(1, CaseStatus.NOT_APPROVED), "council-rejected"),
        (simplified(a_case(1, CaseStatus.ACCEPTED)), "needs-clarification"),
    ],
)
def test_the_chairman_declines_what_is_on_the_desk(case: Case, reason: str) -> None:
    assert decisions.decline([case], declining(reason), RULES) == [
        AwardDeclined(case_id=case.case_id, nomination_id=case.nomination_id, award_code="BKT", reasons=(reason,))
    ]


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (a_case(2, CaseStatus.APPROVED), "council-rejected"),
        (simplified(a_case(2, CaseStatus.ACCEPTED)), "council-rejected"),
        (a_case(2, CaseStatus.NOT_APPROVED), "not-exemplary"),
        (a_case(2, CaseStatus.NOT_APPROVED), "needs-clarification"),
    ],
)
def test_a_reason_to_decline_agrees_with_what_the_council_said(case: Case, reason: str) -> None:
    status = CaseStatus.NOT_APPROVED if reason == "council-rejected" else CaseStatus.APPROVED
    agreeing = a_case(1, status)

    with pytest.raises(errors.ReasonAgainstVerdict) as refused:
        decisions.decline([agreeing, case], declining(reason), RULES)

    assert refused.value.ids == (case.case_id,)


@pytest.mark.parametrize("status", set(CaseStatus) - {CaseStatus.APPROVED, CaseStatus.NOT_APPROVED})
def test_the_chairman_does_not_decline_what_is_elsewhere(status: CaseStatus) -> None:
    with pytest.raises(errors.NotWithChairman):
        decisions.decline([a_case(1, status)], declining("not-exemplary"), RULES)


def test_declining_needs_a_known_reason() -> None:
    with pytest.raises(errors.UnknownReason):
        decisions.decline([a_case(1, CaseStatus.APPROVED)], declining("other"), RULES)


@pytest.mark.parametrize("reason", ["false-achievement", "forged-dossier", "unlawful-procedure", "later-violation"])
def test_an_award_is_revoked_on_a_ground_of_the_law(reason: str) -> None:
    award = an_award()

    assert decisions.revoke([award], revoking(reason), RULES, TODAY) == [
        AwardRevoked(
            award_id=award.award_id,
            decision_id=award.decision_id,
            case_id=award.case_id,
            nomination_id=award.nomination_id,
            revoked_on=TODAY,
            reasons=(reason,),
            note="Kết luận thanh tra",
        )
    ]


def test_an_award_is_not_revoked_for_another_reason() -> None:
    with pytest.raises(errors.UnknownReason):
        decisions.revoke([an_award()], revoking("not-exemplary"), RULES, TODAY)


def test_an_award_is_revoked_once() -> None:
    with pytest.raises(errors.AlreadyRevoked) as refused:
        decisions.revoke([an_award(1), an_award(2, AwardStatus.REVOKED)], revoking("forged-dossier"), RULES, TODAY)

    assert refused.value.ids == (an_award(2).award_id,)


def test_unknown_and_foreign_awards_refuse_all() -> None:
    award = an_award()

    with pytest.raises(errors.UnknownThing):
        decisions.awards_within((award.award_id, uid(5)), [award], AGENCY)
    with pytest.raises(errors.ForeignAgency):
        decisions.awards_within((award.award_id,), [award], FOREIGN_AGENCY)
    assert decisions.awards_within((award.award_id,), [award], AGENCY) == [award]

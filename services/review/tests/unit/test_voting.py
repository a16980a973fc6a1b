"""Verdicts count against all seats, under the threshold of the rulebook or the council's own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from contracts.review import CouncilDecided
from review.domain import commands, decisions, errors
from review.domain.model import Case, CaseStatus
from rulebook import NoRuleInForce, load_rulebook
from services.review.tests.builders import TODAY, a_case, pending, uid

RULES = load_rulebook()
SESSION = uid(9)


def accepted(number: int = 1, award_code: str = "BKT") -> Case:
    return replace(a_case(number, CaseStatus.ACCEPTED), award_code=award_code)


def counted(
    yes: int, no: int = 0, blank: int = 0, seats: int = 15, percent: int | None = None, held_on: date = TODAY
) -> commands.RecordVerdicts:
    ballot = commands.Verdict(case_id=uid(1), yes=yes, no=no, blank=blank)
    return commands.RecordVerdicts(held_on=held_on, seats=seats, threshold_percent=percent, verdicts=(ballot,))


def decided(case: Case, command: commands.RecordVerdicts) -> list[CouncilDecided]:
    return decisions.record_verdicts([case], command, SESSION, RULES, TODAY)


def test_a_verdict_carries_the_counts_and_the_threshold_it_was_judged_by() -> None:
    case = accepted()

    assert decided(case, counted(12, 2, 1)) == [
        CouncilDecided(
            case_id=case.case_id,
            nomination_id=case.nomination_id,
            council_session_id=SESSION,
            held_on=TODAY,
            seats=15,
            yes=12,
            no=2,
            blank=1,
            threshold_percent=80,
            approved=True,
        )
    ]


@pytest.mark.parametrize(
    ("award_code", "seats", "yes", "approved"),
    [
        ("BKT", 15, 12, True),  # 80 %
        ("BKT", 15, 11, False),
        ("CSTDT", 15, 14, True),  # 90 % of 15 is 13.5
        ("CSTDT", 15, 13, False),
        ("CSTDT", 22, 20, True),  # 90 % of 22 is 19.8
        ("CSTDT", 22, 19, False),
        ("LDTT", 10, 7, True),  # 70 %
        ("LDTT", 10, 6, False),
    ],
)
def test_absent_members_stay_in_the_denominator(award_code: str, seats: int, yes: int, approved: bool) -> None:
    [verdict] = decided(accepted(award_code=award_code), counted(yes, seats=seats))

    assert verdict.approved is approved


def test_the_threshold_is_that_of_the_day_of_receipt() -> None:
    received_in_2021 = replace(accepted(award_code="BKTTG"), received_on=date(2021, 8, 31))

    [then] = decided(received_in_2021, counted(11))
    [now] = decided(accepted(award_code="BKTTG"), counted(11))

    assert (then.threshold_percent, then.approved) == (70, True)
    assert (now.threshold_percent, now.approved) == (80, False)


def test_a_council_may_set_a_threshold_of_its_own_where_the_law_sets_none() -> None:
    [verdict] = decided(accepted(), counted(9, percent=60))

    assert (verdict.threshold_percent, verdict.approved) == (60, True)


def test_a_threshold_that_the_law_sets_may_be_raised_but_not_lowered() -> None:
    of_2021 = replace(accepted(award_code="CSTDT"), received_on=date(2021, 8, 31))

    [verdict] = decided(of_2021, counted(14, percent=95))

    assert (verdict.threshold_percent, verdict.approved) == (95, False)
    with pytest.raises(errors.ThresholdBelowLaw):
        decided(of_2021, counted(14, percent=80))


def test_a_case_received_before_any_known_rule_is_not_judged() -> None:
    with pytest.raises(NoRuleInForce):
        decided(replace(accepted(), received_on=date(2017, 9, 30)), counted(15))


def test_more_votes_than_seats_are_refused() -> None:
    with pytest.raises(errors.TooManyVotes):
        decided(accepted(), counted(10, 5, 1))


def test_a_session_in_the_future_is_refused() -> None:
    with pytest.raises(errors.DateInFuture):
        decided(accepted(), counted(15, held_on=TODAY + timedelta(days=1)))


@pytest.mark.parametrize("status", set(CaseStatus) - {CaseStatus.ACCEPTED})
def test_only_accepted_cases_come_before_the_council(status: CaseStatus) -> None:
    with pytest.raises(errors.NotBeforeCouncil):
        decided(a_case(1, status), counted(15))


def test_a_case_whose_withdrawal_waits_does_not_come_before_the_council() -> None:
    with pytest.raises(errors.WithdrawalPending):
        decided(pending(accepted()), counted(15))


def test_each_case_of_a_session_has_its_own_count() -> None:
    ballots = tuple(commands.Verdict(case_id=uid(n), yes=yes, no=0) for n, yes in ((1, 15), (2, 3)))
    command = commands.RecordVerdicts(held_on=TODAY, seats=15, verdicts=ballots)

    verdicts = decisions.record_verdicts([accepted(1), accepted(2)], command, SESSION, RULES, TODAY)

    assert [(each.case_id, each.approved) for each in verdicts] == [(uid(1), True), (uid(2), False)]

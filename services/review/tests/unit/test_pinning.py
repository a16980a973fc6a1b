"""The day of receipt decides which rules apply; the secretariat may correct it until the council has voted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from contracts.review import CaseRepinned
from review.domain import commands, decisions, errors, model
from review.domain.model import CaseStatus
from rulebook import load_rulebook
from services.review.tests.builders import RECEIVED, TODAY, a_case, a_submission, pending, uid

RULES = load_rulebook()
BEFORE = date(2023, 6, 20)
BEFORE_COUNCIL = {CaseStatus.OPENED, CaseStatus.ACCEPTED}


def repinning(
    day: date = BEFORE, reason: str = "receipt-entered-wrong", note: str | None = "Sổ đến số 412"
) -> commands.RepinCases:
    return commands.RepinCases(case_ids=(uid(1),), received_on=day, reason=reason, note=note)


def test_a_case_is_received_on_the_day_of_the_paper_dossier_where_the_unit_names_it() -> None:
    submitted = a_submission().model_copy(update={"received_on": BEFORE})

    opened = decisions.open_case(submitted, uid(7), uid(8), None)

    assert opened.received_on == BEFORE
    assert model.opened(opened, submitted, 1).submitted_on == submitted.submitted_on


@pytest.mark.parametrize("status", sorted(BEFORE_COUNCIL))
def test_a_case_is_pinned_to_another_day(status: CaseStatus) -> None:
    case = a_case(1, status)

    (fact,) = decisions.repin([case], repinning(), RULES, TODAY)

    assert fact == CaseRepinned(
        case_id=case.case_id,
        nomination_id=case.nomination_id,
        earlier_received_on=RECEIVED,
        received_on=BEFORE,
        reasons=("receipt-entered-wrong",),
        note="Sổ đến số 412",
    )
    assert model.evolve(case, fact) == replace(case, received_on=BEFORE)


def test_the_threshold_follows_the_day() -> None:
    """90 % of all members under regime A (NĐ 91/2017 Đ45 k8); the council's own below that is refused."""
    case = replace(a_case(1, CaseStatus.ACCEPTED), award_code="CSTDT")
    (fact,) = decisions.repin([case], repinning(), RULES, TODAY)
    ballot = commands.Verdict(case_id=case.case_id, yes=14, no=1)
    vote = commands.RecordVerdicts(held_on=TODAY, seats=15, threshold_percent=70, verdicts=(ballot,))

    decisions.record_verdicts([case], vote, uid(9), RULES, TODAY)
    with pytest.raises(errors.ThresholdBelowLaw):
        decisions.record_verdicts([model.evolve(case, fact)], vote, uid(9), RULES, TODAY)


@pytest.mark.parametrize("status", sorted(set(CaseStatus) - BEFORE_COUNCIL))
def test_a_case_that_the_council_has_seen_or_that_ended_keeps_its_day(status: CaseStatus) -> None:
    with pytest.raises(errors.PastAppraisal):
        decisions.repin([a_case(1, status)], repinning(), RULES, TODAY)


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (repinning(TODAY + timedelta(days=1)), errors.ReceivedInFuture),
        (repinning(date(2017, 9, 30)), errors.NoRegime),
        (repinning(RECEIVED), errors.SameReceipt),
        (repinning(reason="incomplete-dossier"), errors.UnknownReason),
        (repinning(note="  "), errors.NoteMissing),
    ],
)
def test_a_day_that_cannot_be_or_is_not_explained_is_refused(
    command: commands.RepinCases, refusal: type[errors.Refused]
) -> None:
    with pytest.raises(refusal):
        decisions.repin([a_case()], command, RULES, TODAY)


def test_a_request_to_withdraw_is_answered_first() -> None:
    with pytest.raises(errors.WithdrawalPending):
        decisions.repin([pending(a_case())], repinning(), RULES, TODAY)

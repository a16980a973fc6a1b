"""How facts change a case, what a command may hold, which day it is."""

import pytest
from pydantic import ValidationError

from contracts.review import (
    AwardDeclined,
    AwardIssued,
    CaseAccepted,
    CaseClosed,
    CaseReturned,
    CloseReason,
    CouncilDecided,
    WithdrawalRefused,
)
from contracts.vocabulary import SubjectKind
from review.domain import commands, errors, model
from review.domain.model import AwardStatus, CaseFact, CaseStatus
from services.review.tests.builders import TODAY, a_case, an_award, pending, uid

CASE = a_case()
ABOUT = {"case_id": CASE.case_id, "nomination_id": CASE.nomination_id}


def verdict(approved: bool) -> CouncilDecided:
    return CouncilDecided(
        case_id=CASE.case_id,
        nomination_id=CASE.nomination_id,
        council_session_id=uid(9),
        held_on=TODAY,
        seats=1,
        yes=1,
        no=0,
        blank=0,
        threshold_percent=70,
        approved=approved,
    )


AWARD = AwardIssued(
    award_id=an_award().award_id,
    decision_id=an_award().decision_id,
    case_id=CASE.case_id,
    nomination_id=CASE.nomination_id,
    submission_id=CASE.submission_id,
    award_code="BKT",
    subject_kind=SubjectKind.INDIVIDUAL,
    proposing_unit=CASE.proposing_unit,
    issued_on=TODAY,
)


@pytest.mark.parametrize(
    ("fact", "status"),
    [
        (CaseAccepted.model_validate(ABOUT), CaseStatus.ACCEPTED),
        (CaseReturned.model_validate(ABOUT | {"reasons": ("other",)}), CaseStatus.RETURNED),
        (CaseClosed.model_validate(ABOUT | {"reason": CloseReason.WITHDRAWN}), CaseStatus.CLOSED),
        (verdict(True), CaseStatus.APPROVED),
        (verdict(False), CaseStatus.NOT_APPROVED),
        (AWARD, CaseStatus.AWARDED),
        (AwardDeclined.model_validate(ABOUT | {"award_code": "BKT"}), CaseStatus.DECLINED),
    ],
)
def test_a_fact_moves_the_case(fact: CaseFact, status: CaseStatus) -> None:
    assert model.evolve(CASE, fact) == a_case(1, status)


def test_a_refused_withdrawal_leaves_the_case_where_it_was() -> None:
    refused = WithdrawalRefused.model_validate(ABOUT | {"reasons": ("before-council",)})

    assert model.evolve(pending(CASE), refused) == CASE


def test_a_granted_withdrawal_waits_no_longer() -> None:
    closed = CaseClosed.model_validate(ABOUT | {"reason": CloseReason.WITHDRAWN})

    assert model.evolve(pending(CASE), closed) == a_case(1, CaseStatus.CLOSED)


def test_an_award_starts_issued_and_may_be_revoked() -> None:
    award = model.awarded(AWARD, CASE.receiving_agency)

    assert award == an_award()
    assert model.revoked(award) == an_award(status=AwardStatus.REVOKED)


@pytest.mark.parametrize("ids", [(), (uid(1), uid(1))])
def test_a_command_names_at_least_one_thing_and_none_twice(ids: tuple[object, ...]) -> None:
    with pytest.raises(ValidationError):
        commands.AcceptCases.model_validate({"case_ids": ids})


def test_a_command_takes_twenty_thousand_ids_and_no_more() -> None:
    ids = [uid(number) for number in range(20_001)]

    assert len(commands.AcceptCases.model_validate({"case_ids": ids[:-1]}).case_ids) == 20_000
    with pytest.raises(ValidationError):
        commands.AcceptCases.model_validate({"case_ids": ids})


def test_a_session_counts_each_case_once_and_unknown_fields_are_refused() -> None:
    ballot = {"case_id": uid(1), "yes": 1, "no": 0}
    body: dict[str, object] = {"held_on": TODAY, "seats": 3, "verdicts": [ballot]}

    assert commands.RecordVerdicts.model_validate(body).verdicts[0].blank == 0
    with pytest.raises(ValidationError):
        commands.RecordVerdicts.model_validate(body | {"verdicts": [ballot, ballot]})
    with pytest.raises(ValidationError):
        commands.RecordVerdicts.model_validate(body | {"quorum": 2})


def test_a_refusal_shows_the_first_few_of_many() -> None:
    refusal = errors.NotReturnable([uid(number) for number in range(7)])

    assert refusal.detail == f"7: {', '.join(str(uid(number)) for number in range(5))}, …"

"""A submission becomes a case; the secretariat accepts or returns it; a withdrawal is answered."""

from dataclasses import replace

import pytest

from contracts.review import (
    CaseAccepted,
    CaseClosed,
    CaseOpened,
    CaseReturned,
    CloseReason,
    WithdrawalRefused,
)
from review.domain import commands, decisions, errors
from review.domain.model import CaseStatus
from rulebook import load_law, load_rulebook
from services.review.tests.builders import AGENCY, FOREIGN_AGENCY, a_case, a_submission, pending, uid

RULES, LAW = load_rulebook(), load_law()
ENDED = {CaseStatus.RETURNED, CaseStatus.CLOSED, CaseStatus.AWARDED, CaseStatus.DECLINED}
GOING_ON = set(CaseStatus) - ENDED


def returning(*reasons: str) -> commands.ReturnCases:
    return commands.ReturnCases(case_ids=(uid(1),), reasons=reasons, note="Thiếu báo cáo")


def refusing(reason: str) -> commands.RefuseWithdrawals:
    return commands.RefuseWithdrawals(case_ids=(uid(1),), reason=reason)


def test_a_submission_opens_a_case_of_its_receiving_agency_received_on_the_day_of_submission() -> None:
    submitted = a_submission()

    opened = decisions.open_case(submitted, uid(7), uid(8), None)

    assert opened == CaseOpened(
        case_id=uid(8),
        nomination_id=submitted.nomination_id,
        submission_id=uid(7),
        earlier_case_id=None,
        proposing_unit=submitted.proposing_unit,
        receiving_agency=submitted.receiving_agency,
        received_on=submitted.submitted_on,
    )


@pytest.mark.parametrize("status", [CaseStatus.RETURNED, CaseStatus.CLOSED, CaseStatus.DECLINED])
def test_a_second_submission_names_the_case_before_it(status: CaseStatus) -> None:
    earlier = a_case(1, status)

    assert decisions.open_case(a_submission(), uid(7), uid(8), earlier).earlier_case_id == earlier.case_id


@pytest.mark.parametrize("status", [*GOING_ON, CaseStatus.AWARDED])
def test_a_second_submission_while_the_first_goes_on_or_was_awarded_cannot_happen(status: CaseStatus) -> None:
    with pytest.raises(errors.EarlierCaseNotEnded):
        decisions.open_case(a_submission(), uid(7), uid(8), a_case(1, status))


def test_things_come_in_the_order_they_were_asked_for() -> None:
    first, second = a_case(1), a_case(2)

    assert decisions.within((uid(2), uid(1)), [first, second], AGENCY) == [second, first]


def test_an_unknown_case_refuses_all() -> None:
    with pytest.raises(errors.UnknownThing) as refused:
        decisions.within((uid(1), uid(2)), [a_case(1)], AGENCY)

    assert refused.value.ids == (uid(2),)


@pytest.mark.parametrize("agency", [FOREIGN_AGENCY, None])
def test_another_agencys_case_refuses_all(agency: str | None) -> None:
    foreign = replace(a_case(2), receiving_agency=FOREIGN_AGENCY)

    with pytest.raises(errors.ForeignAgency) as refused:
        decisions.within((uid(1), uid(2)), [a_case(1), foreign], agency)

    assert (uid(1) in refused.value.ids) == (agency != AGENCY)


def test_opened_cases_are_accepted() -> None:
    first, second = a_case(1), a_case(2)

    assert decisions.accept([first, second]) == [
        CaseAccepted(case_id=first.case_id, nomination_id=first.nomination_id),
        CaseAccepted(case_id=second.case_id, nomination_id=second.nomination_id),
    ]


@pytest.mark.parametrize("status", set(CaseStatus) - {CaseStatus.OPENED})
def test_what_is_not_opened_cannot_be_accepted(status: CaseStatus) -> None:
    with pytest.raises(errors.NotAwaitingAcceptance) as refused:
        decisions.accept([a_case(1), a_case(2, status)])

    assert refused.value.ids == (uid(2),)


@pytest.mark.parametrize("status", [CaseStatus.OPENED, CaseStatus.ACCEPTED])
def test_a_case_is_returned_with_reasons_and_a_note(status: CaseStatus) -> None:
    case = a_case(1, status)

    assert decisions.return_cases([case], returning("incomplete-dossier", "other"), LAW) == [
        CaseReturned(
            case_id=case.case_id,
            nomination_id=case.nomination_id,
            reasons=("incomplete-dossier", "other"),
            note="Thiếu báo cáo",
        )
    ]


def test_a_return_says_which_parts_and_by_which_rows() -> None:
    command = commands.ReturnCases(
        case_ids=(uid(1),),
        reasons=("part-missing", "condition-not-met"),
        parts=("minutes",),
        rows=("C2.limit.appraisal-province",),
    )

    (fact,) = decisions.return_cases([a_case()], command, LAW)

    assert (fact.parts, fact.rows) == (("minutes",), ("C2.limit.appraisal-province",))


@pytest.mark.parametrize(
    ("parts", "rows", "refusal"),
    [
        ((), (), errors.PartNotNamed),
        (("summary-report",), (), errors.UnknownPart),
        (("minutes",), ("C9.nothing",), errors.UnknownRow),
    ],
)
def test_a_part_or_row_that_the_rules_of_the_case_do_not_have_is_refused(
    parts: tuple[str, ...], rows: tuple[str, ...], refusal: type[errors.Refused]
) -> None:
    """The short report belongs to the simplified procedure alone."""
    command = commands.ReturnCases(case_ids=(uid(1),), reasons=("part-missing",), parts=parts, rows=rows)

    with pytest.raises(refusal):
        decisions.return_cases([a_case()], command, LAW)


@pytest.mark.parametrize("status", set(CaseStatus) - {CaseStatus.OPENED, CaseStatus.ACCEPTED})
def test_a_case_past_acceptance_cannot_be_returned(status: CaseStatus) -> None:
    with pytest.raises(errors.NotReturnable):
        decisions.return_cases([a_case(1, status)], returning("other"), LAW)


@pytest.mark.parametrize("reason", ["nonsense", "not-exemplary"])
def test_a_case_cannot_be_returned_for_what_is_no_reason_to_return(reason: str) -> None:
    with pytest.raises(errors.UnknownReason) as refused:
        decisions.return_cases([a_case()], returning("other", reason), LAW)

    assert refused.value.codes == (reason,)


@pytest.mark.parametrize("note", [None, "   "])
def test_another_reason_says_which(note: str | None) -> None:
    command = commands.ReturnCases(case_ids=(uid(1),), reasons=("incomplete-dossier", "other"), note=note)

    with pytest.raises(errors.NoteMissing):
        decisions.return_cases([a_case()], command, LAW)


def test_nothing_moves_while_the_unit_waits_for_an_answer_to_its_withdrawal() -> None:
    waiting = pending(a_case())

    with pytest.raises(errors.WithdrawalPending):
        decisions.accept([waiting])
    with pytest.raises(errors.WithdrawalPending):
        decisions.return_cases([waiting], returning("other"), LAW)


@pytest.mark.parametrize("status", GOING_ON)
def test_a_withdrawal_waits_while_the_case_goes_on(status: CaseStatus) -> None:
    assert decisions.refuse_late_withdrawal(a_case(1, status)) is None


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (CaseStatus.RETURNED, "already-returned"),
        (CaseStatus.CLOSED, "already-closed"),
        (CaseStatus.AWARDED, "already-decided"),
        (CaseStatus.DECLINED, "already-decided"),
    ],
)
def test_a_withdrawal_of_an_ended_case_is_refused_at_once(status: CaseStatus, reason: str) -> None:
    case = a_case(1, status)

    assert decisions.refuse_late_withdrawal(case) == WithdrawalRefused(
        case_id=case.case_id, nomination_id=case.nomination_id, reasons=(reason,)
    )
    assert reason in RULES.reasons


def test_closing_grants_a_withdrawal_that_waits() -> None:
    case = pending(a_case())

    assert decisions.close([case]) == [
        CaseClosed(case_id=case.case_id, nomination_id=case.nomination_id, reason=CloseReason.WITHDRAWN)
    ]


def test_a_withdrawal_that_waits_is_refused_with_a_reason() -> None:
    case = pending(a_case())

    assert decisions.refuse_withdrawals([case], refusing("before-council"), RULES) == [
        WithdrawalRefused(case_id=case.case_id, nomination_id=case.nomination_id, reasons=("before-council",))
    ]


def test_what_nobody_asked_for_is_neither_granted_nor_refused() -> None:
    with pytest.raises(errors.NoWithdrawalPending):
        decisions.close([a_case()])
    with pytest.raises(errors.NoWithdrawalPending):
        decisions.refuse_withdrawals([a_case()], refusing("before-council"), RULES)


def test_a_withdrawal_is_not_refused_for_what_is_no_reason_to_refuse() -> None:
    with pytest.raises(errors.UnknownReason):
        decisions.refuse_withdrawals([pending(a_case())], refusing("other"), RULES)

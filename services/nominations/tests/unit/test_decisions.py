"""The rules of nominations, one sentence each."""

from datetime import date, timedelta
from functools import reduce
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from contracts.nominations import NominationEndorsed, NominationSubmitted, NominationWithdrawn, WithdrawalRequested
from contracts.review import CaseAccepted, CaseReturned, WithdrawalRefused
from contracts.vocabulary import CommendationKind, SubjectKind
from directory import load_directory, load_movements
from nominations.domain import decisions, errors
from nominations.domain.dossier import Dossier
from nominations.domain.model import OwnFact, ReviewFact, Status, evolve
from rulebook import load_rulebook
from services.nominations.tests.builders import AGENCY, ID, NOW, UNIT, dossier, nomination

REFERENCE = decisions.Reference(rulebook=load_rulebook(), directory=load_directory(), movements=load_movements())


TODAY = NOW.date()


def test_the_head_endorses_a_draft() -> None:
    assert decisions.endorse([nomination()], None, TODAY) == [NominationEndorsed(nomination_id=ID, proposing_unit=UNIT)]


@pytest.mark.parametrize("status", [Status.ENDORSED, Status.SUBMITTED, Status.ACCEPTED, Status.CLOSED])
def test_what_is_endorsed_or_gone_is_not_endorsed_again(status: Status) -> None:
    with pytest.raises(errors.NotEndorsable) as refusal:
        decisions.endorse([nomination(status)], None, TODAY)

    assert refusal.value.ids == (ID,)


def test_an_endorsed_nomination_is_submitted_with_all_that_later_law_needs() -> None:
    assert decisions.submit([nomination(Status.ENDORSED)], NOW) == [
        NominationSubmitted(
            nomination_id=ID,
            subject_kind=SubjectKind.INDIVIDUAL,
            award_code="BKT",
            commendation_kind=CommendationKind.MERIT,
            simplified=False,
            proposing_unit=UNIT,
            receiving_agency=AGENCY,
            submitted_on=date(2026, 11, 23),
            name="Nguyễn Thị Hường",
            born="1985",
            workplace="Trường THCS Phố Hiến",
            achievement="Có nhiều sáng kiến trong giảng dạy.",
        )
    ]


def test_the_day_of_submission_is_vietnams() -> None:
    late = NOW.replace(hour=17, minute=30)

    (fact,) = decisions.submit([nomination(Status.ENDORSED)], late)

    assert fact.submitted_on == date(2026, 11, 24)


def test_a_draft_is_not_submitted_and_names_itself() -> None:
    other = nomination(nomination_id=uuid4())

    with pytest.raises(errors.NotEndorsed) as refusal:
        decisions.submit([nomination(Status.ENDORSED), other], NOW)

    assert refusal.value.ids == (other.nomination_id,)


def test_a_submitted_nomination_is_not_submitted_twice() -> None:
    with pytest.raises(errors.AlreadySubmitted):
        decisions.submit([nomination(Status.SUBMITTED)], NOW)


def test_editing_what_the_head_endorsed_takes_the_endorsement_away() -> None:
    text = dossier(name="Nguyễn Thị Hướng")

    edited = decisions.edit(nomination(Status.ENDORSED), text, 3)

    assert (edited.status, edited.version, edited.dossier) == (Status.DRAFT, 4, text)


def test_an_edit_of_an_older_version_is_refused() -> None:
    with pytest.raises(errors.StaleVersion):
        decisions.edit(nomination(), dossier(), 2)


def test_a_submitted_nomination_cannot_be_edited() -> None:
    with pytest.raises(errors.NotEditable):
        decisions.edit(nomination(Status.SUBMITTED), dossier(), 3)


def test_withdrawing_tells_only_what_was_told() -> None:
    private = nomination()
    endorsed = nomination(Status.ENDORSED, nomination_id=uuid4())
    submitted = nomination(Status.SUBMITTED, nomination_id=uuid4())

    assert decisions.withdraw([private, endorsed, submitted], "nhầm") == [
        None,
        NominationWithdrawn(nomination_id=endorsed.nomination_id, proposing_unit=UNIT, reason="nhầm"),
        WithdrawalRequested(nomination_id=submitted.nomination_id, proposing_unit=UNIT, reason="nhầm"),
    ]


def test_a_withdrawal_is_not_asked_for_twice() -> None:
    with pytest.raises(errors.WithdrawalPending):
        decisions.withdraw([nomination(Status.ACCEPTED, withdrawal_requested=True)], None)


def test_a_returned_nomination_is_endorsed_and_submitted_again() -> None:
    case = UUID(int=7)
    returned = evolve(
        nomination(Status.SUBMITTED), CaseReturned(case_id=case, nomination_id=ID, reasons=("thieu-bao-cao",))
    )
    (endorsed,) = decisions.endorse([returned], None, TODAY)
    (submitted,) = decisions.submit([evolve(returned, endorsed)], NOW)

    assert submitted.nomination_id == ID


def test_a_request_survives_acceptance_and_ends_with_its_refusal() -> None:
    case = UUID(int=7)
    asked = nomination(Status.SUBMITTED, withdrawal_requested=True)

    accepted = evolve(asked, CaseAccepted(case_id=case, nomination_id=ID))
    refused = evolve(accepted, WithdrawalRefused(case_id=case, nomination_id=ID, reasons=("da-hop",)))

    assert (accepted.status, accepted.withdrawal_requested) == (Status.ACCEPTED, True)
    assert (refused.status, refused.withdrawal_requested) == (Status.ACCEPTED, False)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"award_code": "NO-SUCH"}, errors.UnknownAward),
        ({"award_code": "CTDT"}, errors.WrongSubjectKind),
        ({"receiving_agency": "99999@unknown"}, errors.UnknownAgency),
        ({"movement_id": UUID(int=5)}, errors.UnknownMovement),
        ({"commendation_kind": CommendationKind.AD_HOC}, errors.DeedTimeMissing),
        ({"deed_at": NOW + timedelta(hours=1)}, errors.DeedInFuture),
    ],
)
def test_a_dossier_that_means_nothing_today_is_refused_with_its_place(
    changes: dict[str, object], refusal: type[errors.InvalidDossier]
) -> None:
    with pytest.raises(refusal) as refused:
        decisions.check([dossier(), dossier(**changes)], UNIT, REFERENCE, NOW)

    assert refused.value.place == 1


def test_an_award_that_is_not_for_a_household_says_which_are() -> None:
    with pytest.raises(errors.WrongSubjectKind) as refused:
        decisions.check([dossier(subject_kind="household", award_code="CSTDCS")], UNIT, REFERENCE, NOW)

    assert refused.value.value.startswith(
        "Chiến sĩ thi đua cơ sở không tặng cho hộ gia đình; hộ gia đình được đề nghị: Gia đình văn hóa, Giấy khen"
    )


def test_a_plain_dossier_is_in_order() -> None:
    decisions.check([dossier(movement_id=load_movements()[0].id)], UNIT, REFERENCE, NOW)


@pytest.mark.parametrize("born", ["85", "2026-02-30", "1985-13-01", "13/05/1985"])
def test_a_birth_that_no_calendar_has_is_refused(born: str) -> None:
    with pytest.raises(ValidationError):
        dossier(born=born)


def test_a_field_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError):
        Dossier.model_validate({**dossier().model_dump(), "favourite_colour": "đỏ"})


SUBMITTED = NominationSubmitted(
    nomination_id=ID,
    subject_kind=SubjectKind.INDIVIDUAL,
    award_code="BKT",
    commendation_kind=CommendationKind.MERIT,
    simplified=False,
    proposing_unit=UNIT,
    receiving_agency=AGENCY,
    submitted_on=date(2026, 11, 23),
)
LIFE: tuple[OwnFact | ReviewFact, ...] = (
    CaseReturned(case_id=UUID(int=1), nomination_id=ID, reasons=("other",)),
    SUBMITTED,
    CaseReturned(case_id=UUID(int=2), nomination_id=ID, reasons=("other",)),
    SUBMITTED,
    WithdrawalRequested(nomination_id=ID, proposing_unit=UNIT),
    CaseAccepted(case_id=UUID(int=3), nomination_id=ID),
)


@pytest.mark.parametrize(
    ("case", "place"), [(case, place) for case in (1, 2) for place in range(2 * case - 1, len(LIFE) + 1)]
)
def test_a_late_refusal_about_a_returned_case_answers_no_later_request(case: int, place: int) -> None:
    refusal = WithdrawalRefused(case_id=UUID(int=case), nomination_id=ID, reasons=("already-returned",))

    undisturbed = reduce(evolve, LIFE, nomination(Status.SUBMITTED))
    disturbed = reduce(evolve, (*LIFE[:place], refusal, *LIFE[place:]), nomination(Status.SUBMITTED))

    assert disturbed == undisturbed
    assert disturbed.withdrawal_requested


def test_the_refusal_about_the_present_case_answers_the_request() -> None:
    refusal = WithdrawalRefused(case_id=UUID(int=3), nomination_id=ID, reasons=("other",))

    assert not reduce(evolve, (*LIFE, refusal), nomination(Status.SUBMITTED)).withdrawal_requested


def test_the_promise_goes_with_the_endorsement_and_only_that_of_the_day() -> None:
    (endorsed,) = decisions.endorse([nomination()], "head-promise-1", TODAY)

    assert endorsed.promise == "head-promise-1"
    with pytest.raises(errors.UnknownPromise):
        decisions.endorse([nomination()], "head-promise-0", TODAY)

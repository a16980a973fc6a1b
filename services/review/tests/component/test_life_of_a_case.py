"""From a submission on the topic to awards on the topic, and every way a case can end."""

from datetime import UTC, datetime

from chassis.testing import Neighbour, ServiceUnderTest, read_topic
from contracts.review import (
    AwardDeclined,
    AwardIssued,
    AwardRevoked,
    CaseAccepted,
    CaseClosed,
    CaseOpened,
    CaseRepinned,
    CaseReturned,
    CloseReason,
    CouncilDecided,
    DecisionIssued,
    WithdrawalRefused,
)
from contracts.roles import Role
from services.review.tests.builders import AGENCY, NOW, RECEIVED, TODAY, UNIT, a_submission
from services.review.tests.component.desk import (
    accept,
    approve,
    ask_to_withdraw,
    get,
    ids_of,
    issue,
    post,
    status_of,
    submit,
    told,
)


async def test_a_submission_becomes_a_case_under_the_id_of_its_fact(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    submitted = a_submission()
    submission_id = await nominations.tell(submitted, at=NOW, role=Role.UNIT_OFFICER, unit=UNIT)

    await review.settled()

    [opened] = await review.facts()
    assert opened.fact == CaseOpened(
        case_id=opened.subject,
        nomination_id=submitted.nomination_id,
        submission_id=submission_id,
        proposing_unit=UNIT,
        receiving_agency=AGENCY,
        received_on=RECEIVED,
    )
    assert (opened.actor_role, opened.actor_unit, opened.actor_commit) == ("service", None, None)
    assert "Nguyễn" not in opened.value.decode()


async def test_a_case_is_pinned_to_the_day_on_which_the_paper_came_and_the_rules_follow(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    """Under regime B the ballot on a BKT of the province is a parameter; the citation shown is that regime's."""
    (case,) = await submit(nominations, review)
    body = {
        "case_ids": ids_of([case]),
        "received_on": "2025-06-20",
        "reason": "paper-received-before",
        "note": "Số 412",
    }

    answer = await post(review, Role.SECRETARIAT, "/cases/repin", body)

    assert answer.json() == {"count": 1}
    view = (await get(review, f"/cases/{case.case_id}")).json()
    days = [view[name] for name in ("received_on", "first_received_on", "submitted_on")]
    assert days == ["2025-06-20", str(RECEIVED), str(RECEIVED)]
    assert (view["regime"]["id"], view["regime"]["status"]) == ("B", "verified")
    await review.relayed()
    [told_of] = await told(review, CaseRepinned)
    assert (told_of.earlier_received_on, told_of.reasons) == (RECEIVED, ("paper-received-before",))
    [fact] = [each for each in await review.facts() if isinstance(each.fact, CaseRepinned)]
    assert "Số 412" not in fact.value.decode()


async def test_accepted_approved_and_issued_cases_become_awards_of_one_decision(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    cases = await submit(nominations, review, 3)
    await approve(review, cases)

    answer = await issue(review, cases)
    await review.settled()

    issued = answer.json()
    assert answer.status_code == 201
    assert (issued["number"], issued["year"], issued["symbol"]) == (1, 2026, "1/QĐ-UBND")
    [decision] = await told(review, DecisionIssued)
    assert (decision.agency, decision.award_count, decision.issued_on) == (AGENCY, 3, TODAY)
    awards = {str(award.award_id): award for award in await told(review, AwardIssued)}
    assert [awards[award_id].case_id for award_id in issued["award_ids"]] == [case.case_id for case in cases]
    assert {award.decision_id for award in awards.values()} == {decision.decision_id}
    assert {(award.nomination_id, award.submission_id) for award in awards.values()} == {
        (case.nomination_id, case.submission_id) for case in cases
    }
    assert len(await told(review, CaseAccepted)) == 3
    assert [await status_of(review, case) for case in cases] == [("awarded", "none")] * 3


async def test_the_case_and_the_decision_show_what_was_decided(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    [case] = await submit(nominations, review)
    session = (await approve(review, [case], yes=12)).json()
    issued = (await issue(review, [case])).json()

    shown = (await get(review, f"/cases/{case.case_id}")).json()
    decision = (await get(review, f"/decisions/{issued['decision_id']}")).json()

    assert shown["verdict"] == {
        "council_session_id": session["council_session_id"],
        "held_on": "2026-11-20",
        "seats": 15,
        "yes": 12,
        "no": 3,
        "blank": 0,
        "threshold_percent": 80,
        "threshold_status": "parameter",
        "threshold_citation": "",
        "approved": True,
    }
    assert (shown["award_id"], shown["award_status"]) == (issued["award_ids"][0], "issued")
    assert (decision["symbol"], decision["award_count"]) == ("1/QĐ-UBND", 1)
    assert [award["case_id"] for award in decision["awards"]] == ids_of([case])


async def test_a_case_the_council_did_not_approve_is_declined(review: ServiceUnderTest, nominations: Neighbour) -> None:
    [case] = await submit(nominations, review)
    counted = (await approve(review, [case], yes=11)).json()

    body = {"case_ids": ids_of([case]), "reason": "council-rejected", "note": "Chưa đủ phiếu"}
    declined = await post(review, Role.CHAIRMAN, "/cases/decline", body)
    await review.settled()

    assert (counted["approved"], counted["not_approved"]) == (0, 1)
    assert declined.json() == {"count": 1}
    assert [fact.approved for fact in await told(review, CouncilDecided)] == [False]
    assert await told(review, AwardDeclined) == [
        AwardDeclined(
            case_id=case.case_id,
            nomination_id=case.nomination_id,
            award_code="BKT",
            reasons=("council-rejected",),
        )
    ]


async def test_a_returned_nomination_submitted_again_opens_a_second_case_that_names_the_first(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    [first] = await submit(nominations, review)
    body = {"case_ids": ids_of([first]), "reasons": ["incomplete-dossier"], "note": "Ông Mẫu thiếu báo cáo"}
    await post(review, Role.SECRETARIAT, "/cases/return", body)

    await nominations.tell(a_submission(first.nomination_id), at=NOW, role=Role.UNIT_OFFICER, unit=UNIT)
    await review.settled()

    [_, second] = sorted(await told(review, CaseOpened), key=lambda fact: fact.earlier_case_id is not None)
    assert second.earlier_case_id == first.case_id
    assert second.nomination_id == first.nomination_id
    assert second.case_id != first.case_id
    assert await status_of(review, first) == ("returned", "none")
    assert await status_of(review, second) == ("opened", "none")


async def test_a_note_travels_beside_the_fact_never_in_it(review: ServiceUnderTest, nominations: Neighbour) -> None:
    [case] = await submit(nominations, review)
    body = {"case_ids": ids_of([case]), "reasons": ["other"], "note": "Ông Mẫu đã mất"}
    await post(review, Role.SECRETARIAT, "/cases/return", body)
    await review.settled()

    [returned] = [each for each in await review.facts() if isinstance(each.fact, CaseReturned)]
    [(key, value)] = await read_topic(review.servers, f"{review.prefix}review.personal")

    assert "Mẫu" not in returned.value.decode()
    assert returned.personal_commit is not None
    assert key == str(returned.id).encode()
    assert value is not None
    assert "Ông Mẫu đã mất" in value.decode()


async def test_a_withdrawal_waits_stops_the_case_and_is_granted(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    [case] = await submit(nominations, review)
    await ask_to_withdraw(nominations, review, case.nomination_id)

    waiting = await status_of(review, case)
    stopped = await post(review, Role.SECRETARIAT, "/cases/accept", {"case_ids": ids_of([case])})
    closed = await post(review, Role.SECRETARIAT, "/cases/close", {"case_ids": ids_of([case])})
    await review.settled()

    assert waiting == ("opened", "pending")
    assert stopped.status_code == 409
    assert closed.json() == {"count": 1}
    assert await told(review, CaseClosed) == [
        CaseClosed(case_id=case.case_id, nomination_id=case.nomination_id, reason=CloseReason.WITHDRAWN)
    ]
    assert await status_of(review, case) == ("closed", "none")


async def test_a_withdrawal_is_refused_by_the_secretariat_and_the_case_goes_on(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    [case] = await submit(nominations, review)
    await ask_to_withdraw(nominations, review, case.nomination_id)

    body = {"case_ids": ids_of([case]), "reason": "withdrawal-unfounded"}
    await post(review, Role.SECRETARIAT, "/cases/refuse-withdrawal", body)
    await accept(review, [case])
    await review.settled()

    [refused] = await told(review, WithdrawalRefused)
    assert refused.reasons == ("withdrawal-unfounded",)
    assert await status_of(review, case) == ("accepted", "none")


async def test_a_withdrawal_that_comes_after_the_decision_is_refused_at_once(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    [case] = await submit(nominations, review)
    await approve(review, [case])
    await issue(review, [case])

    await ask_to_withdraw(nominations, review, case.nomination_id)

    [refused] = await told(review, WithdrawalRefused)
    assert (refused.case_id, refused.reasons) == (case.case_id, ("already-decided",))
    assert await status_of(review, case) == ("awarded", "none")


async def test_an_award_is_revoked_on_a_ground_of_the_law(review: ServiceUnderTest, nominations: Neighbour) -> None:
    [case] = await submit(nominations, review)
    await approve(review, [case])
    issued = (await issue(review, [case])).json()

    body = {"award_ids": issued["award_ids"], "reason": "false-achievement"}
    revoked = await post(review, Role.CHAIRMAN, "/awards/revoke", body)
    again = await post(review, Role.CHAIRMAN, "/awards/revoke", body)
    await review.settled()

    assert (revoked.json(), again.status_code) == ({"count": 1}, 409)
    [fact] = await told(review, AwardRevoked)
    assert (str(fact.award_id), fact.revoked_on, fact.reasons) == (
        issued["award_ids"][0],
        TODAY,
        ("false-achievement",),
    )
    [award] = (await get(review, f"/decisions/{issued['decision_id']}")).json()["awards"]
    assert (award["status"], award["revoked_on"]) == ("revoked", "2026-11-23")


async def test_the_year_of_a_number_is_that_of_vietnam(review: ServiceUnderTest, nominations: Neighbour) -> None:
    cases = await submit(nominations, review, 2)
    await approve(review, cases)

    review.clock.moment = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)
    before = (await issue(review, cases[:1])).json()
    review.clock.moment = datetime(2026, 12, 31, 17, 1, tzinfo=UTC)
    after = (await issue(review, cases[1:])).json()

    assert (before["year"], before["number"], before["issued_on"]) == (2026, 1, "2026-12-31")
    assert (after["year"], after["number"], after["issued_on"]) == (2027, 1, "2027-01-01")

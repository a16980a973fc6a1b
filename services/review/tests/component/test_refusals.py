"""Who may do what, what is malformed, and what can never succeed."""

from uuid import uuid4

import pytest

from chassis.testing import Neighbour, ServiceUnderTest
from contracts.review import AwardDeclined, CaseAccepted, CaseOpened
from contracts.roles import Role
from services.review.tests.builders import AGENCY, FOREIGN_AGENCY, NOW, UNIT, a_submission
from services.review.tests.component.desk import (
    approve,
    ask_to_withdraw,
    get,
    ids_of,
    post,
    slug,
    status_of,
    submit,
    told,
)

SECRETARIAT = ["/cases/accept", "/cases/return", "/cases/record-verdicts", "/cases/close", "/cases/refuse-withdrawal"]
CHAIRMAN = ["/decisions", "/cases/decline", "/awards/revoke"]


def body_of(path: str, identifier: str) -> dict[str, object]:
    match path:
        case "/cases/return":
            return {"case_ids": [identifier], "reasons": ["incomplete-dossier"]}
        case "/cases/record-verdicts":
            verdicts = [{"case_id": identifier, "yes": 1, "no": 0}]
            return {"held_on": "2026-11-20", "seats": 1, "verdicts": verdicts}
        case "/cases/refuse-withdrawal":
            return {"case_ids": [identifier], "reason": "before-council"}
        case "/cases/decline":
            return {"case_ids": [identifier], "reason": "not-exemplary"}
        case "/awards/revoke":
            return {"award_ids": [identifier], "reason": "forged-dossier"}
        case _:
            return {"case_ids": [identifier]}


async def letters(review: ServiceUnderTest) -> list[str]:
    return [row["reason"] for row in await review.pool.fetch("SELECT reason FROM dead_letter ORDER BY id")]


async def test_another_agencys_case_is_forbidden_to_read_and_to_act_on(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    [case] = await submit(nominations, review, agency=FOREIGN_AGENCY)
    [identifier] = ids_of([case])

    read = await get(review, f"/cases/{identifier}")
    acted = [
        await post(review, role, path, body_of(path, identifier))
        for role, paths in ((Role.SECRETARIAT, SECRETARIAT), (Role.CHAIRMAN, CHAIRMAN[:2]))
        for path in paths
    ]

    assert slug(read) == (403, "foreign-agency")
    assert {slug(answer) for answer in acted} == {(403, "foreign-agency")}
    assert await status_of_foreign(review, case) == "opened"
    assert (await get(review, "/cases")).json()["cases"] == []


async def status_of_foreign(review: ServiceUnderTest, case: CaseOpened) -> str:
    answer = await get(review, f"/cases/{case.case_id}", unit=FOREIGN_AGENCY)
    return str(answer.json()["status"])


async def test_another_agencys_award_and_decision_are_forbidden(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    [case] = await submit(nominations, review, agency=FOREIGN_AGENCY)
    [identifier] = ids_of([case])
    for path in ("/cases/accept", "/cases/record-verdicts"):
        await post(review, Role.SECRETARIAT, path, body_of(path, identifier), unit=FOREIGN_AGENCY)
    issued = (
        await post(review, Role.CHAIRMAN, "/decisions", body_of("/decisions", identifier), unit=FOREIGN_AGENCY)
    ).json()

    [award_id] = issued["award_ids"]
    revoking = await post(review, Role.CHAIRMAN, "/awards/revoke", body_of("/awards/revoke", award_id))
    reading = await get(review, f"/decisions/{issued['decision_id']}")

    assert slug(revoking) == slug(reading) == (403, "foreign-agency")


@pytest.mark.parametrize(
    ("role", "paths"),
    [
        (Role.SECRETARIAT, CHAIRMAN),
        (Role.CHAIRMAN, SECRETARIAT),
        (Role.COUNCIL_MEMBER, [*SECRETARIAT, *CHAIRMAN]),
        (Role.UNIT_HEAD, [*SECRETARIAT, *CHAIRMAN]),
        (Role.OPERATOR, [*SECRETARIAT, *CHAIRMAN]),
    ],
)
async def test_nobody_does_what_is_anothers_to_do(review: ServiceUnderTest, role: Role, paths: list[str]) -> None:
    answers = [await post(review, role, path, body_of(path, str(uuid4()))) for path in paths]

    assert {slug(answer) for answer in answers} == {(403, "role-not-allowed")}


async def test_without_a_token_nothing_is_shown_or_done(review: ServiceUnderTest) -> None:
    answers = [
        await review.client.get("/cases"),
        await review.client.post("/cases/accept", json={"case_ids": [str(uuid4())]}),
    ]

    assert [answer.status_code for answer in answers] == [401, 401]


async def test_one_case_that_refuses_keeps_all_the_others_back(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    cases = await submit(nominations, review, 2)
    await post(review, Role.SECRETARIAT, "/cases/accept", {"case_ids": ids_of(cases[:1])})

    answer = await post(review, Role.SECRETARIAT, "/cases/accept", {"case_ids": ids_of(cases)})
    await review.settled()

    assert slug(answer) == (409, "not-awaiting-acceptance")
    assert ids_of(cases)[0] in answer.json()["detail"]
    assert await status_of(review, cases[1]) == ("opened", "none")
    assert len(await told(review, CaseAccepted)) == 1


async def test_an_unknown_case_is_not_found(review: ServiceUnderTest) -> None:
    answers = [
        await get(review, f"/cases/{uuid4()}"),
        await get(review, f"/decisions/{uuid4()}"),
        await post(review, Role.SECRETARIAT, "/cases/accept", {"case_ids": [str(uuid4())]}),
    ]

    assert {slug(answer) for answer in answers} == {(404, "not-found")}


@pytest.mark.parametrize(
    ("path", "change", "expected"),
    [
        ("/cases/accept", {"case_ids": []}, (422, "invalid-request")),
        ("/cases/accept", {"case_ids": ["x"]}, (422, "invalid-request")),
        ("/cases/accept", {"surplus": 1}, (422, "invalid-request")),
        ("/cases/return", {"reasons": ["nonsense"]}, (422, "unknown-reason")),
        ("/cases/return", {"reasons": []}, (422, "invalid-request")),
        ("/cases/return", {"reasons": ["other"]}, (422, "note-missing")),
        ("/cases/record-verdicts", {"held_on": "2026-11-24"}, (422, "date-in-future")),
        ("/cases/record-verdicts", {"seats": 0}, (422, "invalid-request")),
    ],
)
async def test_a_wrong_body_is_told_in_words(
    review: ServiceUnderTest,
    nominations: Neighbour,
    path: str,
    change: dict[str, object],
    expected: tuple[int, str],
) -> None:
    [case] = await submit(nominations, review)

    answer = await post(review, Role.SECRETARIAT, path, body_of(path, str(case.case_id)) | change)

    assert slug(answer) == expected
    assert answer.json()["title"]


async def test_a_reason_that_says_nothing_names_the_field_that_must(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    [case] = await submit(nominations, review)
    body = {"case_ids": ids_of([case]), "reasons": ["other"]}

    refused = await post(review, Role.SECRETARIAT, "/cases/return", body)
    taken = await post(review, Role.SECRETARIAT, "/cases/return", {**body, "note": "Trùng với hồ sơ năm trước"})

    assert [flaw["pointer"] for flaw in refused.json()["errors"]] == ["/note"]
    assert taken.json() == {"count": 1}


async def test_a_case_is_not_declined_for_what_the_council_did_not_say(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    [approved, rejected] = await submit(nominations, review, 2)
    await approve(review, [approved])
    await approve(review, [rejected], yes=3)

    answers = [
        await post(review, Role.CHAIRMAN, "/cases/decline", {"case_ids": ids_of([case]), "reason": reason})
        for case, reason in ((approved, "council-rejected"), (rejected, "not-exemplary"))
    ]

    assert {slug(answer) for answer in answers} == {(409, "reason-against-verdict")}
    assert [answer.json()["errors"][0]["pointer"] for answer in answers] == ["/reason", "/reason"]
    assert await told(review, AwardDeclined) == []


async def test_a_second_submission_of_a_case_that_goes_on_is_a_dead_letter_and_stops_nothing_else(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    [case] = await submit(nominations, review)
    await nominations.tell(a_submission(case.nomination_id), at=NOW, role=Role.UNIT_OFFICER, unit=UNIT)

    others = await submit(nominations, review, 3)

    assert len(others) == 3
    assert len(await letters(review)) == 1
    assert len(await told(review, CaseOpened)) == 4


async def test_a_withdrawal_of_what_was_never_submitted_is_a_dead_letter(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    await ask_to_withdraw(nominations, review, uuid4())

    assert len(await letters(review)) == 1
    assert await review.facts() == []


async def test_cases_are_listed_by_status_oldest_first_by_page(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    for _ in range(5):
        await submit(nominations, review)
    everything = (await get(review, "/cases")).json()["cases"]
    await post(review, Role.SECRETARIAT, "/cases/accept", {"case_ids": [everything[1]["case_id"]]})

    first = (await get(review, "/cases?status=opened&limit=2")).json()
    second = (await get(review, f"/cases?status=opened&limit=2&after={first['after']}")).json()

    shown = [row["case_id"] for row in [*first["cases"], *second["cases"]]]
    assert shown == [row["case_id"] for number, row in enumerate(everything) if number != 1]
    assert second["after"] is None
    assert slug(await get(review, "/cases?status=nonsense")) == (422, "invalid-request")
    assert (await get(review, "/cases", Role.COUNCIL_MEMBER, AGENCY)).status_code == 200

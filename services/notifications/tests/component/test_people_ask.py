"""What is asked over HTTP: a person's own inbox, the register of recipients, what became of deliveries."""

from datetime import timedelta
from uuid import uuid4

from chassis.testing import Neighbour, ServiceUnderTest
from contracts.roles import Role
from services.notifications.tests.builders import NOW
from services.notifications.tests.component.people import PEOPLE, all_sent, operator, reader
from services.notifications.tests.facts import awarded, submitted
from services.notifications.tests.mail_server import MailServerForTests


async def test_a_person_reads_their_own_inbox(
    told: ServiceUnderTest, from_review: Neighbour, mails: MailServerForTests
) -> None:
    nomination = uuid4()
    for _ in range(3):
        await from_review.tell(awarded(uuid4(), uuid4(), nomination), at=NOW)
    await all_sent(told)

    page = (await told.client.get("/inbox?limit=2", headers=reader(told, "officer"))).json()
    rest = (await told.client.get(f"/inbox?after={page['next']}", headers=reader(told, "officer"))).json()

    assert (len(page["messages"]), len(rest["messages"]), page["unread"], rest["next"]) == (2, 1, 3, None)
    first = page["messages"][0]
    assert first["title"] == "Đề nghị của đơn vị được khen thưởng"
    assert first["path"] == f"/nominations/{nomination}"
    assert first["read_at"] is None
    assert (await told.client.get("/inbox", headers=reader(told, "stranger"))).json()["messages"] == []


async def test_reading_marks_own_messages_alone(
    told: ServiceUnderTest, from_review: Neighbour, mails: MailServerForTests
) -> None:
    await from_review.tell(awarded(uuid4(), uuid4(), uuid4()), at=NOW)
    await all_sent(told)
    rows = await told.pool.fetch("SELECT message_id FROM message WHERE channel = 'inbox'")
    everything = {"message_ids": [str(row["message_id"]) for row in rows]}

    first = await told.client.post("/inbox/read", json=everything, headers=reader(told, "head", Role.UNIT_HEAD))
    again = await told.client.post("/inbox/read", json=everything, headers=reader(told, "head", Role.UNIT_HEAD))

    assert (first.json(), again.json()) == ({"read": 1}, {"read": 0})
    assert (await told.client.get("/inbox", headers=reader(told, "head"))).json()["unread"] == 0
    assert (await told.client.get("/inbox", headers=reader(told, "officer"))).json()["unread"] == 1


async def test_an_act_over_many_is_one_line_of_the_inbox(
    told: ServiceUnderTest, from_review: Neighbour, mails: MailServerForTests
) -> None:
    alone = uuid4()
    for _ in range(3):
        await from_review.tell(awarded(uuid4(), uuid4(), uuid4()), at=NOW)
    await from_review.tell(awarded(uuid4(), uuid4(), alone), at=NOW + timedelta(minutes=1))
    await all_sent(told)
    officer = reader(told, "officer")

    first = (await told.client.get("/inbox/acts?limit=1", headers=officer)).json()
    rest = (await told.client.get(f"/inbox/acts?after={first['next']}", headers=officer)).json()
    [one], [many] = first["acts"], rest["acts"]
    within = (await told.client.get(f"/inbox?about={many['fact_id']}", headers=officer)).json()

    assert (one["count"], one["path"], one["unread"]) == (1, f"/nominations/{alone}", 1)
    assert (many["count"], many["path"], many["unread"]) == (3, f"/inbox/{many['fact_id']}", 3)
    assert (rest["next"], rest["unread"]) == (None, 4)
    assert len(within["messages"]) == 3
    assert (await told.client.get("/inbox/acts", headers=reader(told, "stranger"))).json()["acts"] == []


async def test_all_that_was_there_is_marked_and_what_arrived_later_stays_unread(
    told: ServiceUnderTest, from_review: Neighbour, mails: MailServerForTests
) -> None:
    for number in range(60):
        await from_review.tell(awarded(uuid4(), uuid4(), uuid4()), at=NOW + timedelta(minutes=number // 30))
    await all_sent(told)
    officer = reader(told, "officer")
    shown = (await told.client.get("/inbox/acts", headers=officer)).json()
    await from_review.tell(awarded(uuid4(), uuid4(), uuid4()), at=NOW)
    await all_sent(told)

    one_act = {"until": shown["until"], "about": shown["acts"][0]["fact_id"]}
    answers = [
        (await told.client.post("/inbox/read", json=body, headers=officer)).json()
        for body in (one_act, {"until": shown["until"]}, {"until": shown["until"]})
    ]

    assert answers == [{"read": 30}, {"read": 30}, {"read": 0}]
    assert (await told.client.get("/inbox", headers=officer)).json()["unread"] == 1
    assert (await told.client.get("/inbox", headers=reader(told, "head"))).json()["unread"] == 61


async def test_marking_says_what_it_marks(told: ServiceUnderTest) -> None:
    for body in ({}, {"message_ids": [str(uuid4())], "until": 3}, {"about": str(uuid4())}):
        answer = await told.client.post("/inbox/read", json=body, headers=reader(told, "officer"))

        assert answer.status_code == 422


async def test_only_operators_see_and_change_recipients(told: ServiceUnderTest) -> None:
    officer = reader(told, "officer")

    answers = [
        (await told.client.get("/recipients", headers=officer)).status_code,
        (await told.client.post("/recipients", json={"recipients": PEOPLE}, headers=officer)).status_code,
        (await told.client.get("/deliveries", headers=officer)).status_code,
        (await told.client.get("/inbox")).status_code,
    ]

    assert answers == [403, 403, 403, 401]


async def test_the_same_people_again_change_nothing_and_are_kept_without_names(told: ServiceUnderTest) -> None:
    answer = await told.client.post("/recipients", json={"recipients": PEOPLE}, headers=operator(told))
    listed = (await told.client.get("/recipients", headers=operator(told))).json()["recipients"]

    assert answer.json() == {"changed": 0, "unchanged": 5}
    assert {row["email"] for row in listed} == {person["email"] for person in PEOPLE}
    assert "name" not in listed[0]
    assert (listed[0]["valid_from"], listed[0]["valid_to"]) == (None, None)


async def test_overlapping_dates_are_refused_with_a_sentence_and_leave_nothing(told: ServiceUnderTest) -> None:
    new = {**PEOPLE[0], "person_id": "new", "email": "new@x.vn"}
    twice = {**PEOPLE[1], "valid_from": "2026-01-01"}

    answer = await told.client.post("/recipients", json={"recipients": [new, twice]}, headers=operator(told))

    assert answer.status_code == 409
    assert answer.json()["detail"].startswith("Người nhận thứ 2")
    assert await told.pool.fetchval("SELECT count(1) FROM recipient") == 5


async def test_an_operator_sees_what_became_of_messages(
    told: ServiceUnderTest, from_nominations: Neighbour, mails: MailServerForTests
) -> None:
    mails.refuse_recipient = "550 5.1.1 No such user"
    await from_nominations.tell(submitted(uuid4()), at=NOW)
    await all_sent(told)

    answer = (await told.client.get("/deliveries", headers=operator(told))).json()

    assert answer == {
        "counts": [
            {"channel": "inbox", "status": "delivered", "count": 1},
            {"channel": "mail", "status": "failed", "count": 1},
        ],
        "oldest_pending_at": None,
    }
    assert sorted(fact.type for fact in await told.facts()) == [
        "notifications.message-delivered.v1",
        "notifications.message-failed.v1",
    ]

"""From facts on the topics to a row in an inbox, a mail in a box, and facts that say so."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from chassis.testing import Neighbour, ServiceUnderTest, read_facts
from contracts import nominations, review
from contracts.envelope import Envelope
from contracts.fact import Fact
from contracts.notifications import Channel, MessageDelivered
from contracts.roles import Role
from services.notifications.tests.builders import ACCEPTED, AGENCY, NOW, UNIT
from services.notifications.tests.component.people import PEOPLE, all_sent, operator, reader, subjects
from services.notifications.tests.facts import awarded, decided, facts_of_case, opened, revoked, submitted
from services.notifications.tests.mail_server import MailServerForTests

LIFE = {
    ("secretary@x.vn", "Có hồ sơ đề nghị khen thưởng mới"): 1,
    ("secretary@x.vn", "Đơn vị xin rút hồ sơ"): 1,
    ("officer@x.vn", "Hồ sơ bị trả lại"): 1,
    ("head@x.vn", "Hồ sơ bị trả lại"): 1,
    ("officer@x.vn", "Không đồng ý rút hồ sơ"): 1,
    ("chairman@x.vn", "Hội đồng đã biểu quyết"): 1,
    ("officer@x.vn", "Hồ sơ không được khen thưởng"): 1,
    ("head@x.vn", "Hồ sơ không được khen thưởng"): 1,
    ("officer@x.vn", "Hồ sơ đã được rút"): 1,
    ("secretary@x.vn", "Quyết định khen thưởng đã ban hành"): 1,
    ("officer@x.vn", "Đề nghị của đơn vị được khen thưởng"): 1,
    ("head@x.vn", "Đề nghị của đơn vị được khen thưởng"): 1,
    ("officer@x.vn", "Quyết định khen thưởng bị thu hồi"): 1,
    ("head@x.vn", "Quyết định khen thưởng bị thu hồi"): 1,
}


async def test_every_kind_of_fact_is_told_to_those_it_concerns(
    told: ServiceUnderTest, from_nominations: Neighbour, from_review: Neighbour, mails: MailServerForTests
) -> None:
    nomination, case, award = uuid4(), uuid4(), uuid4()
    await from_nominations.tell(submitted(nomination), at=NOW)
    await from_nominations.tell(nominations.WithdrawalRequested(nomination_id=nomination, proposing_unit=UNIT), at=NOW)
    for fact in [
        *facts_of_case(case, nomination),
        decided(),
        awarded(award, case, nomination),
        revoked(award, case, nomination),
    ]:
        await from_review.tell(fact, at=NOW)

    await all_sent(told)

    assert subjects(mails) == LIFE
    facts = await told.facts()
    # The acceptance is in the inbox alone.
    assert Counter(fact.type for fact in facts) == {"notifications.message-delivered.v1": 2 * len(LIFE) + 1}
    assert {fact.seq for fact in facts} == {1}


async def test_nothing_about_a_person_leaves_in_a_mail_or_a_fact(
    told: ServiceUnderTest, from_nominations: Neighbour, mails: MailServerForTests
) -> None:
    await from_nominations.tell(submitted(uuid4()), at=NOW)

    await all_sent(told)

    (mail,) = mails.mails
    assert "Hường" not in mail.as_string()
    assert "Hường" not in mail.get_content()
    for fact in await told.facts():
        assert b"x.vn" not in fact.value
        assert b"secretary" not in fact.value
        assert isinstance(fact.fact, MessageDelivered)
        assert (fact.fact.recipient_role, fact.fact.recipient_unit) == (Role.SECRETARIAT, AGENCY)


async def test_a_fact_that_comes_twice_is_told_once(
    told: ServiceUnderTest, from_nominations: Neighbour, mails: MailServerForTests
) -> None:
    fact = submitted(uuid4())
    await from_nominations.tell(fact, at=NOW)
    await all_sent(told)
    (envelope,) = await nomination_facts(told)

    for _ in range(3):
        await from_nominations.send_fact(envelope.value, fact.nomination_id, envelope.id, fact.TYPE)
    await all_sent(told)

    assert len(mails.mails) == 1


async def test_a_fact_whose_inbox_mark_was_lost_is_still_told_once(
    told: ServiceUnderTest, from_nominations: Neighbour, mails: MailServerForTests
) -> None:
    fact = submitted(uuid4())
    await from_nominations.tell(fact, at=NOW)
    await all_sent(told)
    (envelope,) = await nomination_facts(told)

    await told.pool.execute("DELETE FROM inbox")
    await from_nominations.send_fact(envelope.value, fact.nomination_id, envelope.id, fact.TYPE)
    await all_sent(told)

    assert len(mails.mails) == 1
    assert len(await told.facts()) == 2
    assert await told.pool.fetchval("SELECT count(1) FROM message") == 2
    assert await told.pool.fetchval("SELECT count(1) FROM dead_letter") == 0


async def nomination_facts(told: ServiceUnderTest) -> list[Envelope[Fact]]:
    return await read_facts(told.servers, f"{told.prefix}nominations.facts")


async def test_a_revocation_that_overtakes_the_opening_of_its_case_still_finds_the_unit(
    told: ServiceUnderTest, from_review: Neighbour, mails: MailServerForTests
) -> None:
    nomination, case, award = uuid4(), uuid4(), uuid4()
    await from_review.tell(awarded(award, case, nomination), at=NOW)
    await from_review.tell(revoked(award, case, nomination), at=NOW)
    await all_sent(told)
    await from_review.tell(opened(case, nomination), at=NOW)
    await from_review.tell(review.CaseAccepted(case_id=case, nomination_id=nomination), at=NOW)
    await all_sent(told)

    assert subjects(mails)["head@x.vn", "Quyết định khen thưởng bị thu hồi"] == 1
    inbox = await told.client.get("/inbox", headers=reader(told, "officer"))
    assert ACCEPTED in {message["fact_type"] for message in inbox.json()["messages"]}


async def test_people_are_those_of_the_facts_own_day(
    told: ServiceUnderTest, from_nominations: Neighbour, mails: MailServerForTests
) -> None:
    ended = [{**PEOPLE[2], "valid_to": "2026-11-23"}]
    began = [{**PEOPLE[2], "person_id": "next", "email": "next@x.vn", "valid_from": "2026-11-24"}]
    await told.client.post("/recipients", json={"recipients": ended + began}, headers=operator(told))
    midnight = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)

    await from_nominations.tell(submitted(uuid4()), at=midnight - timedelta(seconds=1))
    await from_nominations.tell(submitted(uuid4()), at=midnight)
    await all_sent(told)

    assert sorted(str(mail["To"]) for mail in mails.mails) == ["next@x.vn", "secretary@x.vn"]


async def test_a_decision_with_200_awards_is_one_mail_and_200_inbox_rows_to_each_of_two(
    told: ServiceUnderTest, from_review: Neighbour, mails: MailServerForTests
) -> None:
    for _ in range(200):
        await from_review.tell(awarded(uuid4(), uuid4(), uuid4()), at=NOW)

    await all_sent(told)

    assert Counter(str(mail["To"]) for mail in mails.mails) == {"officer@x.vn": 1, "head@x.vn": 1}
    delivered = [fact.fact for fact in await told.facts() if isinstance(fact.fact, MessageDelivered)]
    assert Counter(fact.channel for fact in delivered) == {Channel.INBOX: 400, Channel.MAIL: 2}
    rows = await told.pool.fetch("SELECT fact_id FROM message WHERE channel = 'mail'")
    about = {str(row["fact_id"]) for row in rows}
    assert all(any(fact_id in mail.get_content() for fact_id in about) for mail in mails.mails)


async def test_every_act_is_a_mail_of_its_own(
    told: ServiceUnderTest, from_review: Neighbour, mails: MailServerForTests
) -> None:
    for at in (NOW, NOW + timedelta(microseconds=1)):
        for _ in range(3):
            await from_review.tell(awarded(uuid4(), uuid4(), uuid4()), at=at)

    await all_sent(told)

    assert Counter(str(mail["To"]) for mail in mails.mails) == {"officer@x.vn": 2, "head@x.vn": 2}
    assert len(set(mails.message_ids)) == 4


async def test_a_fact_about_a_case_nobody_heard_of_tells_nobody_and_stops_nothing(
    told: ServiceUnderTest, from_review: Neighbour, mails: MailServerForTests
) -> None:
    await from_review.tell(review.CaseAccepted(case_id=uuid4(), nomination_id=UUID(int=1)), at=NOW)
    await from_review.tell(awarded(uuid4(), uuid4(), UUID(int=1)), at=NOW)

    await all_sent(told)

    assert set(subjects(mails)) == {
        ("officer@x.vn", "Đề nghị của đơn vị được khen thưởng"),
        ("head@x.vn", "Đề nghị của đơn vị được khen thưởng"),
    }
    assert await told.pool.fetchval("SELECT count(1) FROM dead_letter") == 0

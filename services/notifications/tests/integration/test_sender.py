"""The sender against a real mail server and database: each fault once, then recovery and a full check."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from chassis.actors import SERVICE_ACTOR
from chassis.database import reading
from chassis.metrics import REGISTRY
from chassis.tasks import TaskContext
from chassis.testing import ServiceUnderTest
from notifications.adapters.mailer import MailServer
from notifications.adapters.repository import MessageRepository, RecipientRepository
from notifications.domain import decisions
from notifications.domain.commands import Claimed, ClaimMails, RecordOutcome
from notifications.domain.model import Unknown
from notifications.entrypoints import measures, sender
from services.notifications.tests.builders import NOW, occasion, recipient, uid
from services.notifications.tests.mail_server import DROP, MailServerForTests

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


async def given_mails(under_test: ServiceUnderTest, count: int = 1) -> None:
    """Messages of `count` acts to one person, as the event handlers write them."""
    async with under_test.pool.acquire() as connection, connection.transaction():
        await RecipientRepository(connection).save([recipient()])
        for number in range(count):
            about = replace(occasion(at=NOW + timedelta(microseconds=number)), fact_id=uid(1000 + number))
            messages = decisions.tell(about, [recipient()], [uid(2 * number + 1), uid(2 * number + 2)])
            mails = [message for message in messages if message.channel == "mail"]
            await MessageRepository(connection).add(about, mails, due_at=NOW, traceparent=TRACE)


def address(mails: MailServerForTests) -> MailServer:
    return MailServer(
        host="127.0.0.1", port=mails.port, mail_from="thi-dua@thidua.example", public_url="http://portal.test"
    )


async def send(under_test: ServiceUnderTest, mails: MailServerForTests) -> int:
    return await sender.send_due(context(under_test), address(mails))


def context(under_test: ServiceUnderTest) -> TaskContext:
    return under_test.process.context()


async def states(under_test: ServiceUnderTest) -> Sequence[tuple[object, ...]]:
    rows = await under_test.pool.fetch("SELECT status, attempts, reply_code, lease FROM message ORDER BY position")
    return [tuple(row) for row in rows]


async def told(under_test: ServiceUnderTest) -> list[str]:
    rows = await under_test.pool.fetch(
        "SELECT convert_from(value, 'UTF8')::jsonb ->> 'type' AS type FROM outbox ORDER BY id"
    )
    return [row["type"] for row in rows]


async def test_a_mail_is_delivered_with_the_servers_reply_as_proof(
    under_test: ServiceUnderTest, mails: MailServerForTests
) -> None:
    await given_mails(under_test)

    assert await send(under_test, mails) == 1
    assert await send(under_test, mails) == 0

    assert await states(under_test) == [("delivered", 1, 250, None)]
    assert await under_test.pool.fetchval("SELECT reply FROM message") == "2.0.0 Ok: queued as 4F1A2"
    assert await told(under_test) == ["notifications.message-delivered.v1"]
    assert mails.recipients == ["officer@thidua.example"]


async def test_the_fact_of_a_delivery_belongs_to_the_trace_of_what_was_told(
    under_test: ServiceUnderTest, mails: MailServerForTests
) -> None:
    await given_mails(under_test)

    await send(under_test, mails)

    assert await under_test.pool.fetchval("SELECT headers ->> 'traceparent' FROM outbox") == TRACE


async def test_a_temporary_refusal_is_tried_again_later_and_then_delivered(
    under_test: ServiceUnderTest, mails: MailServerForTests
) -> None:
    await given_mails(under_test)
    mails.plan = ["451 4.7.1 Greylisted, try again later"]

    await send(under_test, mails)
    assert await states(under_test) == [("pending", 1, 451, None)]
    assert await send(under_test, mails) == 0
    under_test.clock.forward(timedelta(seconds=31))
    await send(under_test, mails)

    assert await states(under_test) == [("delivered", 2, 250, None)]
    assert await told(under_test) == ["notifications.message-delivered.v1"]
    assert len(mails.mails) == 1


async def test_a_connection_lost_before_the_answer_sends_the_same_message_again(
    under_test: ServiceUnderTest, mails: MailServerForTests
) -> None:
    await given_mails(under_test)
    mails.plan = [DROP]

    await send(under_test, mails)
    assert await states(under_test) == [("pending", 1, None, None)]
    under_test.clock.forward(timedelta(seconds=31))
    await send(under_test, mails)

    assert await states(under_test) == [("delivered", 2, 250, None)]
    assert len(mails.message_ids) == 2
    assert len(set(mails.message_ids)) == 1
    assert await told(under_test) == ["notifications.message-delivered.v1"]


async def test_a_permanent_refusal_is_told_and_not_tried_again(
    under_test: ServiceUnderTest, mails: MailServerForTests
) -> None:
    await given_mails(under_test)
    mails.refuse_recipient = "550 5.1.1 No such user"

    await send(under_test, mails)
    under_test.clock.forward(timedelta(days=1))

    assert await send(under_test, mails) == 0
    assert await states(under_test) == [("failed", 1, 550, None)]
    assert await told(under_test) == ["notifications.message-failed.v1"]


@pytest.mark.parametrize("reply", ["530 5.7.0 Authentication required", "421 4.3.2 Closing", "452 4.3.1 Full"])
async def test_a_refused_sender_is_nobodys_fault(
    under_test: ServiceUnderTest, mails: MailServerForTests, reply: str
) -> None:
    await given_mails(under_test, 3)
    mails.refuse_sender = reply

    await send(under_test, mails)
    assert await states(under_test) == [("pending", 0, None, None)] * 3
    mails.refuse_sender = ""
    under_test.clock.forward(timedelta(seconds=16))
    await send(under_test, mails)

    assert await states(under_test) == [("delivered", 1, 250, None)] * 3


async def test_a_server_that_is_away_is_waited_for(under_test: ServiceUnderTest, mails: MailServerForTests) -> None:
    await given_mails(under_test, 2)
    away = replace(address(mails), port=1)

    for _ in range(20):
        await sender.send_due(context(under_test), away)
        under_test.clock.forward(timedelta(seconds=16))
    assert await states(under_test) == [("pending", 0, None, None)] * 2
    assert await waiting(under_test) == 2
    assert REGISTRY.get_sample_value("mail_server_away", {"service": "notifications"}) == 1

    await send(under_test, mails)
    assert await states(under_test) == [("delivered", 1, 250, None)] * 2
    assert await waiting(under_test) == 0
    assert REGISTRY.get_sample_value("mail_server_away", {"service": "notifications"}) == 0


async def waiting(under_test: ServiceUnderTest) -> float:
    """As an operator sees it."""
    async with reading(under_test.pool) as connection:
        [count, oldest] = await measures.waiting_mails(connection)
    assert (oldest.value > 0) == (count.value > 0)
    return count.value


async def test_after_twelve_temporary_refusals_it_is_given_up(
    under_test: ServiceUnderTest, mails: MailServerForTests
) -> None:
    await given_mails(under_test)
    mails.plan = ["451 later"] * 20

    for _ in range(20):
        await send(under_test, mails)
        under_test.clock.forward(timedelta(hours=5))

    assert await states(under_test) == [("failed", 12, 451, None)]
    assert await told(under_test) == ["notifications.message-failed.v1"]
    assert len(mails.plan) == 8


async def test_two_senders_never_send_the_same_mail(under_test: ServiceUnderTest, mails: MailServerForTests) -> None:
    await given_mails(under_test, 60)
    mails.slow_seconds = 0.005

    while any(await asyncio.gather(*(send(under_test, mails) for _ in range(3)))):
        pass

    assert len(mails.message_ids) == 60
    assert len(set(mails.message_ids)) == 60
    assert {state[:3] for state in await states(under_test)} == {("delivered", 1, 250)}


async def test_a_sender_that_dies_after_the_reply_sends_the_same_message_again(
    under_test: ServiceUnderTest, mails: MailServerForTests
) -> None:
    await given_mails(under_test)
    mails.slow_seconds = 0.2
    dying = asyncio.create_task(send(under_test, mails))
    await mails.took_data.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    mails.slow_seconds = 0

    assert await send(under_test, mails) == 0
    under_test.clock.forward(timedelta(seconds=sender.LEASE_SECONDS + 1))
    assert await send(under_test, mails) == 1

    assert await states(under_test) == [("delivered", 1, 250, None)]
    assert len(set(mails.message_ids)) == 1
    assert await told(under_test) == ["notifications.message-delivered.v1"]


async def test_a_sender_whose_loan_passed_to_another_changes_nothing(
    under_test: ServiceUnderTest, mails: MailServerForTests
) -> None:
    await given_mails(under_test)
    claim = ClaimMails(limit=1, lease_seconds=sender.LEASE_SECONDS)
    stale = await under_test.process.dispatcher.execute(claim, SERVICE_ACTOR, request_id="t")
    under_test.clock.forward(timedelta(seconds=sender.LEASE_SECONDS + 1))
    await under_test.process.dispatcher.execute(claim, SERVICE_ACTOR, request_id="t")
    held = await under_test.pool.fetchval("SELECT lease FROM message")

    assert isinstance(stale, Claimed)
    late = RecordOutcome(message_id=uid(2), lease=stale.mails[0].lease, outcome=Unknown(), jitter=0.0)
    await under_test.process.dispatcher.execute(late, SERVICE_ACTOR, request_id="t")

    assert await states(under_test) == [("pending", 0, None, held)]
    assert isinstance(held, UUID)

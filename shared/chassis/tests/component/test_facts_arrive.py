"""From a topic to the state: once, in order, and nothing that cannot be read stops what can."""

from uuid import uuid4

import pytest

from chassis.testing import Neighbour, ServiceUnderTest, neighbour, read_topic
from contracts.envelope import CONTENT_TYPE, source_of
from contracts.nominations import PersonalErased
from shared.chassis.tests.arrivals import NOW, endorsed, handled, letters, rendered, send
from shared.chassis.tests.toy import POISONED, Refused, submitted


async def test_a_fact_is_applied_once_however_often_it_comes(service: ServiceUnderTest, nominations: Neighbour) -> None:
    fact = submitted(uuid4())
    attributes, value = rendered(fact, 1)
    for _ in range(3):
        await nominations.send_fact(value, fact.subject, attributes.id, fact.TYPE)

    await service.settled()

    assert await handled(service) == [(fact.nomination_id, 1)]
    assert await service.pool.fetchval("SELECT count(1) FROM parked") == 0
    assert [each.type for each in await service.facts()] == ["review.case-opened.v1"]


async def test_one_unreadable_header_among_500_costs_one_dead_letter(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    for place in range(500):
        fact = submitted(uuid4())
        attributes, value = rendered(fact, 1)
        headers = [("content-type", CONTENT_TYPE.encode()), ("ce_id", str(attributes.id).encode())]
        if place == 250:
            headers[0] = ("content-type", b"\xff\xfe")
        if place == 251:
            headers[1] = ("ce_id", None)  # type: ignore[assignment]
        await nominations.producer.send(
            f"{service.prefix}nominations.facts", value=value, key=str(fact.subject).encode(), headers=headers
        )
    await nominations.producer.flush()

    await service.consumed()

    assert len(await handled(service)) == 499
    assert await letters(service) == ["not-a-cloudevent"]


async def test_a_null_value_a_foreign_source_and_a_wrong_key_are_dead_letters(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    topic, fact = f"{service.prefix}nominations.facts", submitted(uuid4())
    headers = [("content-type", CONTENT_TYPE.encode())]
    key = str(fact.subject).encode()
    await nominations.producer.send_and_wait(topic, value=None, key=key, headers=headers)
    await nominations.producer.send_and_wait(topic, value=b"{", key=key, headers=headers)
    foreign = rendered(fact, 1, source_of("review"))[1]
    await nominations.producer.send_and_wait(topic, value=foreign, key=key, headers=headers)
    own = rendered(fact, 1)[1]
    await nominations.producer.send_and_wait(topic, value=own, key=b"another", headers=headers)
    await send(nominations, fact, 1)

    await service.settled()

    assert sorted(await letters(service)) == ["foreign-source", "not-a-cloudevent", "not-a-cloudevent", "wrong-key"]
    assert await handled(service) == [(fact.nomination_id, 1)]
    notices = await read_topic(service.servers, f"{service.prefix}toy.dead-letters")
    assert len(notices) == 4
    assert all(str(fact.subject).encode() not in (value or b"") for _, value in notices)


async def test_what_follows_a_dead_letter_waits_and_goes_in_order_after_its_discard(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    poisoned, other = uuid4(), uuid4()
    await send(nominations, submitted(poisoned, award_code=POISONED), 1)
    await send(nominations, endorsed(poisoned), 2)
    await send(nominations, endorsed(poisoned), 3)
    await send(nominations, submitted(other), 1)
    await service.settled()
    assert await handled(service) == [(other, 1)]
    assert await letters(service) == ["Refused"]

    await service.process.dispatcher.discard(await service.pool.fetchval("SELECT id FROM dead_letter"))

    assert await handled(service) == [(other, 1), (poisoned, 2), (poisoned, 3)]
    assert await service.pool.fetchval("SELECT count(1) FROM parked") == 0
    assert [each.data["nomination_id"] for each in await service.facts()] == [str(other)]


async def test_a_letter_that_still_fails_stays_with_its_followers(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    poisoned = uuid4()
    await send(nominations, submitted(poisoned, award_code=POISONED), 1)
    await send(nominations, endorsed(poisoned), 2)
    await service.settled()
    letter = await service.pool.fetchval("SELECT id FROM dead_letter")

    with pytest.raises(Refused):
        await service.process.dispatcher.replay(letter)

    assert await letters(service) == ["Refused"]
    assert await service.pool.fetchval("SELECT count(1) FROM parked") == 1


async def test_a_wrong_body_is_a_letter_and_can_be_replayed_once_mended(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    fact = submitted(uuid4())
    attributes, value = rendered(fact, 1)
    broken = value.replace(b'"simplified":false', b'"simplified":"perhaps"')
    await nominations.send_fact(broken, fact.subject, attributes.id, fact.TYPE)
    await send(nominations, endorsed(fact.subject), 2)
    await service.settled()
    assert await letters(service) == ["wrong-body"]
    await service.pool.execute("UPDATE dead_letter SET value = $1", value)

    await service.process.dispatcher.replay(await service.pool.fetchval("SELECT id FROM dead_letter"))

    assert await handled(service) == [(fact.subject, 1), (fact.subject, 2)]
    assert await letters(service) == []


async def test_a_jump_waits_for_the_missing_fact(service: ServiceUnderTest, nominations: Neighbour) -> None:
    nomination_id = uuid4()
    await send(nominations, endorsed(nomination_id), 1)
    await send(nominations, endorsed(nomination_id), 3)
    await send(nominations, endorsed(nomination_id), 4)
    await service.settled()
    assert await handled(service) == [(nomination_id, 1)]

    await send(nominations, endorsed(nomination_id), 2)
    await service.settled()

    assert await handled(service) == [(nomination_id, seq) for seq in (1, 2, 3, 4)]


async def test_a_missing_fact_that_an_operator_gives_up_lets_its_followers_go(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    nomination_id = uuid4()
    await send(nominations, endorsed(nomination_id), 2)
    await send(nominations, endorsed(nomination_id), 3)
    await service.settled()

    await service.process.dispatcher.skip(nomination_id, source_of("nominations"), 1)

    assert await handled(service) == [(nomination_id, 2), (nomination_id, 3)]


async def test_a_type_that_is_not_handled_is_passed_and_its_followers_are_applied(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    nomination_id = uuid4()
    value = rendered(endorsed(nomination_id), 1)[1].replace(b"nomination-endorsed.v1", b"nomination-praised.v7")
    await nominations.send_fact(value, nomination_id, uuid4(), "nominations.nomination-praised.v7")
    await send(nominations, endorsed(nomination_id), 2)

    await service.settled()

    assert await handled(service) == [(nomination_id, 2)]
    assert await letters(service) == []


async def test_an_erased_part_is_destroyed_and_never_stored_again(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    fact = submitted(uuid4(), name="Trần Thị Bích Ngọc")
    fact_id = await nominations.tell(fact, at=NOW)
    await service.settled()
    kept = await service.row("SELECT body, search FROM personal WHERE fact_id = $1", fact_id)
    assert (kept["body"], kept["search"]) == ('{"name": "Trần Thị Bích Ngọc"}', "tran thi bich ngoc")

    await nominations.tell(PersonalErased(nomination_id=fact.nomination_id, fact_id=fact_id), at=NOW)
    await service.settled()
    late = await service.pool.fetchval("SELECT count(1) FROM personal WHERE salt IS NOT NULL")
    await nominations.send_personal(fact_id, b'{"body":{"name":"again"},"salt":"' + b"00" * 32 + b'"}')
    await service.settled()

    row = await service.row("SELECT salt, body, search, erased_at FROM personal WHERE fact_id = $1", fact_id)
    assert late == 0
    assert tuple(row) == (None, None, None, NOW)


async def test_a_projection_applies_a_batch_and_gives_up_the_one_fact_at_fault(projecting: ServiceUnderTest) -> None:
    async with neighbour("nominations", projecting) as nominations:
        facts = [submitted(uuid4()) for _ in range(20)]
        facts[7] = submitted(facts[7].nomination_id, award_code=POISONED)
        for fact in facts:
            await nominations.tell(fact, at=NOW)
        await projecting.consumed()

    assert {subject for subject, _ in await handled(projecting)} == {
        fact.nomination_id for place, fact in enumerate(facts) if place != 7
    }
    assert await letters(projecting) == ["Refused"]

"""A header's name that is not UTF-8 stops the client's parser, and costs one letter here (decision 0013)."""

from collections.abc import Sequence
from uuid import uuid4

import orjson
import pytest

from chassis.command_line import _shown
from chassis.dead_letters import StillDead, letters_of
from chassis.testing import Neighbour, Odd, ServiceUnderTest, send_in_one_batch
from contracts.envelope import CONTENT_TYPE, PERSONAL_CONTENT_TYPE
from contracts.fact import Fact
from contracts.personal import PersonalRecord
from shared.chassis.tests.arrivals import NOW, endorsed, handled, letters, rendered
from shared.chassis.tests.toy import submitted

UTF_8, LATIN_1 = "đơn-vị".encode(), "vì trí".encode("latin-1")


def record(fact: Fact, seq: int = 1, name: bytes = UTF_8) -> Odd:
    headers = [(b"content-type", CONTENT_TYPE.encode()), (name, b"\x00")]
    return Odd(key=str(fact.subject).encode(), value=rendered(fact, seq)[1], headers=headers)


async def test_one_name_that_is_not_utf_8_among_500_costs_one_letter_and_keeps_its_bytes(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    facts = [submitted(uuid4()) for _ in range(500)]
    bad = record(facts[250], name=LATIN_1)
    topic = f"{service.prefix}nominations.facts"
    for fact in facts[:100]:
        await nominations.tell(fact, at=NOW)
    await send_in_one_batch(service.servers, topic, [*map(record, facts[100:250]), bad, *map(record, facts[251:400])])
    for fact in facts[400:]:
        await nominations.tell(fact, at=NOW)

    await service.consumed()

    expected: Sequence[tuple[object, int]] = [(fact.subject, 1) for fact in facts if fact is not facts[250]]
    assert sorted(await handled(service), key=str) == sorted(expected, key=str)
    async with service.pool.acquire() as connection:
        [letter] = await letters_of(connection, "toy")
    assert (letter.error_class, letter.reason) == ("not-a-cloudevent", "a header's name is not UTF-8")
    assert (letter.record.key, letter.record.value) == (bad.key, bad.value)
    assert letter.record.headers[1][0].encode(errors="surrogateescape") == LATIN_1
    assert orjson.loads(orjson.dumps(_shown(letter)))["headers"][1][0] == "v\\xec tr\\xed"


async def test_a_record_after_it_in_the_next_fetch_is_applied_and_the_letter_stays_dead(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    bad, good, late = (submitted(uuid4()) for _ in range(3))
    topic = f"{service.prefix}nominations.facts"
    await send_in_one_batch(service.servers, topic, [record(bad, name=LATIN_1), record(good)])
    await service.consumed()
    await send_in_one_batch(service.servers, topic, [record(late), record(endorsed(late.subject), 2)])
    await service.consumed()

    with pytest.raises(StillDead):
        await service.process.dispatcher.replay(await service.pool.fetchval("SELECT id FROM dead_letter"))

    assert await handled(service) == [(good.subject, 1), (late.subject, 1), (late.subject, 2)]
    assert await letters(service) == ["not-a-cloudevent"]


async def test_on_a_topic_of_personal_parts_it_costs_one_letter_too(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    ids, part = [uuid4() for _ in range(500)], PersonalRecord(salt=b"\x00" * 32, body={"name": "Bùi Bích"}).value()
    records = [
        Odd(
            key=str(each).encode(),
            value=part,
            headers=[
                (b"content-type", PERSONAL_CONTENT_TYPE.encode()),
                *([(LATIN_1, b"")] if each is ids[250] else []),
            ],
        )
        for each in ids
    ]
    await send_in_one_batch(service.servers, f"{service.prefix}nominations.personal", records)

    await service.consumed()

    kept = {row["fact_id"] for row in await service.pool.fetch("SELECT fact_id FROM personal")}
    assert kept == set(ids) - {ids[250]}
    assert await letters(service) == ["not-a-personal-record"]

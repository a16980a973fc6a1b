"""From the topics into the record: every fact of every service, once, in its exact bytes, whatever happens."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import asyncpg
import pytest

from audit.service_layer.event_handlers import RECORDER
from chassis.metrics import REGISTRY
from chassis.positions import Fenced, Move
from chassis.record import Record
from chassis.testing import Neighbour, Odd, ServiceUnderTest, neighbour, send_in_one_batch, url_of
from contracts.audit import AnomalyFound, AnomalyKind
from contracts.envelope import CONTENT_TYPE, parse
from contracts.registry import PRODUCERS
from services.audit.tests.builders import TYPE, a_fact, a_sequencer, database_of, values

ONE, TWO = UUID(int=1), UUID(int=2)


async def send(other: Neighbour, *facts: bytes) -> None:
    for fact in facts:
        read = parse(fact)
        await other.send_fact(fact, read.subject, read.id, read.type)


async def anomalies(audit: ServiceUnderTest) -> set[tuple[AnomalyKind, UUID, int, int]]:
    """What was published about the streams: kind, fact, expected and seen seq."""
    told = [each.fact for each in await audit.facts()]
    return {
        (each.kind, each.about_fact_id, each.expected_seq, each.seen_seq)
        for each in told
        if isinstance(each, AnomalyFound)
    }


def fact_id(fact: bytes) -> UUID:
    return parse(fact).id


async def test_the_facts_of_every_service_are_appended_as_they_came(audit: ServiceUnderTest) -> None:
    facts = [a_fact(uuid4(), source=name) for name in PRODUCERS]
    for name, fact in zip(PRODUCERS, facts, strict=True):
        async with neighbour(name, audit) as other:
            await send(other, fact)

    await audit.settled()

    assert sorted(await values(audit.pool)) == sorted(facts)
    assert await anomalies(audit) == set()


async def test_bytes_are_kept_that_we_would_have_rendered_otherwise(
    audit: ServiceUnderTest, nominations: Neighbour
) -> None:
    loose = b'{ "note": "\\u00e9 e\\u0301", ' + a_fact(ONE)[1:] + b"\n "
    await nominations.send_fact(loose, ONE, fact_id(loose), TYPE)

    await audit.settled()

    assert await values(audit.pool) == [loose]


async def test_a_repeat_is_counted_and_appended_once(audit: ServiceUnderTest, nominations: Neighbour) -> None:
    fact, later = a_fact(ONE, 1), a_fact(ONE, 2)
    await send(nominations, fact, fact, later)
    await audit.settled()
    await send(nominations, fact)
    await audit.settled()

    topic = {"service": "audit", "topic": f"{audit.prefix}nominations.facts", "outcome": "record"}
    assert REGISTRY.get_sample_value("consumed_total", topic) == 4
    assert await values(audit.pool) == [fact, later]
    assert await audit.pool.fetchval("SELECT repeats FROM sequencer") == 2
    assert await anomalies(audit) == set()


async def test_a_gap_is_appended_at_once_and_told(audit: ServiceUnderTest, nominations: Neighbour) -> None:
    first, third = a_fact(ONE, 1), a_fact(ONE, 3)
    await send(nominations, first, third)

    await audit.settled()

    assert (await values(audit.pool))[:2] == [first, third]
    assert await anomalies(audit) == {(AnomalyKind.GAP, fact_id(third), 2, 3)}


async def test_what_comes_late_is_appended_and_told(audit: ServiceUnderTest, nominations: Neighbour) -> None:
    facts = [a_fact(ONE, seq) for seq in (1, 3, 2, 4)]
    await send(nominations, *facts)

    await audit.settled()

    assert (await values(audit.pool))[:4] == facts
    assert await anomalies(audit) == {
        (AnomalyKind.GAP, fact_id(facts[1]), 2, 3),
        (AnomalyKind.LATE, fact_id(facts[2]), 4, 2),
    }


@pytest.mark.parametrize(
    "fork",
    [a_fact(ONE, 1, fact_id=TWO), a_fact(ONE, 1, fact_id=ONE, unit="01@unknown")],
    ids=["another id in one place", "one id with another body"],
)
async def test_a_fork_is_appended_and_told(audit: ServiceUnderTest, nominations: Neighbour, fork: bytes) -> None:
    first = a_fact(ONE, 1, fact_id=ONE)
    await send(nominations, first, fork)

    await audit.settled()

    assert (await values(audit.pool))[:2] == [first, fork]
    assert await anomalies(audit) == {(AnomalyKind.FORK, fact_id(fork), 2, 1)}


async def test_what_the_record_tells_is_recorded_itself_and_tells_of_nothing(
    audit: ServiceUnderTest, nominations: Neighbour
) -> None:
    await send(nominations, a_fact(ONE, 2), a_fact(TWO, 2))

    await audit.settled()

    told = await audit.facts()
    assert len({each.subject for each in told}) == 2
    assert sorted((await values(audit.pool))[2:]) == sorted(each.value for each in told)
    assert await audit.pool.fetchval("SELECT count(1) FROM anomalies") == 2


async def test_an_unknown_type_is_appended_and_counted(audit: ServiceUnderTest, nominations: Neighbour) -> None:
    unknown, known = a_fact(ONE).replace(TYPE.encode(), b"nominations.nomination-sung.v7"), a_fact(TWO)
    await send(nominations, unknown, known)

    await audit.settled()

    assert set(await values(audit.pool)) == {unknown, known}
    assert await audit.pool.fetchval("SELECT unknown_types FROM sequencer") == 1
    assert await audit.pool.fetchval("SELECT count(1) FROM dead_letter") == 0


async def test_a_known_type_with_a_wrong_body_is_appended_too(audit: ServiceUnderTest, nominations: Neighbour) -> None:
    wrong = a_fact(ONE).replace(b"proposing_unit", b"proposing_onus")
    await send(nominations, wrong)

    await audit.settled()

    assert await values(audit.pool) == [wrong]


async def test_what_is_no_event_becomes_a_dead_letter_and_stops_nothing(
    audit: ServiceUnderTest, nominations: Neighbour
) -> None:
    good = [a_fact(uuid4()) for _ in range(3)]
    too_large = a_fact(ONE).replace(b'"data":{', b'"data":{"padding":"' + b"x" * 65_535 + b'",')
    await send(nominations, good[0])
    for value in (b"not json", b"[]", b"\xff\xfe", a_fact(ONE, source="review"), too_large):
        await nominations.send_fact(value, ONE, ONE, TYPE)
    await nominations.producer.send_and_wait(f"{audit.prefix}nominations.facts", value=None, key=b"\xff")
    await nominations.producer.send_and_wait(
        f"{audit.prefix}nominations.facts",
        value=good[1],
        key=str(parse(good[1]).subject).encode(),
        headers=[("content-type", CONTENT_TYPE.encode()), ("ce_id", b"\xff"), ("traceparent", None)],
    )
    await send(nominations, good[2])

    await audit.settled()

    assert sorted(await values(audit.pool)) == sorted(good)
    assert await audit.pool.fetchval("SELECT count(1) FROM dead_letter") == 6


async def test_a_batch_of_a_replica_that_was_overtaken_leaves_nothing(
    audit: ServiceUnderTest, nominations: Neighbour
) -> None:
    fact = a_fact(ONE)
    await send(nominations, fact)
    await audit.settled()
    row = await audit.row("SELECT topic, partition, next_offset FROM position WHERE next_offset > 0")
    stale = Record(
        topic=row["topic"], partition=row["partition"], offset=0, key=str(TWO).encode(),
        headers=(("content-type", CONTENT_TYPE.encode()),), value=a_fact(TWO),
    )  # fmt: skip

    with pytest.raises(Fenced):
        await audit.process.dispatcher.apply([stale], [Move(place=stale.place, expected=0, next_offset=1)])

    assert await values(audit.pool) == [fact]


async def test_five_thousand_facts_are_appended_once_each_and_the_root_is_theirs(
    audit: ServiceUnderTest, nominations: Neighbour
) -> None:
    facts = [a_fact(UUID(int=number), seq) for number in range(1, 1001) for seq in range(1, 6)]
    for fact in facts:
        await nominations.producer.send(
            f"{audit.prefix}nominations.facts",
            value=fact,
            key=str(parse(fact).subject).encode(),
            headers=[("content-type", CONTENT_TYPE.encode())],
        )
    await nominations.producer.flush()

    await audit.settled()
    await a_sequencer().turn(audit.process.dispatcher)

    assert sorted(await values(audit.pool)) == sorted(facts)
    assert await audit.pool.fetchval("SELECT size FROM checkpoints ORDER BY number DESC LIMIT 1") == 5000
    assert await audit.pool.fetchval("SELECT count(1) FROM anomalies") == 0


async def test_a_header_name_that_is_not_utf_8_costs_one_letter_and_the_record_goes_on(audit: ServiceUnderTest) -> None:
    facts = [a_fact(uuid4()) for _ in range(5)]
    headers = [(b"content-type", CONTENT_TYPE.encode()), (b"unit", b"")]
    odd = [headers[0], (b"\xff\xfe", b"")]
    records = [
        Odd(key=str(parse(fact).subject).encode(), value=fact, headers=odd if fact is facts[2] else headers)
        for fact in facts
    ]
    await send_in_one_batch(audit.servers, f"{audit.prefix}nominations.facts", records)

    await audit.consumed()

    assert sorted(await values(audit.pool)) == sorted(fact for fact in facts if fact is not facts[2])
    letter = await audit.row("SELECT error_class, value FROM dead_letter")
    assert tuple(letter) == ("not-a-cloudevent", facts[2])


def a_batch(topic: str, facts: Sequence[bytes]) -> tuple[list[Record], list[Move]]:
    """Records of one partition as they are polled at once, and where it is after them."""
    records = [
        Record(
            topic=topic, partition=0, offset=offset, key=str(ONE).encode(),
            headers=(("content-type", CONTENT_TYPE.encode()),), value=fact,
        )
        for offset, fact in enumerate(facts)
    ]  # fmt: skip
    return records, [Move(place=records[0].place, expected=0, next_offset=len(records))]


async def test_a_batch_in_parts_is_one_transaction_in_which_each_part_knows_those_before(
    audit: ServiceUnderTest,
) -> None:
    facts = [a_fact(ONE, seq) for seq in range(1, 2 * RECORDER.records_at_once)]
    follower = a_fact(ONE, 2 * RECORDER.records_at_once + 1)
    batch = a_batch(f"{audit.prefix}nominations.facts", [*facts, b"no event", facts[0], follower])
    await audit.settled()
    owner = await asyncpg.connect(url_of(audit.admin_url, database_of(audit), "audit_owner"))
    await owner.execute("ALTER TABLE entries ADD CONSTRAINT planted CHECK (index < 1500)")
    with pytest.raises(asyncpg.CheckViolationError):
        await audit.process.dispatcher.apply(*batch)
    assert await values(audit.pool) == []
    await owner.execute("ALTER TABLE entries DROP CONSTRAINT planted")
    await owner.close()

    await audit.process.dispatcher.apply(*batch)

    assert await values(audit.pool) == [*facts, follower]
    assert await audit.pool.fetchval("SELECT repeats FROM sequencer") == 1
    assert await audit.pool.fetchval("SELECT count(1) FROM dead_letter") == 1
    assert await audit.pool.fetchval("SELECT kind FROM anomalies") == AnomalyKind.GAP

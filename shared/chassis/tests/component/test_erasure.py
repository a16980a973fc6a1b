"""A part is destroyed wherever the chassis keeps it, and nobody stores it again."""

from datetime import timedelta
from uuid import UUID, uuid4

from chassis import tombstones
from chassis.actors import Actor
from chassis.database import transaction
from chassis.testing import Neighbour, ServiceUnderTest, left_behind, read_topic
from contracts.nominations import PersonalErased
from contracts.roles import Role
from shared.chassis.tests.arrivals import NOW
from shared.chassis.tests.toy import UNIT, Erase, Submit, submitted

OFFICER = Actor(role=Role.UNIT_OFFICER, unit=UNIT, sub="5b7b5f0e-0000-4000-8000-00000000000a")
NAME = "Trần Thị Bích Ngọc"
LAG = timedelta(days=1)


async def own_part(service: ServiceUnderTest) -> tuple[UUID, UUID]:
    """A nomination submitted here, and the fact whose part holds the name."""
    nomination_id = uuid4()
    await service.execute(Submit(nomination_ids=(nomination_id,), name=NAME), OFFICER)
    row = await service.row("SELECT fact_id FROM personal WHERE subject = $1", nomination_id)
    return nomination_id, row["fact_id"]


async def outbox(service: ServiceUnderTest, fact_id: UUID) -> list[tuple[bytes | None, str | None]]:
    rows = await service.pool.fetch("SELECT value, refusal FROM outbox WHERE key = $1 ORDER BY id", str(fact_id))
    return [(row["value"], row["refusal"]) for row in rows]


async def send_due(service: ServiceUnderTest) -> int:
    async with transaction(service.pool) as connection:
        topic = f"{service.prefix}toy.personal"
        return await tombstones.send_due(connection, topic, now=service.clock(), age=LAG)


async def letter(service: ServiceUnderTest) -> tuple[bytes | None, str]:
    row = await service.row("SELECT value, headers FROM dead_letter")
    return row["value"], row["headers"]


async def test_the_fact_of_an_erasure_takes_part_and_tombstone_along(service: ServiceUnderTest) -> None:
    nomination_id, fact_id = await own_part(service)
    await service.relayed()

    await service.execute(Erase(nomination_ids=(nomination_id,)), OFFICER)
    await service.relayed()

    row = await service.row("SELECT salt, body, search, erased_at FROM personal WHERE fact_id = $1", fact_id)
    assert tuple(row) == (None, None, None, NOW)
    records = await read_topic(service.servers, f"{service.prefix}toy.personal")
    assert [value is None for key, value in records if key == str(fact_id).encode()] == [False, True]
    told = (await service.facts())[-1]
    assert (told.type, told.subject) == (PersonalErased.TYPE, nomination_id)
    assert told.data["fact_id"] == str(fact_id)


async def test_the_same_erasure_again_tells_nothing(service: ServiceUnderTest) -> None:
    nomination_id, _ = await own_part(service)
    await service.execute(Erase(nomination_ids=(nomination_id,)), OFFICER)

    assert await service.execute(Erase(nomination_ids=(nomination_id,)), OFFICER) == 0


async def test_a_part_that_is_named_twice_in_one_transaction_is_told_once(service: ServiceUnderTest) -> None:
    nomination_id, _ = await own_part(service)

    await service.execute(Erase(nomination_ids=(nomination_id, nomination_id)), OFFICER)
    await service.relayed()

    assert [fact.type for fact in await service.facts()].count(PersonalErased.TYPE) == 1


async def test_a_part_that_the_relay_has_not_sent_is_never_sent(service: ServiceUnderTest) -> None:
    nomination_id, fact_id = await own_part(service)
    await service.pool.execute("UPDATE outbox SET refusal = 'TooLarge' WHERE key = $1", str(fact_id))

    await service.execute(Erase(nomination_ids=(nomination_id,)), OFFICER)

    assert await outbox(service, fact_id) == [(None, None), (None, None)]


async def test_a_tombstone_is_sent_again_once_counted_from_when_it_was_sent(service: ServiceUnderTest) -> None:
    nomination_id, fact_id = await own_part(service)
    await service.execute(Erase(nomination_ids=(nomination_id,)), OFFICER)
    service.clock.forward(2 * LAG)
    unsent = await send_due(service)
    await service.relayed()
    young = await send_due(service)
    service.clock.forward(LAG)

    due, again = await send_due(service), await send_due(service)
    await service.relayed()

    assert (unsent, young, due, again) == (0, 0, 1, 0)
    records = await read_topic(service.servers, f"{service.prefix}toy.personal")
    # The part itself, which was not sent before it was erased, its tombstone, and the tombstone again.
    assert records == [(str(fact_id).encode(), None)] * 3


async def test_a_letter_loses_its_bytes_with_the_part_and_a_later_one_has_none(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    fact = submitted(uuid4(), name=NAME)
    fact_id = await nominations.tell(fact, at=NOW)
    await nominations.send_personal(fact_id, b'{"body":{"name":"' + NAME.encode() + b'"},"salt":"00"}')
    await service.settled()
    before, _ = await letter(service)
    assert before is not None
    assert NAME.encode() in before

    await nominations.tell(PersonalErased(nomination_id=fact.nomination_id, fact_id=fact_id), at=NOW)
    await service.settled()
    assert await letter(service) == (None, "[]")
    await service.pool.execute("DELETE FROM dead_letter")
    await nominations.send_personal(fact_id, before)
    await service.settled()

    assert await letter(service) == (None, "[]")


async def test_what_is_no_fact_at_all_goes_with_the_nomination_that_it_lies_under(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    nomination_id, fact_id = uuid4(), uuid4()
    await nominations.send_fact(b'{"name":"' + NAME.encode() + b'"}', nomination_id, fact_id, "nominations.x.v1")
    await service.settled()
    assert (await letter(service))[0] is not None

    await nominations.tell(PersonalErased(nomination_id=nomination_id, fact_id=fact_id), at=NOW)
    await service.settled()

    assert await letter(service) == (None, "[]")


async def test_what_a_copy_brought_back_is_erased_again_without_telling_anybody(service: ServiceUnderTest) -> None:
    nomination_id, fact_id = await own_part(service)
    await service.execute(Erase(nomination_ids=(nomination_id,)), OFFICER)
    await service.relayed()
    await service.pool.execute(
        """
        UPDATE personal SET salt = $2, body = '{}', search = 'x', erased_at = NULL, tombstone_at = NULL
        WHERE fact_id = $1
        """,
        fact_id,
        b"s" * 32,
    )

    async with left_behind(service) as copy:
        report = await copy.recover()

        assert report.erased_again == 1
        row = await copy.pool.fetchrow("SELECT salt, body, search, erased_at FROM personal WHERE fact_id = $1", fact_id)
        assert tuple(row or ()) == (None, None, None, NOW)
        assert await copy.pool.fetchval("SELECT count(1) FROM outbox WHERE seq IS NOT NULL") == 0
        assert await copy.pool.fetchval("SELECT count(1) FROM handled WHERE subject = $1", nomination_id) == 1

"""What operators do with letters and gaps, and what they are refused."""

from argparse import Namespace
from uuid import uuid4

import orjson
import pytest

from chassis import command_line
from chassis.dead_letters import StillDead
from chassis.intake import NotNext
from chassis.testing import Neighbour, ServiceUnderTest
from contracts.envelope import CONTENT_TYPE, source_of
from contracts.nominations import NominationEndorsed
from shared.chassis.tests.arrivals import NOW, endorsed, handled, letters, rendered, send
from shared.chassis.tests.toy import POISONED, UNIT, submitted

SALT = "00" * 32


async def test_a_replay_that_cannot_be_read_says_so_and_changes_nothing(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    fact = submitted(uuid4())
    attributes, value = rendered(fact, 1)
    await nominations.send_fact(value.replace(b"false", b"0.5"), fact.subject, attributes.id, fact.TYPE)
    await service.settled()
    before = await service.row("SELECT id, error_class FROM dead_letter")

    with pytest.raises(StillDead):
        await service.process.dispatcher.replay(before["id"])

    assert await service.row("SELECT id, error_class FROM dead_letter") == before


@pytest.mark.parametrize("verb", ["replay", "discard"])
async def test_a_poisoned_follower_does_not_keep_an_operator_from_the_letter_before_it(
    service: ServiceUnderTest, nominations: Neighbour, verb: str
) -> None:
    nomination_id = uuid4()
    broken, value = rendered(endorsed(nomination_id), 1)
    await nominations.send_fact(value.replace(UNIT.encode(), b"?"), nomination_id, broken.id, NominationEndorsed.TYPE)
    await send(nominations, submitted(nomination_id, POISONED), 2)
    await send(nominations, endorsed(nomination_id), 3)
    await service.settled()
    letter = await service.row("SELECT id FROM dead_letter")
    await service.pool.execute("UPDATE dead_letter SET value = $1", value)

    if verb == "replay":
        await service.process.dispatcher.replay(letter["id"])
    else:
        await service.process.dispatcher.discard(letter["id"])

    assert await letters(service) == ["Refused"]
    assert await handled(service) == ([(nomination_id, 1)] if verb == "replay" else [])
    assert await service.pool.fetchval("SELECT count(*) FROM parked") == 1


async def test_only_the_next_missing_fact_can_be_given_up(service: ServiceUnderTest, nominations: Neighbour) -> None:
    nomination_id = uuid4()
    await send(nominations, endorsed(nomination_id), 3)
    await service.settled()

    with pytest.raises(NotNext) as refusal:
        await service.process.dispatcher.skip(nomination_id, source_of("nominations"), 2)

    assert str(refusal.value) == "1"
    assert await handled(service) == []


@pytest.mark.parametrize("body", [b'{"x":1.5}', b'{"name":"a\\u0000b"}', b'{"t\xc3\xaan":"a"}', b"[]"])
async def test_a_personal_record_that_nobody_could_keep_is_a_letter_and_stops_nothing(
    service: ServiceUnderTest, nominations: Neighbour, body: bytes
) -> None:
    fact = submitted(uuid4())
    await nominations.send_personal(uuid4(), b'{"body":' + body + b',"salt":"' + SALT.encode() + b'"}')
    fact_id = await nominations.tell(fact, at=NOW)
    await service.settled()

    assert await letters(service) == ["not-a-personal-record"]
    assert await service.pool.fetchval("SELECT body IS NOT NULL FROM personal WHERE fact_id = $1", fact_id)


async def test_a_header_whose_name_holds_nul_costs_one_letter(
    service: ServiceUnderTest, nominations: Neighbour
) -> None:
    good, bad = submitted(uuid4()), submitted(uuid4())
    await nominations.producer.send_and_wait(
        f"{service.prefix}nominations.facts",
        value=b"{",
        key=str(bad.subject).encode(),
        headers=[("content-type", CONTENT_TYPE.encode()), ("a\x00b", b"\x00")],
    )
    await nominations.tell(good, at=NOW)
    await service.settled()

    assert await letters(service) == ["not-a-cloudevent"]
    assert await handled(service) == [(good.subject, 1)]


async def test_letters_are_listed_and_shown_as_json(
    service: ServiceUnderTest, nominations: Neighbour, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    fact = submitted(uuid4())
    attributes, value = rendered(fact, 1)
    await nominations.send_fact(value.replace(b"false", b"0.5"), fact.subject, attributes.id, fact.TYPE)
    await service.settled()
    letter_id = (await service.row("SELECT id FROM dead_letter"))["id"]

    await command_line._letters(service.process.dispatcher, Namespace(action="list"))
    [listed] = orjson.loads(capfdbinary.readouterr().out)
    await command_line._letters(service.process.dispatcher, Namespace(action="show", letter=letter_id))
    shown = orjson.loads(capfdbinary.readouterr().out)

    assert (listed["id"], listed["subject"], listed["seq"]) == (letter_id, str(fact.subject), 1)
    assert (shown["ce_id"], shown["key"]) == (str(attributes.id), str(fact.subject))
    assert "0.5" in shown["value"]


async def test_a_replay_that_fails_again_names_the_error_and_nothing_of_the_row(
    service: ServiceUnderTest, nominations: Neighbour, capsys: pytest.CaptureFixture[str]
) -> None:
    await nominations.tell(submitted(uuid4(), award_code=POISONED), at=NOW)
    await service.settled()
    letter = await service.row("SELECT id FROM dead_letter")

    exit_code = await command_line._letters(service.process.dispatcher, Namespace(action="replay", letter=letter["id"]))

    assert exit_code == 1
    assert capsys.readouterr().err == "still fails: Refused: The toy refuses.; nothing changed\n"
    assert await letters(service) == ["Refused"]

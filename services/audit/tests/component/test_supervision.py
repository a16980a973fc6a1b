"""The supervision desk: facts found by their words and proved, a case's whole life for a look that is itself a fact."""

import asyncio
import base64
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.testing import ServiceUnderTest
from contracts.audit import RecordViewed
from contracts.canonical import timestamp
from contracts.envelope import parse
from contracts.roles import Role
from local_stack.test_run import KafkaForTests, PostgresForTests
from services.audit.tests.builders import NOW, ORIGIN, SIGNER, a_sequencer, append, values
from services.audit.tests.cases import CASE, LATER_CASE, NOMINATION, OTHER_CASE, OTHER_UNIT, UNIT, Teller, a_life
from services.audit.tests.conftest import a_record
from services.audit.tests.integration.test_sequencing import tamper
from tlog.checkpoint import sign, stated
from tlog.note import Ed25519Signer
from tlog.policy import Policy
from tlog.proof import Proof, verify

FACTS, SIZE = "/supervision/facts", "/supervision/exports/size"
TRUSTED = Policy.of_log(SIGNER.vkey)
HER, HIM = "sub-of-her", "sub-of-him"


@pytest.fixture(scope="module")
async def told(
    kafka: KafkaForTests, postgres: PostgresForTests, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[ServiceUnderTest]:
    """A record with the life of a case and another unit's, for tests that change nothing."""
    async with a_record(kafka, postgres, tmp_path_factory.mktemp("told")) as audit:
        await append(audit, *a_life(Teller()))
        await a_sequencer().turn(audit.process.dispatcher)
        yield audit


async def asked(audit: ServiceUnderTest, path: str = FACTS, **params: str | int) -> dict[str, Any]:
    supervisor = audit.signed_in(Role.SUPERVISOR, None)
    answer = await audit.client.get(path, params=dict(params), headers=supervisor)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def looked(audit: ServiceUnderTest, case_id: UUID, by: str = HER, **params: str | int) -> dict[str, Any]:
    headers = audit.signed_in(Role.SUPERVISOR, None, sub=by)
    answer = await audit.client.post(f"/supervision/cases/{case_id}/look", params=params, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def indexes(page: dict[str, Any]) -> list[int]:
    return [fact["index"] for fact in page["facts"]]


def at(minutes: int) -> str:
    return timestamp(NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, list(range(9))),
        ({"order": "newest"}, list(range(8, -1, -1))),
        ({"type": "review.case-opened.v1"}, [1, 4, 6]),
        ({"unit": OTHER_UNIT}, [3, 4]),
        ({"unit": UNIT, "type": "nominations.nomination-submitted.v1"}, [0, 5]),
        ({"case_id": str(LATER_CASE)}, [6, 8]),
        ({"case_id": str(uuid4())}, []),
        ({"from": at(3), "to": at(5)}, [2, 3]),
        ({"from": at(3), "to": at(5), "order": "newest"}, [3, 2]),
        ({"to": at(1)}, []),
        ({"from": at(9)}, [8]),
    ],
)
async def test_facts_are_found_by_time_type_unit_and_case(
    told: ServiceUnderTest, filters: dict[str, str], found: list[int]
) -> None:
    assert indexes(await asked(told, **filters)) == found
    own = {name: value for name, value in filters.items() if name != "order"}
    entries = await values(told.pool)
    assert await asked(told, SIZE, **own) == {
        "fact_count": len(found),
        "entry_bytes": sum(len(entries[at]) for at in found),
        "at_most": 20_000,
        "is_too_many": False,
    }


@pytest.mark.parametrize("order", ["oldest", "newest"])
async def test_pages_go_on_where_the_last_one_ended(told: ServiceUnderTest, order: str) -> None:
    seen, after = list[int](), dict[str, str]()
    for _ in range(4):
        page = await asked(told, order=order, limit=2, **after)
        seen += indexes(page)
        after = {"after": page["after"]}
    last = await asked(told, order=order, limit=2, **after)

    assert sorted([*seen, *indexes(last)]) == list(range(9))
    assert seen == sorted(seen, reverse=order == "newest")
    assert last["after"] is None


async def test_every_fact_is_proved_under_the_one_checkpoint_of_the_page(told: ServiceUnderTest) -> None:
    page = await asked(told)
    (checkpoint,) = page["checkpoints"]

    assert len(page["facts"]) == 9
    for fact in page["facts"]:
        hashes = tuple(base64.b64decode(each) for each in fact["proof"]["hashes"])
        made = Proof(index=fact["proof"]["index"], hashes=hashes, checkpoint=checkpoint["note"].encode()).format()
        entry = (await told.client.get(f"/log/entries/{fact['fact_id']}")).content
        assert verify(made, entry, TRUSTED).size == checkpoint["size"] == 9
        assert fact["proof"]["origin"] == checkpoint["origin"]
        read = parse(entry)
        assert (fact["type"], fact["seq"], fact["subject"]) == (read.type, read.seq, str(read.subject))
        assert (fact["fact"]["data"], fact["time"]) == (read.data, timestamp(read.time))


async def test_the_answer_says_that_absence_is_not_proved(told: ServiceUnderTest) -> None:
    page = await asked(told, case_id=str(uuid4()))

    assert (page["facts"], page["absence_is_proved"], page["is_complete"]) == ([], False, True)
    assert "KHÔNG chứng minh là không có" in page["about_absence"]


@pytest.mark.parametrize(
    ("params", "slug"),
    [
        ({"after": "yesterday"}, "no-such-page"),
        ({"after": "2026-13-23T08:30:00.000000Z.1"}, "no-such-page"),
        ({"limit": "0"}, "invalid-request"),
        ({"limit": "201"}, "invalid-request"),
        ({"from": "2026-11-23"}, "invalid-request"),
        ({"from": "1700000000"}, "invalid-request"),
        ({"case_id": "x"}, "invalid-request"),
        ({"unit": "phường Hiến Nam"}, "invalid-request"),
        ({"order": "any"}, "invalid-request"),
    ],
)
async def test_what_cannot_be_asked_is_refused(told: ServiceUnderTest, params: dict[str, str], slug: str) -> None:
    supervisor = told.signed_in(Role.SUPERVISOR, None)

    answer = await told.client.get(FACTS, params=params, headers=supervisor)

    assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{slug}")


async def test_facts_that_no_checkpoint_covers_yet_are_not_shown(audit: ServiceUnderTest) -> None:
    teller = Teller()
    life = a_life(teller)
    await append(audit, *life[:4])
    await a_sequencer().turn(audit.process.dispatcher)
    await append(audit, *life[4:])

    assert indexes(await asked(audit)) == [0, 1, 2, 3]


async def test_a_checkpoint_that_its_key_did_not_sign_vouches_for_nothing(audit: ServiceUnderTest) -> None:
    await append(audit, *a_life(Teller()))
    await a_sequencer().turn(audit.process.dispatcher)
    kept = await audit.pool.fetchval("SELECT encode(note, 'hex') FROM publications WHERE number = 1")
    other = Ed25519Signer.of_seed(ORIGIN, b"9" * 32)
    forged = sign(stated(bytes.fromhex(kept)), other).hex()
    await tamper(audit, "publications", f"UPDATE publications SET note = decode('{forged}', 'hex') WHERE number = 1")

    answer = await audit.client.get(FACTS, headers=audit.signed_in(Role.SUPERVISOR, None))

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/record-damaged")
    await tamper(audit, "publications", f"UPDATE publications SET note = decode('{kept}', 'hex') WHERE number = 1")


async def test_a_changed_entry_is_not_vouched_for(audit: ServiceUnderTest) -> None:
    await append(audit, *a_life(Teller()))
    await a_sequencer().turn(audit.process.dispatcher)
    kept = await audit.pool.fetchval("SELECT encode(value, 'hex') FROM entries WHERE index = 2")
    await tamper(audit, "entries", "UPDATE entries SET value = value || ' '::bytea WHERE index = 2")

    answer = await audit.client.get(FACTS, headers=audit.signed_in(Role.SUPERVISOR, None))

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/record-damaged")
    await tamper(audit, "entries", f"UPDATE entries SET value = decode('{kept}', 'hex') WHERE index = 2")


@pytest.fixture
async def living(audit: ServiceUnderTest) -> ServiceUnderTest:
    await append(audit, *a_life(Teller()))
    await a_sequencer().turn(audit.process.dispatcher)
    return audit


async def test_a_cases_life_holds_its_own_facts_its_nominations_and_its_decision(living: ServiceUnderTest) -> None:
    life = await looked(living, LATER_CASE)

    assert indexes(life["life"]) == [0, 5, 6, 7, 8]
    assert (life["nomination_ids"], life["other_case_ids"]) == ([str(NOMINATION)], [str(CASE)])
    assert indexes((await looked(living, OTHER_CASE))["life"]) == [3, 4]


async def test_a_look_is_a_fact_before_anything_is_shown(living: ServiceUnderTest) -> None:
    look = (await looked(living, CASE))["look"]
    await living.relayed()

    (fact,) = await living.facts()
    assert fact.fact == RecordViewed(look_id=UUID(look["look_id"]), case_id=CASE)
    assert look["is_new"]
    assert (fact.actor_role, fact.actor_unit) == ("supervisor", None)
    assert HER.encode() not in fact.value
    opening = await living.row("SELECT actor_sub FROM command_log WHERE actor_commit = $1", fact.actor_commit)
    assert opening["actor_sub"] == HER


async def test_paging_within_ten_minutes_is_one_look_and_later_is_another(living: ServiceUnderTest) -> None:
    first = await looked(living, CASE, limit=1)
    living.clock.forward(timedelta(minutes=9, seconds=59))
    paged = await looked(living, CASE, limit=1, after=first["life"]["after"])
    living.clock.forward(timedelta(seconds=1))
    later = await looked(living, CASE)

    assert (paged["look"]["look_id"], paged["look"]["is_new"]) == (first["look"]["look_id"], False)
    assert indexes(first["life"]) + indexes(paged["life"]) == indexes(later["life"])[:2]
    assert later["look"]["is_new"]
    assert later["look"]["look_id"] != first["look"]["look_id"]
    await living.relayed()
    assert len(await living.facts()) == 2


async def test_another_person_and_another_case_are_looks_of_their_own(living: ServiceUnderTest) -> None:
    looks = [await looked(living, CASE, HER), await looked(living, CASE, HIM), await looked(living, LATER_CASE, HER)]

    assert len({each["look"]["look_id"] for each in looks}) == 3


async def test_requests_at_once_are_one_look(living: ServiceUnderTest) -> None:
    looks = await asyncio.gather(*(looked(living, CASE) for _ in range(6)))

    assert len({each["look"]["look_id"] for each in looks}) == 1
    assert sum(each["look"]["is_new"] for each in looks) == 1
    await living.relayed()
    assert len(await living.facts()) == 1


async def test_a_case_that_the_record_does_not_know_is_no_look(living: ServiceUnderTest) -> None:
    headers = living.signed_in(Role.SUPERVISOR, None)

    answer = await living.client.post(f"/supervision/cases/{uuid4()}/look", headers=headers)

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/unknown-case")
    await living.relayed()
    assert await living.facts() == []


async def test_the_look_itself_becomes_part_of_the_cases_life(living: ServiceUnderTest) -> None:
    look = (await looked(living, CASE))["look"]
    await living.settled()
    await a_sequencer().turn(living.process.dispatcher)

    life = await looked(living, CASE)

    assert (RecordViewed.TYPE, look["look_id"]) in {(each["type"], each["subject"]) for each in life["life"]["facts"]}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR, Role.SERVICE}))
async def test_nobody_else_is_let_in(told: ServiceUnderTest, role: Role) -> None:
    headers = told.signed_in(role, "33@2025-07-01")

    for path in (FACTS, "/supervision/findings?kind=gap"):
        assert (await told.client.get(path, headers=headers)).status_code == 403
    assert (await told.client.post(f"/supervision/cases/{CASE}/look", headers=headers)).status_code == 403
    assert (await told.client.get(FACTS)).status_code == 401


async def test_what_came_once_more_is_listed_by_topic_and_day(audit: ServiceUnderTest) -> None:
    await append(audit, *a_life(Teller()))
    await append(audit, *(await values(audit.pool))[:2])
    await a_sequencer().turn(audit.process.dispatcher)

    found = await asked(audit, "/supervision/findings", kind="gap")

    topic = await audit.pool.fetchval("SELECT topic FROM entries WHERE index = 0")
    assert (found["repeats"], found["repeated"]) == (2, [{"topic": topic, "day": f"{NOW:%Y-%m-%d}", "records": 2}])

"""Who stands behind a commitment: told to supervision bodies, never without a fact, and checked by who asks."""

import hashlib
import hmac
from uuid import UUID

import httpx
import pytest

from chassis.testing import ServiceUnderTest
from contracts.review import ActorOpened
from contracts.roles import Role
from shared.chassis.tests.toy import HIS, OFFICER, UNIT, Submit

HER = "sub-of-her"


@pytest.fixture
async def service(opening: ServiceUnderTest) -> ServiceUnderTest:
    await opening.execute(Submit(nomination_ids=(UUID(int=1),)), OFFICER)
    return opening


async def opened(
    service: ServiceUnderTest, commit: str, role: Role = Role.SUPERVISOR, key: str | None = None
) -> httpx.Response:
    headers = service.signed_in(role, UNIT, sub=HER) | ({"Idempotency-Key": key} if key else {})
    return await service.client.post("/actors/open", json={"actor_commit": commit}, headers=headers)


async def commitment(service: ServiceUnderTest) -> str:
    await service.relayed()
    (fact,) = [each for each in await service.facts() if each.actor_role == OFFICER.role]
    assert fact.actor_commit is not None
    return fact.actor_commit


async def test_the_opening_is_what_the_facts_commitment_was_made_of(service: ServiceUnderTest) -> None:
    commit = await commitment(service)

    told = (await opened(service, commit)).json()

    salt = bytes.fromhex(told["opening"]["salt"])
    assert told["opening"]["body"] == {"sub": HIS}
    assert hmac.new(salt, b'{"sub":"sub-of-the-officer"}', hashlib.sha256).hexdigest() == commit
    assert hmac.new(salt, b'{"sub":"sub-of-another"}', hashlib.sha256).hexdigest() != commit
    assert (told["command"], told["actor_role"], told["actor_unit"]) == ("Submit", "unit-officer", UNIT)


async def test_each_opening_leaves_a_fact_that_names_the_commitment_and_nobody(service: ServiceUnderTest) -> None:
    commit = await commitment(service)

    told = (await opened(service, commit)).json()
    await service.relayed()

    (fact,) = [each for each in await service.facts() if each.actor_role == Role.SUPERVISOR]
    assert fact.fact == ActorOpened(opening_id=UUID(told["opening_id"]), opened_commit=commit)
    assert not [sub for sub in (HIS, HER) if sub.encode() in fact.value]


async def test_who_opened_can_be_opened_too(service: ServiceUnderTest) -> None:
    await opened(service, await commitment(service))
    await service.relayed()
    (fact,) = [each for each in await service.facts() if each.actor_role == Role.SUPERVISOR]

    told = (await opened(service, str(fact.actor_commit))).json()

    assert (told["opening"]["body"], told["command"]) == ({"sub": HER}, "OpenActor")


async def test_a_repeated_request_is_answered_alike_and_leaves_one_fact(service: ServiceUnderTest) -> None:
    commit = await commitment(service)

    answers = [await opened(service, commit, key="k") for _ in range(2)]
    await service.relayed()

    assert answers[0].json() == answers[1].json()
    assert len([each for each in await service.facts() if each.actor_role == Role.SUPERVISOR]) == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR, Role.SERVICE}))
async def test_nobody_else_is_told(service: ServiceUnderTest, role: Role) -> None:
    answer = await opened(service, await commitment(service), role)

    assert (answer.status_code, HIS in answer.text) == (403, False)


@pytest.mark.parametrize(("commit", "status"), [("0" * 64, 404), ("x", 422), ("A" * 64, 422)])
async def test_what_nobody_was_committed_to_is_not_opened_and_leaves_nothing(
    service: ServiceUnderTest, commit: str, status: int
) -> None:
    assert (await opened(service, commit)).status_code == status
    await service.relayed()
    assert [each for each in await service.facts() if each.actor_role == Role.SUPERVISOR] == []


async def test_no_log_holds_whom_somebody_asked_about(
    service: ServiceUnderTest, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    commit = await commitment(service)
    await opened(service, commit)

    written = "".join([*capsys.readouterr(), caplog.text])
    assert not [word for word in (commit, HIS, HER) if word in written]

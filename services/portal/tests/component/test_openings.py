"""Who did the steps of a case, asked of the services: each commitment once, and what nobody knows is said."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chassis.personal import is_uuid
from contracts.commitment import actor_commitment
from portal.adapters.clients import openings
from portal.adapters.clients.supervision import RecordedFact, Supervision
from portal.adapters.clients.transport import Asking, Neighbour, Refused
from portal.entrypoints.forms import Form
from services.portal.tests.answering import Answers, answering, problem
from services.portal.tests.builders import known

SALT = bytes(32)
KNOWN = {actor_commitment(SALT, sub): sub for sub in ("officer", "secretary")}
OFFICER, SECRETARY = KNOWN
FORGOTTEN, FORBIDDEN = "f" * 64, "0" * 64


def behind(asked: Any) -> tuple[int, object]:
    """As `POST /actors/open` of every service answers."""
    commitment = asked["actor_commit"]
    if commitment not in KNOWN:
        return problem(404, "unknown-actor") if commitment == FORGOTTEN else problem(403, "role-not-allowed")
    opening = {"body": {"sub": KNOWN[commitment]}, "salt": SALT.hex()}
    done = {"command": "X", "actor_role": "secretariat", "done_at": "2026-11-23T08:30:00Z"}
    return 200, {"opening_id": str(known("o")), "actor_commit": commitment, "opening": opening, **done}


@pytest.fixture
def service() -> Iterator[Answers]:
    with answering({"POST /actors/open": behind}) as answers:
        yield answers


@pytest.fixture
def desk(service: Answers) -> Supervision:
    services = {name: Neighbour(name=name, url=service.url) for name in ("review", "nominations", "audit")}
    return Supervision(record=services["audit"], services=services)


def told(name: str, commitment: str, service: str = "review") -> RecordedFact:
    return RecordedFact(
        index=1, fact_id=known(name), source=f"/services/{service}", type="review.case-accepted.v1",
        time="2026-11-23T08:30:00.000000Z", subject=known("c"), seq=1, fact={"actorcommit": commitment},
    )  # fmt: skip


def asking_for(form: Form) -> Callable[[str], Asking]:
    return lambda commitment: Asking(once=form.once_for(commitment))


def given(name: str, sub: str) -> object:
    return {"fact_id": str(known(name)), "opening": {"body": {"sub": sub}, "salt": SALT.hex()}}


async def test_each_commitment_is_opened_once_under_a_key_that_a_repeat_has_too(
    desk: Supervision, service: Answers
) -> None:
    facts = [told("a", OFFICER), told("b", SECRETARY), told("c", SECRETARY), told("d", OFFICER, "nominations")]
    form = Form(once="a-form")

    found = [await openings.opened(desk, facts, asking_for(form)) for _ in range(2)]

    assert found[0] == found[1]
    assert found[0].unknown == ()
    assert found[0].given == (
        given("a", "officer"), given("b", "secretary"), given("c", "secretary"), given("d", "officer"),
    )  # fmt: skip
    asked = [(each.body["actor_commit"], each.once) for each in service.asked]
    assert [commitment for commitment, _ in asked[:3]] == [OFFICER, SECRETARY, OFFICER]
    assert asked[:3] == asked[3:]
    assert asked[0][1] != asked[1][1]
    assert is_uuid(str(asked[0][1]))


async def test_what_no_service_knows_is_named_and_the_rest_is_opened(desk: Supervision) -> None:
    forgotten, foreign = told("a", FORGOTTEN), told("b", OFFICER, "publicity")

    found = await openings.opened(desk, [forgotten, told("c", OFFICER), foreign], asking_for(Form(once="x")))

    assert (found.given, found.unknown) == ((given("c", "officer"),), (forgotten, foreign))


async def test_another_refusal_is_not_taken_for_forgetting(desk: Supervision) -> None:
    with pytest.raises(Refused, match="role-not-allowed"):
        await openings.opened(desk, [told("a", FORBIDDEN)], asking_for(Form(once="x")))


def test_looks_and_what_nobody_did_are_no_steps(desk: Supervision) -> None:
    step = told("a", OFFICER)

    assert openings.done_by_people(desk, [step, told("b", OFFICER, "audit"), told("c", "")]) == (step,)

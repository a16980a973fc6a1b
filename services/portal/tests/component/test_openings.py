"""Who did the steps of a case, asked of the services: each commitment once, and what nobody knows is said."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from chassis.personal import is_uuid
from contracts.commitment import actor_commitment
from portal.adapters.clients import openings
from portal.adapters.clients.supervision import RecordedFact, Supervision
from portal.adapters.clients.transport import Asking, Neighbour, Refused
from portal.entrypoints.forms import Form
from services.portal.tests.builders import known

SALT = bytes(32)
KNOWN = {actor_commitment(SALT, sub): sub for sub in ("officer", "secretary")}
OFFICER, SECRETARY = KNOWN
FORGOTTEN, FORBIDDEN = "f" * 64, "0" * 64


class Service(BaseHTTPRequestHandler):
    """As `POST /actors/open` of every service answers; keeps who was asked for, under which key."""

    asked: list[tuple[str, str]]

    def do_POST(self) -> None:
        commitment = json.loads(self.rfile.read(int(self.headers["content-length"])))["actor_commit"]
        self.asked.append((commitment, self.headers["idempotency-key"]))
        status, body = self._answer(commitment)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def _answer(self, commitment: str) -> tuple[int, object]:
        if commitment not in KNOWN:
            status, slug = (404, "unknown-actor") if commitment == FORGOTTEN else (403, "role-not-allowed")
            return status, {"type": f"/problems/{slug}", "title": "", "status": status}
        opening = {"body": {"sub": KNOWN[commitment]}, "salt": SALT.hex()}
        done = {"command": "X", "actor_role": "secretariat", "done_at": "2026-11-23T08:30:00Z"}
        return 200, {"opening_id": str(known("o")), "actor_commit": commitment, "opening": opening, **done}

    def log_message(self, *_: object) -> None:
        """Tests read what was asked, not a log."""


@pytest.fixture
def asked() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def desk(asked: list[tuple[str, str]]) -> Iterator[Supervision]:
    handler = type("Asked", (Service,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        services = {name: Neighbour(name=name, url=url) for name in ("review", "nominations", "audit")}
        yield Supervision(record=services["audit"], services=services)
        server.shutdown()


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
    desk: Supervision, asked: list[tuple[str, str]]
) -> None:
    facts = [told("a", OFFICER), told("b", SECRETARY), told("c", SECRETARY), told("d", OFFICER, "nominations")]
    form = Form(once="a-form")

    found = [await openings.opened(desk, facts, asking_for(form)) for _ in range(2)]

    assert found[0] == found[1]
    assert found[0].unknown == ()
    assert found[0].given == (
        given("a", "officer"), given("b", "secretary"), given("c", "secretary"), given("d", "officer"),
    )  # fmt: skip
    assert [commitment for commitment, _ in asked[:3]] == [OFFICER, SECRETARY, OFFICER]
    assert asked[:3] == asked[3:]
    assert asked[0][1] != asked[1][1]
    assert is_uuid(asked[0][1])


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

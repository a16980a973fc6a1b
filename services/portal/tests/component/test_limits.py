"""The portal counts its visitors, and over TLS its cookies belong to this host alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from chassis.testing import running
from contracts.roles import Role
from local_stack.test_run import KafkaForTests, PostgresForTests
from portal.bootstrap import service
from portal.entrypoints.cookies import SESSION
from services.portal.tests.builders import AGENCY, NOW, SETTINGS
from services.portal.tests.conftest import Portal


@pytest.fixture
async def strict(kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path) -> AsyncIterator[Portal]:
    """Behind TLS; two requests a minute, one sign-in, one live page."""
    few = {"SIGN_INS_PER_MINUTE": "1", "LIVE_PAGES_PER_ADDRESS": "1", "PUBLIC_URL": "https://thidua.example"}
    async with running(
        service({**SETTINGS, **few}),
        kafka_servers=kafka.servers,
        admin_url=postgres.admin_url,
        state_dir=tmp_path,
        now=NOW,
        requests_per_minute=2,
    ) as under_test:
        yield Portal(under_test)


def told(answer: httpx.Response) -> tuple[int, bool, bool]:
    """Status, whether it is a page that says so in Vietnamese, whether it says when to come back."""
    return answer.status_code, "Quá nhiều yêu cầu" in answer.text, int(answer.headers.get("retry-after", "0")) > 0


async def test_a_visitor_who_asks_too_often_gets_a_page_that_says_when_to_come_back(strict: Portal) -> None:
    async with strict.client() as client:
        answers = [await client.get(path) for path in ("/about", "/nowhere", "/about", "/nowhere")]

    assert [answer.status_code for answer in answers] == [200, 404, 429, 429]
    assert told(answers[2]) == told(answers[3]) == (429, True, True)
    assert answers[2].headers["content-type"].startswith("text/html")


async def test_a_signed_in_person_is_counted_apart_from_strangers(strict: Portal) -> None:
    cookies = {f"__Host-{SESSION}": await strict.session(Role.SECRETARIAT, AGENCY)}
    async with strict.client(cookies) as client:
        inside = [(await client.get("/signed-in")).status_code for _ in range(3)]
        client.cookies.clear()
        outside = [(await client.get("/about")).status_code for _ in range(3)]

    assert (inside, outside) == ([200, 200, 429], [200, 200, 429])


async def test_sign_ins_have_a_share_of_their_own(strict: Portal) -> None:
    async with strict.client() as client:
        first, second = [await client.get("/sign-in") for _ in range(2)]

    assert first.status_code == 401
    assert told(second) == (429, True, True)


async def test_a_live_page_without_a_seat_is_refused(strict: Portal) -> None:
    app = strict.under_test.process.application()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://service.test") as client:
        with app.state.site.seats.seated("127.0.0.1"):  # type: ignore[attr-defined]
            full = await client.get("/events")

    assert told(full) == (429, True, True)
    assert not app.state.site.seats.taken  # type: ignore[attr-defined]


async def test_over_tls_cookies_are_of_this_host_and_the_browser_is_to_stay(strict: Portal) -> None:
    async with strict.client() as client:
        answer = await client.get("/about?lang=en")

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-thidua_lang=en;")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= {word.strip() for word in cookie.split(";")}
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


async def test_over_tls_a_cookie_without_the_prefix_opens_nothing(strict: Portal) -> None:
    async with strict.client({SESSION: await strict.session(Role.SECRETARIAT, AGENCY)}) as client:
        answer = await client.get("/signed-in")

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fsigned-in")

"""The pages that export evidence, before a record that refuses: what is said, and what goes with the second try."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from local_stack.test_run import KafkaForTests, PostgresForTests
from portal.adapters.sealing import Seal
from services.portal.tests.answering import Answers, answering, problem
from services.portal.tests.builders import SETTINGS, known
from services.portal.tests.supervising import supervising

CASE, FORGOTTEN, REMEMBERED = known("case"), "f" * 64, "a" * 64
SIZE = {"fact_count": 20_001, "entry_bytes": 16_000_000, "at_most": 20_000, "is_too_many": True}
EXPORT = "POST /supervision/exports"
ZIP = b"PK"
TOKEN = Seal(SETTINGS["SESSION_SECRET"]).form_token("a-browser")


def fact(name: str, commitment: str, service: str = "review") -> dict[str, object]:
    return {
        "index": 1, "fact_id": str(known(name)), "source": f"/services/{service}", "type": "review.case-accepted.v1",
        "time": "2026-11-23T08:30:00.000000Z", "subject": str(CASE), "seq": 1, "fact": {"actorcommit": commitment},
    }  # fmt: skip


def behind(asked: dict[str, str]) -> tuple[int, object]:
    if asked["actor_commit"] == FORGOTTEN:
        return problem(404, "unknown-actor")
    done = {"command": "AcceptCases", "actor_role": "secretariat", "done_at": "2026-11-23T08:30:00Z"}
    return 200, {**asked, "opening": {"body": {"sub": "person-1"}, "salt": "b" * 64}, **done}


@pytest.fixture
def answers() -> Iterator[Answers]:
    facts = [fact("known", REMEMBERED), fact("unknown", FORGOTTEN), fact("look", "c" * 64, "audit")]
    life = {"case_id": str(CASE), "look": {"opened_at": "2026-11-23T08:30:00Z"}, "life": {"facts": facts}}
    routes = {
        "GET /supervision/exports/size": lambda _: (200, SIZE),
        f"POST /supervision/cases/{CASE}/look": lambda _: (200, life),
        "POST /actors/open": behind,
    }
    with answering(routes) as made:
        yield made


@pytest.fixture
async def supervisor(
    answers: Answers, kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path
) -> AsyncIterator[httpx.AsyncClient]:
    """Forms carry their token."""
    async with supervising(answers, kafka, postgres, tmp_path) as client:
        yield client


async def send(client: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    return await client.post(path, data={"csrf": TOKEN, "once": "a-form", **fields})


async def test_a_filter_that_finds_too_much_is_told_before_and_offers_nothing(supervisor: httpx.AsyncClient) -> None:
    answer = await supervisor.get("/supervision/export", params={"unit": "33@2025-07-01"})

    assert answer.status_code == 200
    assert "Bộ lọc này có hơn 20.000 sự kiện" in answer.text
    assert 'action="/supervision/export"' not in answer.text


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (problem(422, "too-many-facts", "Có hơn 20.000 sự kiện"), "Có hơn 20.000 sự kiện"),
        (problem(503, "no-exports"), "chưa có khóa ký riêng"),
    ],
)
async def test_what_the_record_refuses_is_said_and_the_filter_is_kept(
    supervisor: httpx.AsyncClient, answers: Answers, refusal: tuple[int, object], words: str
) -> None:
    answers.routes[EXPORT] = lambda _: refusal

    answer = await send(supervisor, "/supervision/export", type="review.case-opened.v1", to="2026-11-30")

    assert (answer.status_code, words in answer.text) == (422, True)
    assert "/supervision?to=2026-11-30&amp;type=review.case-opened.v1" in answer.text
    assert answers.bodies(EXPORT) == [
        {"facts": {"type": "review.case-opened.v1", "to": "2026-12-01T00:00:00+07:00"}},
    ]


async def test_who_did_it_is_not_left_out_of_a_bundle_in_silence(
    supervisor: httpx.AsyncClient, answers: Answers
) -> None:
    answers.routes[EXPORT] = lambda _: (200, ZIP)
    asked, path = {"openings": "yes", "reason": "inspection"}, f"/supervision/cases/{CASE}/export"

    first = await send(supervisor, path, **asked)
    assert "Có thao tác không mở được" in first.text
    assert str(known("unknown"))[-8:] in first.text
    assert answers.bodies(EXPORT) == []
    second = await send(supervisor, path, **asked, without="yes")

    assert second.content == ZIP
    opening = {"body": {"sub": "person-1"}, "salt": "b" * 64}
    given = [{"fact_id": str(known("known")), "opening": opening}]
    assert answers.bodies(EXPORT) == [{"case_id": str(CASE), "openings": given, "reason": "inspection"}]
    opened = [(each.body["actor_commit"], each.once) for each in answers.asked if each.route == "POST /actors/open"]
    assert len(opened) == 4
    assert opened[:2] == opened[2:]
    assert {commitment for commitment, _ in opened} == {REMEMBERED, FORGOTTEN}


async def test_nothing_is_opened_while_the_index_is_behind(supervisor: httpx.AsyncClient, answers: Answers) -> None:
    look = f"POST /supervision/cases/{CASE}/look"
    _, life = answers.routes[look]({})
    assert isinstance(life, dict)
    partly = {**life, "life": {**life["life"], "is_complete": False}}
    answers.routes[look] = lambda _: (200, partly)

    answer = await send(supervisor, f"/supervision/cases/{CASE}/export", openings="yes", reason="inspection")

    assert (answer.status_code, "nên chưa mở được ai đã làm" in answer.text) == (422, True)
    assert "Chỉ mục của sổ còn đang được lập; có thể chưa thấy hết." in answer.text
    assert answers.bodies("POST /actors/open") == answers.bodies(EXPORT) == []


async def test_without_a_reason_nothing_is_opened(supervisor: httpx.AsyncClient, answers: Answers) -> None:
    answer = await send(supervisor, f"/supervision/cases/{CASE}/export", openings="yes")

    assert (answer.status_code, "Chọn lý do." in answer.text) == (422, True)
    assert answers.bodies("POST /actors/open") == answers.bodies(EXPORT) == []

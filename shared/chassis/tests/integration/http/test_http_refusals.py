"""Whatever is sent, the answer is a problem document that says what to do and repeats nothing."""

from collections.abc import AsyncIterator

import httpx
import pytest

from chassis import http
from chassis.http import Router, Undeclared
from chassis.service import Service
from chassis.unit_of_work import UnitOfWork
from shared.chassis.tests.integration.http.conftest import Board, open_board

JSON = {"content-type": "application/json"}


def problem(response: httpx.Response) -> tuple[int, str]:
    assert response.headers["content-type"].startswith("application/problem+json")
    document = response.json()
    assert document["status"] == response.status_code
    assert document["request_id"] == response.headers["x-request-id"]
    assert document["title"]
    return response.status_code, document["type"]


async def test_an_unknown_address_is_a_problem(board: Board) -> None:
    assert problem(await board.client.get("/nowhere")) == (404, "/problems/not-found")


async def test_a_wrong_method_names_the_right_one(board: Board) -> None:
    response = await board.client.delete("/notes")

    assert problem(response) == (405, "/problems/method-not-allowed")
    assert response.headers["allow"] == "POST"


async def test_a_wrong_method_names_those_of_all_routes_of_the_address(board: Board) -> None:
    response = await board.client.delete("/notes/abc")

    assert problem(response) == (405, "/problems/method-not-allowed")
    assert response.headers["allow"] == "GET, HEAD, PUT"


@pytest.mark.parametrize("body", [b"{nope", b"", b"[1,", b"\xff\xfe{}", b"[" * 100_000])
async def test_a_body_that_is_not_json_is_refused(board: Board, body: bytes) -> None:
    response = await board.client.post("/notes", content=body, headers=board.officer(**JSON))

    assert response.status_code in (400, 422)
    problem(response)


async def test_every_faulty_field_is_named_and_no_value_is_repeated(board: Board) -> None:
    body = {"titles": ["", "Nguyễn Thị Lan, sinh năm 1970, ở thôn Đông"], "seats": "nhiều", "extra/field": 1}

    response = await board.client.post("/notes", json=body, headers=board.officer())

    assert problem(response) == (422, "/problems/invalid-request")
    assert {(error["pointer"], error["in"]) for error in response.json()["errors"]} == {
        ("/titles/0", "body"),
        ("/titles/1", "body"),
        ("/seats", "body"),
        ("/extra~1field", "body"),
    }
    assert "Lan" not in response.text


async def test_a_faulty_path_names_its_parameter(board: Board) -> None:
    response = await board.client.get("/notes/abc", headers=board.officer())

    assert response.json()["errors"] == [{"pointer": "/note_id", "detail": "Phải là mã UUID.", "in": "path"}]


async def test_a_declared_body_beyond_the_limit_is_refused_unread(board: Board) -> None:
    headers = board.officer(**JSON)

    response = await board.client.post("/notes", content=b" " * 1_100_000, headers=headers)

    assert problem(response) == (413, "/problems/body-too-large")


async def test_a_streamed_body_is_cut_at_the_limit(board: Board) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(1000):
            sent += 100_000
            yield b" " * 100_000

    response = await board.client.post("/notes", content=endless(), headers=board.officer(**JSON))

    assert problem(response) == (413, "/problems/body-too-large")
    assert sent < 1_300_000


async def test_a_route_may_take_more(board: Board) -> None:
    taken = await board.client.post("/uploads", files={"file": b"x" * 1_500_000}, headers=board.officer())
    refused = await board.client.post("/uploads", files={"file": b"x" * 2_200_000}, headers=board.officer())

    assert taken.json() == {"size": 1_500_000}
    assert problem(refused) == (413, "/problems/body-too-large")


async def test_a_refusal_of_the_domain_says_its_sentence_and_leaves_nothing(board: Board) -> None:
    response = await board.client.post("/notes", json={"titles": ["bậy"]}, headers=board.officer())

    assert problem(response) == (409, "/problems/profanity")
    assert response.json()["detail"] == "Tiêu đề có từ không phù hợp."
    assert await board.pool.fetchval("SELECT count(1) FROM note") == 0


async def test_an_unexpected_error_shows_no_internals(board: Board) -> None:
    response = await board.client.post("/notes", json={"titles": ["sự cố"]}, headers=board.officer())

    assert problem(response) == (500, "/problems/unexpected")
    assert "mật khẩu" not in response.text
    assert "ZeroDivision" not in response.text


@pytest.mark.parametrize(
    ("query", "kind"),
    [("title=%00", "/problems/forbidden-character"), (f"limit={10**30}", "/problems/number-out-of-range")],
)
async def test_what_the_database_cannot_hold_is_the_callers_fault(board: Board, query: str, kind: str) -> None:
    assert problem(await board.client.get(f"/board?{query}")) == (422, kind)


async def test_a_database_that_is_away_means_try_again(board: Board) -> None:
    async with open_board(board.database, board.issuer) as other:
        other.pool.terminate()

        response = await other.client.post("/notes", json={"titles": ["a"]}, headers=other.officer())

    assert problem(response) == (503, "/problems/temporarily-unavailable")
    assert response.headers["retry-after"] == "2"


async def test_an_answer_carries_safe_headers_and_the_callers_request_id(board: Board) -> None:
    response = await board.client.get("/board", headers={"X-Request-ID": "trang-0001"})

    assert response.headers["x-request-id"] == "trang-0001"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("given", ["a b", "x", "q" * 65, 'a\tb"{}'])
async def test_a_request_id_that_is_not_sane_is_replaced(board: Board, given: str) -> None:
    response = await board.client.get("/board", headers={"X-Request-ID": given})

    assert response.headers["x-request-id"] != given
    assert len(response.headers["x-request-id"]) == 36


@pytest.mark.parametrize("included", [0, 1, 2])
def test_a_route_without_a_gate_stops_the_start_however_deep_it_lies(included: int) -> None:
    router = Router()

    @router.get("/open-by-mistake")
    async def forgotten() -> dict[str, str]:
        return {}

    for _ in range(included):
        outer = Router()
        outer.include_router(router)
        router = outer
    service = Service(name="chassis", unit_of_work=UnitOfWork, router=router)

    with pytest.raises(Undeclared, match="open-by-mistake"):
        http.application(service, None, None, None, None)  # type: ignore[arg-type]


async def test_the_openapi_document_shows_refusals_and_the_security_scheme(board: Board) -> None:
    document = (await board.client.get("/openapi.json")).json()

    posting = document["paths"]["/notes"]["post"]
    assert "application/problem+json" in posting["responses"]["default"]["content"]
    assert posting["security"] == [{"oidc": []}]
    assert "security" not in document["paths"]["/board"]["get"]

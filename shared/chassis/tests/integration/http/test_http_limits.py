"""Every entrance has a bound: how often, how long an address, how large and how slow a head."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn import Config
from uvicorn.server import ServerState

from chassis import head_limit
from chassis.head_limit import BoundedHead
from shared.chassis.tests.integration.http.conftest import Board, open_board
from shared.chassis.tests.integration.http.test_http_refusals import problem


@pytest.fixture
async def strict(board: Board) -> AsyncIterator[Board]:
    """A board where three requests a minute are enough; 10.0.0.0/8 are proxies of ours."""
    limits = {"person_requests_per_minute": 3, "address_requests_per_minute": 3}
    async with open_board(board.database, board.issuer, trusted_proxies="10.0.0.0/8", **limits) as made:
        yield made


async def statuses(board: Board, path: str, count: int, **headers: str) -> list[int]:
    return [(await board.client.get(path, headers=headers)).status_code for _ in range(count)]


async def test_a_stranger_who_asks_too_often_is_told_when_to_come_back(strict: Board) -> None:
    assert await statuses(strict, "/board", 3) == [200, 200, 200]

    refused = await strict.client.get("/board")

    assert problem(refused) == (429, "/problems/too-many-requests")
    assert 1 <= int(refused.headers["retry-after"]) <= 20


async def test_a_person_is_counted_for_themselves_wherever_they_sit(strict: Board) -> None:
    one = {"Authorization": f"Bearer {strict.issuer.token('unit-officer', sub='one')}"}
    other = {"Authorization": f"Bearer {strict.issuer.token('unit-officer', sub='other')}"}

    assert await statuses(strict, "/notes/abc", 4, **one) == [422, 422, 422, 429]
    assert await statuses(strict, "/notes/abc", 1, **other) == [422]
    assert await statuses(strict, "/board", 1) == [200]


async def test_wrong_tokens_use_up_the_share_of_their_address(strict: Board) -> None:
    assert await statuses(strict, "/notes/abc", 4, Authorization="Bearer x") == [401, 401, 401, 429]


async def test_behind_a_proxy_of_ours_everybody_has_a_share(board: Board) -> None:
    limits = {"address_requests_per_minute": 1}
    async with open_board(board.database, board.issuer, trusted_proxies="127.0.0.0/8", **limits) as made:
        one = await statuses(made, "/board", 2, **{"X-Forwarded-For": "203.0.113.1"})
        other = await statuses(made, "/board", 1, **{"X-Forwarded-For": "203.0.113.2"})
        itself = await statuses(made, "/board", 5)

    assert (one, other, itself) == ([200, 429], [200], [200] * 5)


async def test_a_header_of_a_stranger_gives_no_fresh_share(strict: Board) -> None:
    seen = [await statuses(strict, "/board", 1, **{"X-Forwarded-For": f"203.0.113.{n}"}) for n in range(4)]

    assert seen == [[200], [200], [200], [429]]


@pytest.mark.parametrize(
    ("path", "headers", "told"),
    [
        (f"/board?title={'a' * 9_000}", {}, (414, "/problems/address-too-long")),
        ("/board", {"X-Long": "a" * 40_000}, (431, "/problems/header-too-large")),
    ],
)
async def test_long_heads_are_refused(board: Board, path: str, headers: dict[str, str], told: tuple[int, str]) -> None:
    assert problem(await board.client.get(path, headers=headers)) == told


class Hasty(BoundedHead):
    head_seconds = 0.1


async def fine(scope: Scope, receive: Receive, send: Send) -> None:
    await Response("ok")(scope, receive, send)


@asynccontextmanager
async def connected(kind: type[BoundedHead]) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    config = Config(fine, lifespan="off", log_config=None)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: kind(config, ServerState(), {}), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    try:
        yield reader, writer
    finally:
        writer.close()
        server.close()
        await server.wait_closed()


async def test_a_head_that_never_ends_is_cut_off() -> None:
    async with connected(BoundedHead) as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nhost: x\r\nx-long: " + b"a" * head_limit.CUT_OFF_BYTES)
        answer = await reader.read()

    assert answer.startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nhost:"])
async def test_a_head_that_does_not_come_ends_the_connection(sent: bytes) -> None:
    async with connected(Hasty) as (reader, writer):
        writer.write(sent)
        assert await asyncio.wait_for(reader.read(), 5) == b""


async def test_a_connection_may_be_used_again_and_again() -> None:
    async with connected(Hasty) as (reader, writer):
        for _ in range(3):
            writer.write(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
            assert b"200 OK" in await reader.readuntil(b"\r\n\r\nok")
            await asyncio.sleep(0.15)


async def test_over_tls_answers_ask_browsers_to_stay_there(board: Board) -> None:
    transport = board.client._transport
    async with httpx.AsyncClient(transport=transport, base_url="https://notes.test") as client:
        secure = await client.get("/board")
    plain = await board.client.get("/board", headers={"X-Forwarded-Proto": "https"})

    assert secure.headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in plain.headers

"""HEAD: what GET answers, without its body, and without anything being opened for it."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from chassis import server
from chassis.head_requests import HeadAsGet
from chassis.metrics import REGISTRY
from shared.chassis.tests.http_builders import answering
from shared.chassis.tests.integration.http.conftest import Board

opened: list[str] = []


async def stream(_: Request) -> StreamingResponse:
    async def ticks() -> AsyncIterator[bytes]:
        opened.append("stream")
        while True:
            yield b"tick\n"
            await asyncio.sleep(0.01)

    return StreamingResponse(ticks(), media_type="text/event-stream", headers={"X-Kept": "yes"})


async def page(_: Request) -> PlainTextResponse:
    return PlainTextResponse("đây")


@pytest.fixture
async def address() -> AsyncIterator[str]:
    with server.listen("127.0.0.1", 0) as probe:
        port = probe.getsockname()[1]
    # As FastAPI's, these routes know GET alone.
    routes = [Route("/stream", stream), Route("/page", page)]
    for route in routes:
        route.methods = {"GET"}
    app, stopping = Starlette(routes=routes, middleware=[Middleware(HeadAsGet)]), asyncio.Event()
    task = asyncio.create_task(server.serve(app, host="127.0.0.1", port=port, stopping=stopping))
    await answering(f"http://127.0.0.1:{port}/page")
    yield f"http://127.0.0.1:{port}"
    stopping.set()
    await task


async def test_a_stream_is_not_opened_and_the_connection_stays_usable(address: str) -> None:
    opened.clear()
    async with httpx.AsyncClient(trust_env=False, limits=httpx.Limits(max_connections=1)) as client:
        head = await client.head(f"{address}/stream")
        after = await client.get(f"{address}/page")

    assert (head.status_code, head.headers["x-kept"], head.content) == (200, "yes", b"")
    assert after.text == "đây"
    assert opened == []


async def test_the_length_is_that_of_the_body_that_get_sends(address: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        head, get = await client.head(f"{address}/page"), await client.get(f"{address}/page")

    assert head.headers["content-length"] == get.headers["content-length"] == "5"
    assert head.content == b""


async def test_gates_refusals_and_measures_know_the_request(board: Board) -> None:
    created = await board.client.post("/notes", json={"titles": ["một"]}, headers=board.officer())
    note = f"/notes/{created.json()['note_ids'][0]}"

    shown = await board.client.head(note, headers=board.officer())
    refused = await board.client.head(note)
    elsewhere = await board.client.head("/notes", headers=board.officer())

    assert (shown.status_code, shown.headers["etag"]) == (200, '"1"')
    assert refused.status_code == 401
    assert (elsewhere.status_code, elsewhere.headers["allow"]) == (405, "POST")
    labels = {"service": "chassis", "method": "HEAD", "route": "/notes/{note_id}", "status": "200"}
    assert REGISTRY.get_sample_value("http_request_seconds_count", labels)


async def test_allow_names_head_beside_get(board: Board) -> None:
    answer = await board.client.patch("/board")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")

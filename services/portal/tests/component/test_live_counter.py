"""The live counter: state on connecting, changes as they come, nothing lost on coming back, an end with the process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from chassis import server
from chassis.testing import Neighbour
from services.portal.tests.builders import NOW, endorsed
from services.portal.tests.conftest import Portal


@asynccontextmanager
async def serving(portal: Portal) -> AsyncIterator[tuple[str, asyncio.Event]]:
    """The portal on a socket: streams need one."""
    process, stopping = portal.under_test.process, portal.under_test.process.stopping
    listener = server.listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    listener.close()
    task = asyncio.create_task(server.serve(process.application(), host="127.0.0.1", port=port, stopping=stopping))
    try:
        async with httpx.AsyncClient(trust_env=False) as client:
            for _ in range(100):
                try:
                    await client.get(f"http://127.0.0.1:{port}/")
                    break
                except httpx.TransportError:
                    await asyncio.sleep(0.05)
        yield f"http://127.0.0.1:{port}", stopping
    finally:
        stopping.set()
        await task


@asynccontextmanager
async def watching(portal: Portal, path: str, last: str = "") -> AsyncIterator[tuple[httpx.Response, asyncio.Event]]:
    """One open stream, and the event that ends the process."""
    headers = {"Last-Event-ID": last} if last else {}
    async with (
        serving(portal) as (url, stopping),
        httpx.AsyncClient(trust_env=False) as client,
        client.stream("GET", f"{url}{path}", headers=headers) as stream,
    ):
        yield stream, stopping


async def events(lines: AsyncIterator[str]) -> AsyncIterator[dict[str, str]]:
    """Events of a stream, comments and retry left out."""
    event: dict[str, str] = {}
    async for line in lines:
        name, _, value = line.partition(": ")
        if not line and "id" in event:
            yield event
            event = {}
        elif name in ("id", "data"):
            event[name] = event.get(name, "") + value


async def test_a_watcher_sees_the_state_and_then_every_change(portal: Portal, nominations: Neighbour) -> None:
    await nominations.tell(endorsed("lan"), at=NOW)
    await portal.under_test.consumed()

    async with watching(portal, "/events?lang=vi") as (stream, _), asyncio.timeout(20):
        received = events(stream.aiter_lines())
        first = await anext(received)
        await nominations.tell(endorsed("minh"), at=NOW)
        await portal.under_test.consumed()
        second = await anext(received)

    assert stream.headers["content-type"].startswith("text/event-stream")
    assert (first["id"], second["id"]) == ("1-0", "2-0")
    assert "<b>2</b> sự kiện đã ghi" in second["data"]


async def test_who_comes_back_with_the_last_id_is_told_only_of_newer_states(
    portal: Portal, nominations: Neighbour
) -> None:
    await nominations.tell(endorsed("lan"), at=NOW)
    await portal.under_test.consumed()

    async with watching(portal, "/events", last="1-0") as (stream, _):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(events(stream.aiter_lines())), 2)
    portal.under_test.process.stopping.clear()
    async with watching(portal, "/events", last="0-0") as (stream, _), asyncio.timeout(20):
        missed = await anext(events(stream.aiter_lines()))

    assert missed["id"] == "1-0"


async def test_streams_end_when_the_process_does(portal: Portal) -> None:
    async with watching(portal, "/events") as (stream, stopping), asyncio.timeout(20):
        received = events(stream.aiter_lines())
        await anext(received)
        stopping.set()
        rest = [event async for event in received]

    assert rest == []

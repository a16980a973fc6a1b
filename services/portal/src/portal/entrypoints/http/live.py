"""The live counter as server-sent events (WHATWG HTML §9.2): fragments of HTML, an id to come back with."""

from collections.abc import AsyncIterator
from typing import Annotated

from starlette.responses import Response, StreamingResponse

from portal.entrypoints import pages
from portal.entrypoints.live import LiveState
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, anyone

router = PageRouter()

HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
RETRY_MILLISECONDS = 2000


@router.get("/events")
async def events(visit: Annotated[Visit, anyone()]) -> Response:
    """The counter, whenever it changes; who names the state they saw last is told only of newer ones."""
    visit.site.seats.refuse_full(visit.call.address)
    last = visit.request.headers.get("last-event-id", "")
    return StreamingResponse(_stream(visit, last), media_type="text/event-stream", headers=HEADERS)


async def _stream(visit: Visit, last: str) -> AsyncIterator[bytes]:
    with visit.site.seats.seated(visit.call.address):
        yield f"retry: {RETRY_MILLISECONDS}\n\n".encode()
        async for state in visit.site.live.states(last):
            yield b": still here\n\n" if state is None else _event(visit, state)


def _event(visit: Visit, state: LiveState) -> bytes:
    context = {"record": state.record, "checkpoint": state.checkpoint}
    fragment = pages.render(visit.language, "parts/live.html", context)
    data = "\n".join(f"data: {line}" for line in fragment.splitlines())
    return f"id: {state.id}\n{data}\n\n".encode()

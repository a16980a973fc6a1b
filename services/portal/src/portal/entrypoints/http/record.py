"""The public record through the portal: raw bytes as they are kept, and a page that checks one."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from contracts.envelope import CONTENT_TYPE
from portal.adapters.clients.transport import Refused
from portal.domain.errors import NotShown
from portal.entrypoints.forms import Fault, asked, blank
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, anyone
from portal.entrypoints.wording import mark

router = PageRouter()

Public = Annotated[Visit, anyone()]
TEXT = "text/plain; charset=utf-8"
COMMAND = "python -m tlog <id>.tlog-proof <id>.entry --vkey '{key}'"


@router.get("/verify")
async def verify(visit: Public) -> Response:
    """Check a fact here, and say how to check it elsewhere."""
    text = asked(visit.request, "fact", 60)
    fact_id = _uuid(text)
    form, status = blank(fact=text), 200
    if text and fact_id is None:
        fault = Fault(field="fact", text=visit.text(mark("Mã sự kiện có 36 ký tự, ví dụ 0198c1d2-….")))
        form, status = form.with_errors([fault]), 422
    key = await visit.site.record.key()
    return visit.page(
        "verify.html",
        status,
        form=form,
        proof=None if fact_id is None else await visit.site.record.prove(fact_id),
        checkpoint=await visit.site.record.checkpoint(),
        log_key=key,
        command=COMMAND.format(key=key or "…"),
    )


@router.get("/log/checkpoint")
async def checkpoint(visit: Public) -> Response:
    return await _raw(visit, "/log/checkpoint", TEXT)


@router.get("/log/key")
async def key(visit: Public) -> Response:
    return await _raw(visit, "/log/key", TEXT)


@router.get("/log/proofs/{fact_id:uuid}")
async def proof(fact_id: UUID, visit: Public) -> Response:
    return await _raw(visit, f"/log/proofs/{fact_id}", TEXT)


@router.get("/log/entries/{fact_id:uuid}")
async def entry(fact_id: UUID, visit: Public) -> Response:
    return await _raw(visit, f"/log/entries/{fact_id}", CONTENT_TYPE)


async def _raw(visit: Visit, path: str, media_type: str) -> Response:
    """The record's bytes, unaltered."""
    try:
        return Response(await visit.site.record.raw(path), media_type=media_type)
    except Refused as error:
        raise NotShown from error


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

"""The public record under the portal's own address: raw bytes as they are kept, and a page that checks one."""

import re
from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from contracts.envelope import CONTENT_TYPE
from portal.adapters.clients import record
from portal.adapters.clients.transport import Refused
from portal.domain.errors import NotShown
from portal.entrypoints.forms import Fault, asked, blank
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, anyone
from portal.entrypoints.wording import mark
from tlog.errors import Malformed
from tlog.tiles import MAX_ENTRY_BYTES, parse_path

router = PageRouter()

Public = Annotated[Visit, anyone()]
TEXT = "text/plain; charset=utf-8"
JSON = "application/json"
OCTETS = "application/octet-stream"
LATER = re.compile(r"[0-9]{4}(-[0-9]{1,9})?", re.ASCII)
"""What a log after the first is called in an address: its year, and which one of that year."""
INDEX = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)


@router.get("/verify")
async def verify(visit: Public) -> Response:
    """Check a fact here, and say how to check it elsewhere."""
    text = asked(visit.request, "fact", 60)
    fact_id = _uuid(text)
    form, status = blank(fact=text), 200
    if text and fact_id is None:
        fault = Fault(field="fact", text=visit.text(mark("Mã sự kiện có 36 ký tự, ví dụ 0198c1d2-….")))
        form, status = form.with_errors([fault]), 422
    return visit.page(
        "verify.html",
        status,
        form=form,
        proof=None if fact_id is None else await visit.site.record.prove(fact_id, _index(visit)),
        about={"id": str(fact_id)},
        checkpoint=await visit.site.record.checkpoint(),
        log_key=await visit.site.record.key(),
        site_url=visit.site.public_url,
    )


@router.get("/log/checkpoint")
async def checkpoint(visit: Public) -> Response:
    return await _raw(visit, "/log/checkpoint", TEXT, record.CHECKPOINT_BYTES)


@router.get("/log/key")
async def key(visit: Public) -> Response:
    return await _raw(visit, "/log/key", TEXT, record.KEY_BYTES)


@router.get("/log/policy")
async def policy(visit: Public) -> Response:
    return await _raw(visit, "/log/policy", TEXT, record.POLICY_BYTES)


@router.get("/log/shards")
async def shards(visit: Public) -> Response:
    return await _raw(visit, "/log/shards", JSON, record.LIST_BYTES)


@router.get("/log/proofs/{fact_id:uuid}")
async def proof(fact_id: UUID, visit: Public) -> Response:
    return await _raw(visit, f"/log/proofs/{record.place_of(fact_id, _index(visit))}", TEXT, record.PROOF_BYTES)


@router.get("/log/entries/{fact_id:uuid}")
async def entry(fact_id: UUID, visit: Public) -> Response:
    path = f"/log/entries/{record.place_of(fact_id, _index(visit))}"
    return _lasting(await _raw(visit, path, CONTENT_TYPE, MAX_ENTRY_BYTES))


@router.get("/log/tile/{tile:path}")
async def file(tile: str, visit: Public) -> Response:
    return await _file(visit, "/log", tile)


@router.get("/log/{log}/checkpoint")
async def checkpoint_of(log: str, visit: Public) -> Response:
    return await _raw(visit, f"{_folder(log)}/checkpoint", TEXT, record.CHECKPOINT_BYTES)


@router.get("/log/{log}/key")
async def key_of(log: str, visit: Public) -> Response:
    return await _raw(visit, f"{_folder(log)}/key", TEXT, record.KEY_BYTES)


@router.get("/log/{log}/tile/{tile:path}")
async def file_of(log: str, tile: str, visit: Public) -> Response:
    return await _file(visit, _folder(log), tile)


def _folder(log: str) -> str:
    """Where a later log lies; what is not spelled like one is not asked for."""
    if LATER.fullmatch(log) is None:
        raise NotShown
    return f"/log/{log}"


def _index(visit: Visit) -> int | None:
    """Which of the two bodies of a fork is meant."""
    text = visit.request.query_params.get("index")
    if text is None:
        return None
    if INDEX.fullmatch(text) is None:
        raise NotShown
    return int(text)


async def _file(visit: Visit, folder: str, tile: str) -> Response:
    """A tile or a bundle, as any C2SP tool asks for it; what is not spelled like one is not asked for."""
    try:
        wanted = parse_path(f"tile/{tile}")
    except Malformed:
        raise NotShown from None
    return _lasting(await _raw(visit, f"{folder}/{wanted.path()}", OCTETS, record.bytes_of(wanted)))


async def _raw(visit: Visit, path: str, media_type: str, most: int) -> Response:
    """The record's bytes, unaltered."""
    try:
        return Response(await visit.site.record.raw(path, most), media_type=media_type)
    except Refused as error:
        raise NotShown from error


def _lasting(response: Response) -> Response:
    """What has a name in the record never changes."""
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

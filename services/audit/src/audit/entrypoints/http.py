"""The record over HTTP: public to read, nothing to write; beside it the desk of those who supervise."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from audit import views
from audit.domain import errors
from audit.entrypoints import exports, supervision
from chassis.http import Call, Refusal, Router, allow, public
from contracts.envelope import CONTENT_TYPE
from contracts.roles import Role
from tlog.errors import Malformed
from tlog.tiles import parse_path

TEXT = "text/plain; charset=utf-8"
OCTETS = "application/octet-stream"
CHANGING = {"Cache-Control": "no-store"}
LASTING = {"Cache-Control": "public, max-age=31536000, immutable"}
PAGE = 100

Index = Annotated[int | None, Query(ge=0, description="Which entry, when a fact was forked; else the first.")]

router = Router()


@router.get("/log/checkpoint", response_class=Response)
async def checkpoint(call: Annotated[Call, public()]) -> Response:
    """The newest signed statement about the tree (c2sp.org/tlog-checkpoint)."""
    async with call.reading() as connection:
        shown = await views.published(connection)
    return Response(shown.note, media_type=TEXT, headers=CHANGING)


@router.get("/log/key", response_class=Response)
async def key(call: Annotated[Call, public()]) -> Response:
    """The public key that signed it (c2sp.org/signed-note, vkey), in one line."""
    async with call.reading() as connection:
        shown = await views.published(connection)
    return Response(f"{shown.vkey}\n", media_type=TEXT, headers=CHANGING)


@router.get("/log/policy", response_class=Response)
async def policy(call: Annotated[Call, public()], request: Request) -> Response:
    """Whose signatures make a checkpoint good enough (c2sp.org/tlog-policy): the operator's, or the log's key alone."""
    async with call.reading() as connection:
        shown = await views.published(connection)
    text = request.app.state.witness_policy or f"log {shown.vkey}\nquorum none\n"
    return Response(text, media_type=TEXT, headers=CHANGING)


@router.get("/log/entries/{fact_id:uuid}", response_class=Response)
async def entry(fact_id: UUID, call: Annotated[Call, public()], index: Index = None) -> Response:
    """The exact bytes of a fact, as they lie in the leaf."""
    async with call.reading() as connection:
        found = await views.entry(connection, fact_id, index)
    return Response(found.value, media_type=CONTENT_TYPE, headers=LASTING)


@router.get("/log/proofs/{fact_id:uuid}", response_class=Response)
async def proof(fact_id: UUID, call: Annotated[Call, public()], index: Index = None) -> Response:
    """The proof that the fact is in the newest checkpoint (c2sp.org/tlog-proof)."""
    async with call.reading() as connection:
        made = await views.proof(connection, fact_id, index)
    return Response(made, media_type=TEXT, headers=CHANGING)


@router.get("/log/tile/{tile:path}", response_class=Response)
async def file(tile: Annotated[str, Path(examples=["0/000.p/1"])], call: Annotated[Call, public()]) -> Response:
    """A tile of hashes or a bundle of entries (c2sp.org/tlog-tiles), of any size that was published."""
    try:
        wanted = parse_path(f"tile/{tile}")
    except Malformed:
        raise errors.NotServed(f"tile/{tile}") from None
    async with call.reading() as connection:
        content = await views.tile(connection, wanted)
    return Response(content, media_type=OCTETS, headers=LASTING)


@router.get("/log/status")
async def status(call: Annotated[Call, public()]) -> views.Status:
    """How far the record is, and what it counted."""
    async with call.reading() as connection:
        return await views.status(connection)


@router.get("/anomalies")
async def anomalies(
    call: Annotated[Call, allow(Role.SUPERVISOR, Role.OPERATOR)], after: Annotated[int, Query(ge=0)] = 0
) -> views.AnomalyList:
    """Gaps, forks and late arrivals, oldest first."""
    async with call.reading() as connection:
        return await views.anomalies(connection, after, PAGE)


# An included router is kept whole, and nobody could see whether its routes are gated.
for part in (supervision.router, exports.router):
    router.routes.extend(part.routes)

REFUSALS = {
    errors.NotRecorded: Refusal(404, "not-recorded", "Chưa có trong sổ công khai"),
    errors.UnknownCase: Refusal(404, "unknown-case", "Không có hồ sơ này trong sổ"),
    errors.NoSuchPage: Refusal(422, "no-such-page", "Không có trang này"),
    errors.TooManyFacts: Refusal(422, "too-many-facts", "Phạm vi quá rộng"),
    errors.NothingFound: Refusal(404, "nothing-found", "Không có gì để xuất"),
    errors.OpeningDoesNotFit: Refusal(422, "opening-does-not-fit", "Phần mở cam kết không khớp"),
    errors.OpeningOfNoFact: Refusal(422, "opening-of-no-fact", "Sự kiện không thuộc gói"),
    errors.NoExports: Refusal(503, "no-exports", "Chưa xuất được gói bằng chứng"),
    errors.KeyOfTheLog: Refusal(503, "no-exports", "Chưa xuất được gói bằng chứng"),
    errors.NotYetProven: Refusal(404, "not-yet-proven", "Chưa có bằng chứng"),
    errors.NotServed: Refusal(404, "not-served", "Không có mảnh này"),
    errors.NothingSigned: Refusal(503, "nothing-signed", "Sổ công khai chưa sẵn sàng"),
    errors.RecordDamaged: Refusal(500, "record-damaged", "Sổ công khai không khớp với cam kết đã ký"),
}

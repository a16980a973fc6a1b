"""The record over HTTP: public to read, nothing to write; beside it the desk of those who supervise."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from audit import views
from audit.domain import errors, evidence
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
FIRST_LOG = ""

Index = Annotated[int | None, Query(ge=0, description="Which entry, when a fact was forked; else the first.")]
LogName = Annotated[str, Path(pattern=r"^[0-9]{4}(-[0-9]+)?$", examples=["2027"], description="Its year.")]

router = Router()


@router.get("/log/checkpoint", response_class=Response)
async def checkpoint(call: Annotated[Call, public()]) -> Response:
    """The newest signed statement about the first log's tree (c2sp.org/tlog-checkpoint)."""
    return await _checkpoint(call, FIRST_LOG)


@router.get("/log/key", response_class=Response)
async def key(call: Annotated[Call, public()]) -> Response:
    """The public key that signed it (c2sp.org/signed-note, vkey), in one line."""
    return await _key(call, FIRST_LOG)


@router.get("/log/shards")
async def shards(call: Annotated[Call, public()]) -> views.LogList:
    """The logs of the record, first to last: origins, keys, dates, sizes, and the last note of each closed one."""
    async with call.reading() as connection:
        return await views.logs(connection)


@router.get("/log/policy", response_class=Response)
async def policy(call: Annotated[Call, public()], request: Request) -> Response:
    """Whose signatures make a checkpoint good enough (tlog-policy): the operator's, or the logs' keys alone."""
    async with call.reading() as connection:
        keys = [each.vkey for each in (await views.logs(connection)).logs if each.vkey is not None]
    text = request.app.state.witness_policy or evidence.policy_of(keys)
    return Response(text, media_type=TEXT, headers=CHANGING)


@router.get("/log/entries/{fact_id:uuid}", response_class=Response)
async def entry(fact_id: UUID, call: Annotated[Call, public()], index: Index = None) -> Response:
    """The exact bytes of a fact, as they lie in the leaf."""
    async with call.reading() as connection:
        found = await views.entry(connection, fact_id, index)
    return Response(found.value, media_type=CONTENT_TYPE, headers=LASTING)


@router.get("/log/proofs/{fact_id:uuid}", response_class=Response)
async def proof(fact_id: UUID, call: Annotated[Call, public()], index: Index = None) -> Response:
    """The proof that the fact is in the newest checkpoint of its log (c2sp.org/tlog-proof)."""
    async with call.reading() as connection:
        made = await views.proof(connection, fact_id, index)
    return Response(made, media_type=TEXT, headers=CHANGING)


@router.get("/log/tile/{tile:path}", response_class=Response)
async def file(tile: Annotated[str, Path(examples=["0/000.p/1"])], call: Annotated[Call, public()]) -> Response:
    """A tile of hashes or a bundle of entries (c2sp.org/tlog-tiles), of any size that was published."""
    return await _file(call, FIRST_LOG, tile)


@router.get("/log/{log}/checkpoint", response_class=Response)
async def checkpoint_of(log: LogName, call: Annotated[Call, public()]) -> Response:
    """As `/log/checkpoint`, of a later log; of a closed one the last."""
    return await _checkpoint(call, log)


@router.get("/log/{log}/key", response_class=Response)
async def key_of(log: LogName, call: Annotated[Call, public()]) -> Response:
    """As `/log/key`, of a later log."""
    return await _key(call, log)


@router.get("/log/{log}/tile/{tile:path}", response_class=Response)
async def file_of(
    log: LogName, tile: Annotated[str, Path(examples=["0/000.p/1"])], call: Annotated[Call, public()]
) -> Response:
    """As `/log/tile/…`, of a later log."""
    return await _file(call, log, tile)


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


async def _checkpoint(call: Call, log: str) -> Response:
    async with call.reading() as connection:
        shown = await views.published(connection, await views.log_named(connection, log))
    return Response(shown.note, media_type=TEXT, headers=CHANGING)


async def _key(call: Call, log: str) -> Response:
    async with call.reading() as connection:
        shown = await views.published(connection, await views.log_named(connection, log))
    return Response(f"{shown.vkey}\n", media_type=TEXT, headers=CHANGING)


async def _file(call: Call, log: str, tile: str) -> Response:
    try:
        wanted = parse_path(f"tile/{tile}")
    except Malformed:
        raise errors.NotServed(f"tile/{tile}") from None
    async with call.reading() as connection:
        content = await views.tile(connection, await views.log_named(connection, log), wanted)
    return Response(content, media_type=OCTETS, headers=LASTING)


REFUSALS = {
    errors.NoSuchLog: Refusal(404, "no-such-log", "Không có quyển sổ này"),
    errors.NotRecorded: Refusal(404, "not-recorded", "Chưa có trong sổ công khai"),
    errors.UnknownCase: Refusal(404, "unknown-case", "Không có hồ sơ này trong sổ"),
    errors.NoSuchPage: Refusal(422, "no-such-page", "Không có trang này"),
    errors.TooManyFacts: Refusal(422, "too-many-facts", "Phạm vi quá rộng"),
    errors.NotYetListed: Refusal(409, "not-yet-listed", "Chỉ mục của sổ đang được lập"),
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

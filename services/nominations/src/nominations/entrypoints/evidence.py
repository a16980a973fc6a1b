"""Routes for evidence files: list, take in, give out, take out of a draft. A file streams; none is held in memory."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from datetime import datetime
from email.message import Message
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import Header, Query, Request
from fastapi.responses import StreamingResponse

from chassis.http import MIB, Call, FieldError, Problem, Router, allow, body_limit
from contracts.local_time import local_date
from contracts.roles import Role
from contracts.vocabulary import Code
from nominations.adapters.evidence import incoming, sandbox
from nominations.adapters.evidence.refusals import FileRefused
from nominations.adapters.evidence.speaking import Judged
from nominations.adapters.evidence.store import Missing
from nominations.domain import commands, errors, evidence
from nominations.entrypoints.vault import vault_of
from nominations.service_layer.unit_of_work import UnitOfWork
from nominations.views import evidence as shown

# More than a file may have, so that the refusal can say what was sent.
UPLOAD_BYTES = evidence.MAX_FILE_BYTES + MIB
NAME_CHARACTERS = 200
ANY_FILE = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
SANDBOXED = "sandbox; default-src 'none'; frame-ancestors 'none'"

router = Router()

ByOfficer = Annotated[Call, allow(Role.UNIT_OFFICER)]
ByReader = Annotated[
    Call,
    allow(
        Role.UNIT_OFFICER,
        Role.UNIT_HEAD,
        Role.SECRETARIAT,
        Role.COUNCIL_MEMBER,
        Role.CHAIRMAN,
        Role.SUPERVISOR,
    ),
]
Disposition = Annotated[str, Header(alias="Content-Disposition", max_length=2_000)]


class File(StreamingResponse):
    """An answer that is a file, and in the OpenAPI document too."""

    media_type = "application/octet-stream"


@router.get("/nominations/{nomination_id:uuid}/evidence")
async def list_evidence(nomination_id: UUID, call: ByReader) -> shown.EvidencePage:
    async with call.reading() as connection:
        return await shown.files(connection, nomination_id, call.actor)


@router.post("/nominations/{nomination_id:uuid}/evidence", status_code=201, openapi_extra=ANY_FILE)
@body_limit(UPLOAD_BYTES)
async def keep(
    nomination_id: UUID,
    request: Request,
    call: ByOfficer,
    part: Annotated[Code, Query()],
    content_disposition: Disposition = "",
) -> commands.KeptFile:
    """Take one file in: the body is the file, its name stands in Content-Disposition (RFC 6266), never in the address.

    The same file again under the same part is the one that is there.
    """
    name, vault = named(content_disposition), vault_of(request)
    today = local_date(request.app.state.surroundings.dispatcher.now())
    async with call.reading() as connection:
        await shown.refuse_early(connection, nomination_id, call.actor, part, _declared(request), today)
    async with incoming.place(vault.incoming) as folder:
        sent = await incoming.receive(request.stream(), folder / "sent", evidence.refuse_size)
        kept, judged = await _cleaned(folder, name)
        tick = request.app.state.surroundings.dispatcher.tick
        await tick(partial(_claim, kept.digest))
        await vault.store.put(kept.digest, kept.path, kept.size_bytes)
    command = commands.KeepEvidence(
        nomination_id=nomination_id,
        part=part,
        name=name,
        media_type=judged.media_type,
        size_bytes=kept.size_bytes,
        digest=kept.digest,
        original_digest=sent.digest,
        original_size_bytes=sent.size_bytes,
        removed=judged.removed,
        state=vault.first_state,
    )
    return await call.execute(command)


@router.get("/nominations/{nomination_id:uuid}/evidence/{file_id:uuid}", response_class=File)
async def serve(nomination_id: UUID, file_id: UUID, request: Request, call: ByReader) -> StreamingResponse:
    """The file, as an attachment that no browser runs; nothing before it is clean."""
    async with call.reading() as connection:
        file = await shown.one_file(connection, nomination_id, file_id, call.actor)
    try:
        pieces = await vault_of(request).store.read(file.digest)
    except Missing as error:
        raise errors.FileNotServed("missing") from error
    return _attachment(file, pieces)


@router.delete("/nominations/{nomination_id:uuid}/evidence/{file_id:uuid}")
async def remove(nomination_id: UUID, file_id: UUID, call: ByOfficer) -> commands.Done:
    return await call.execute(commands.RemoveEvidence(nomination_id=nomination_id, file_id=file_id))


def named(disposition: str) -> str:
    """The file's name: its last part, in NFC, without characters that hide or turn what stands there; raises 422."""
    header = Message()
    header["Content-Disposition"] = disposition
    given = (header.get_filename() or "").replace("\\", "/").rpartition("/")[2]
    composed = unicodedata.normalize("NFC", given)
    name = "".join(each for each in composed if unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co")).strip(" .")
    if not name:
        flaw = FieldError(pointer="/Content-Disposition", detail="Thiếu tên tệp (filename).", place="header")
        raise Problem(422, "file-name-missing", "Thiếu tên tệp", errors=[flaw])
    ending = PurePosixPath(name).suffix[:10]
    return name if len(name) <= NAME_CHARACTERS else name[: NAME_CHARACTERS - len(ending)] + ending


async def _cleaned(folder: Path, name: str) -> tuple[incoming.Received, Judged]:
    """What may be kept of what was sent; raises 422 with the reason."""
    target = folder / "kept"
    try:
        judged = await sandbox.cleaned(folder / "sent", target, PurePosixPath(name).suffix.lower())
    except FileRefused as refused:
        flaw = FieldError(pointer="", detail=f"{refused.message} {refused.remedy}")
        raise Problem(422, f"file-{refused.reason}", refused.message, refused.remedy, errors=[flaw]) from refused
    return await asyncio.to_thread(incoming.measured, target), judged


async def _claim(digest: str, uow: UnitOfWork, now: datetime) -> None:
    await uow.evidence.claim(digest, at=now)


def _declared(request: Request) -> int:
    """What the sender says the body has; 0 where it does not."""
    text = request.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _attachment(file: shown.ServedFile, pieces: AsyncIterator[bytes]) -> StreamingResponse:
    ending = PurePosixPath(file.name).suffix
    plain = f"minh-chung{ending if ending.isascii() else ''}"
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Length": str(file.size_bytes),
        "Content-Security-Policy": SANDBOXED,
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingResponse(pieces, media_type=file.media_type, headers=headers)

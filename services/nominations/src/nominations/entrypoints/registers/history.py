"""Routes of the award history: read, add, correct, revoke, withdraw, import from a workbook."""

import asyncio
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import Form, Query, Request, Response, UploadFile
from pydantic import BaseModel

from chassis.http import IF_MATCH, MIB, Call, FieldError, Problem, Router, allow, body_limit
from contracts.local_time import local_date
from contracts.roles import Role
from nominations.adapters.workbook import sandbox
from nominations.adapters.workbook.container import MAX_FILE_BYTES
from nominations.adapters.workbook.context import Context
from nominations.adapters.workbook.past_template import past_template
from nominations.adapters.workbook.report import to_json
from nominations.domain.registers import history
from nominations.entrypoints.imports import Workbook
from nominations.views import history as views
from rulebook import load_rulebook

PAGE = 50
UPLOAD_BYTES = MAX_FILE_BYTES + MIB
TEMPLATE_NAME = "mau-so-thanh-tich.xlsx"

router = Router()

ByOfficer = Annotated[Call, allow(Role.UNIT_OFFICER)]
ByHead = Annotated[Call, allow(Role.UNIT_HEAD)]
ByUnit = Annotated[Call, allow(Role.UNIT_OFFICER, Role.UNIT_HEAD)]


class SentList(BaseModel):
    """The form: the workbook."""

    file: UploadFile


@router.get("/history")
async def register(
    call: ByUnit,
    q: Annotated[str, Query(max_length=200)] = "",
    after: UUID | None = None,
    withdrawn: bool = False,
    limit: Annotated[int, Query(ge=1, le=1_000)] = PAGE,
) -> views.HistoryPage:
    async with call.reading() as connection:
        return await views.history_page(connection, call.actor.unit or "", q, after, limit, withdrawn=withdrawn)


@router.post("/history", status_code=201)
async def add(command: history.AddEntry, call: ByOfficer) -> history.Entered:
    return await call.execute(command)


@router.get("/history/{entry_id:uuid}")
async def show(entry_id: UUID, call: ByUnit, response: Response) -> views.HistoryLine:
    async with call.reading() as connection:
        line = await views.one_entry(connection, entry_id, call.actor.unit or "")
    call.set_etag(response, line.version)
    return line


@router.put("/history/{entry_id:uuid}", openapi_extra=IF_MATCH)
async def correct(entry_id: UUID, text: history.EntryText, call: ByOfficer, response: Response) -> history.Entered:
    command = history.CorrectEntry(
        entry_id=entry_id, version=call.if_match(), subject=text.subject, decision=text.decision
    )
    entered: history.Entered = await call.execute(command)
    call.set_etag(response, entered.version)
    return entered


@router.post("/history/{entry_id:uuid}/revoke")
async def revoke(entry_id: UUID, told: history.Revocation, call: ByOfficer) -> history.Entered:
    command = history.RevokeEntry(entry_id=entry_id, revoked_on=told.revoked_on, reason=told.reason)
    return await call.execute(command)


@router.post("/history/{entry_id:uuid}/withdraw")
async def withdraw(entry_id: UUID, told: history.Reasoned, call: ByOfficer) -> history.Entered:
    return await call.execute(history.WithdrawEntry(entry_id=entry_id, reason=told.reason))


@router.post("/history/{entry_id:uuid}/erase-personal")
async def erase(entry_id: UUID, told: history.Coded, call: ByHead) -> history.EntryErased:
    return await call.execute(history.EraseEntry(entry_id=entry_id, reason=told.reason))


@router.post("/history-imports", status_code=201)
@body_limit(UPLOAD_BYTES)
async def check_list(
    request: Request, call: ByOfficer, sent: Annotated[SentList, Form(media_type="multipart/form-data")]
) -> views.HistoryImportView:
    """Dry run: nothing is entered before the rows are taken over. The file itself is not kept."""
    now = request.app.state.surroundings.dispatcher.now()
    content, name = await sent.file.read(), (sent.file.filename or "so-thanh-tich.xlsx")[-255:]
    report = await sandbox.check_past(content, name, Context(as_of=local_date(now)))
    if report.refusal is not None:
        refusal = report.refusal
        flaw = FieldError(pointer="/file", detail=f"{refusal.message} {refusal.remedy}")
        raise Problem(422, f"workbook-{refusal.reason}", refusal.message, refusal.remedy, errors=[flaw])
    kept: history.KeptHistory = await call.execute(history.KeepHistoryImport(report=to_json(report), file_name=name))
    async with call.reading() as connection:
        return await views.history_import(connection, kept.import_id, call.actor.unit or "", now)


@router.get("/history-imports/template", response_class=Workbook)
async def template(call: ByUnit) -> Response:
    """The form to fill in."""
    content = await asyncio.to_thread(past_template, load_rulebook())
    disposition = f"attachment; filename=\"so-thanh-tich.xlsx\"; filename*=UTF-8''{quote(TEMPLATE_NAME)}"
    return Workbook(content, headers={"Content-Disposition": disposition})


@router.get("/history-imports/{import_id:uuid}")
async def show_import(import_id: UUID, request: Request, call: ByUnit) -> views.HistoryImportView:
    now = request.app.state.surroundings.dispatcher.now()
    async with call.reading() as connection:
        return await views.history_import(connection, import_id, call.actor.unit or "", now)


@router.post("/history-imports/{import_id:uuid}/accept")
async def take_over(import_id: UUID, call: ByOfficer) -> history.HistoryTaken:
    """The valid rows become entries; those that the register has already stay out."""
    return await call.execute(history.TakeOverHistory(import_id=import_id))

"""Routes for workbooks: check, show what was found, give back with marks, take the valid rows over."""

import asyncio
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import Form, Request, Response, UploadFile

from chassis.http import MIB, Call, FieldError, Problem, Router, allow, body_limit
from contracts.local_time import local_date
from contracts.roles import Role
from contracts.vocabulary import Code, CommendationKind, SubjectKind
from nominations import views
from nominations.adapters.workbook import sandbox
from nominations.adapters.workbook.container import MAX_FILE_BYTES
from nominations.adapters.workbook.context import Context
from nominations.adapters.workbook.form_template import form_template, template
from nominations.adapters.workbook.refusals import WorkbookRefused
from nominations.adapters.workbook.report import Refusal, to_json
from nominations.domain import commands, errors
from nominations.entrypoints.refusals import pointed
from rulebook import load_rulebook
from rulebook.forms import form

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The file itself, and the form around it.
UPLOAD_BYTES = MAX_FILE_BYTES + MIB
TEMPLATE_NAME = "mau-danh-sach-khen-thuong.xlsx"

router = Router()

ByOfficer = Annotated[Call, allow(Role.UNIT_OFFICER)]
ByUnit = Annotated[Call, allow(Role.UNIT_OFFICER, Role.UNIT_HEAD)]


class Workbook(Response):
    """An answer that is a file, and in the OpenAPI document too."""

    media_type = XLSX


class SentForm(commands.ImportTerms):
    """The form: the workbook, and what holds for all its rows."""

    file: UploadFile


@router.post("/imports", status_code=201)
@body_limit(UPLOAD_BYTES)
async def check_workbook(
    request: Request, call: ByOfficer, sent: Annotated[SentForm, Form(media_type="multipart/form-data")]
) -> views.ImportView:
    """Dry run: nothing becomes a nomination before the rows are accepted."""
    now = request.app.state.surroundings.dispatcher.now()
    terms = commands.ImportTerms.model_validate(sent.model_dump(exclude={"file"}))
    content, name = await sent.file.read(), (sent.file.filename or "danh-sach.xlsx")[-255:]
    context = Context(as_of=local_date(now), award_code=terms.award_code, commendation_kind=terms.commendation_kind)
    report = await sandbox.check(content, name, context)
    if report.refusal is not None:
        raise _refused(report.refusal)
    keep = commands.KeepImport(terms=terms, file_name=name, content=content, report=to_json(report))
    try:
        kept: commands.Kept = await call.execute(keep)
    except errors.InvalidDossier as error:
        raise pointed(error, f"/{error.field}") from error
    async with call.reading() as connection:
        return await views.one_import(connection, kept.import_id, call.actor.unit or "", now)


@router.get("/imports/template", response_class=Workbook)
async def empty_list(
    request: Request,
    call: ByUnit,
    award: Code | None = None,
    subject_kind: SubjectKind | None = None,
    kind: CommendationKind = CommendationKind.MERIT,
) -> Response:
    """The list to fill in: for any award, or the columns of one award's form for one kind of subject."""
    today, rulebook = local_date(request.app.state.surroundings.dispatcher.now()), load_rulebook()
    if award is None or subject_kind is None:
        return _workbook(await asyncio.to_thread(template, rulebook, today), TEMPLATE_NAME)
    if award not in rulebook.awards:
        raise errors.UnknownForm(award)
    made = await asyncio.to_thread(form_template, rulebook, form(award, subject_kind, kind, today))
    return _workbook(made, f"mau-{award}-{subject_kind}.xlsx")


@router.get("/imports/{import_id:uuid}")
async def show_import(import_id: UUID, request: Request, call: ByUnit) -> views.ImportView:
    now = request.app.state.surroundings.dispatcher.now()
    async with call.reading() as connection:
        return await views.one_import(connection, import_id, call.actor.unit or "", now)


@router.get("/imports/{import_id:uuid}/workbook", response_class=Workbook)
async def marked_workbook(import_id: UUID, request: Request, call: ByUnit) -> Response:
    """The file as it was sent, with marks."""
    now = request.app.state.surroundings.dispatcher.now()
    async with call.reading() as connection:
        sent = await views.sent_workbook(connection, import_id, call.actor.unit or "", now)
    try:
        marked = await sandbox.mark(sent.content, sent.report)
    except WorkbookRefused as error:
        raise _refused(error.refusal) from error
    return _workbook(marked, f"{sent.report.file.rsplit('.', 1)[0]}-da-kiem-tra.xlsx")


@router.post("/imports/{import_id:uuid}/accept")
async def accept(import_id: UUID, call: ByOfficer, wanted: commands.WantedRows | None = None) -> commands.Taken:
    """The valid rows become drafts of one list; rows with an error stay behind, repeated ones as the sender chose."""
    rows = (wanted or commands.WantedRows()).rows
    return await call.execute(commands.AcceptImport(import_id=import_id, rows=rows))


def _refused(refusal: Refusal) -> Problem:
    """A file that was not opened: its reason is the type, its remedy the detail."""
    flaw = FieldError(pointer="/file", detail=f"{refusal.message} {refusal.remedy}")
    return Problem(422, f"workbook-{refusal.reason}", refusal.message, refusal.remedy, errors=[flaw])


def _workbook(content: bytes, name: str) -> Response:
    disposition = f"attachment; filename=\"danh-sach.xlsx\"; filename*=UTF-8''{quote(name)}"
    return Workbook(content, headers={"Content-Disposition": disposition})

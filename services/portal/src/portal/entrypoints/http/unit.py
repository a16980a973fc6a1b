"""A unit's workspace: lists from Excel, what waits for whom, and where everything stands."""

from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from starlette.responses import Response

from chassis.http import MIB, body_limit
from contracts.roles import Role
from portal.adapters.clients.nominations import Import
from portal.adapters.clients.transport import Refused
from portal.entrypoints import choices
from portal.entrypoints.faults import faults_of, required
from portal.entrypoints.findings import shown
from portal.entrypoints.forms import Fault, Form, asked, asked_id, asked_page, blank, upload
from portal.entrypoints.http.register import pages_under
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.ruling import caps_of, held_shown
from portal.entrypoints.visits import Visit, only, seen
from portal.views.followed import followed
from portal.views.opinions import waiting_for
from rulebook.forms import promise_on

router = PageRouter()

# The neighbour refuses more than 20 MB; here only what would fill the memory.
UPLOAD_BYTES = 24 * MIB
IMPORT_FIELDS = ("commendation_kind", "award_code", "first_day", "last_day", "receiving_agency", "movement_id")
LISTS_SHOWN = 12
# The refusal of nominations that a reason answers.
REASON_WANTED = "reason-wanted"

ByUnit = Annotated[Visit, only(Role.UNIT_OFFICER, Role.UNIT_HEAD)]
ByOfficer = Annotated[Visit, only(Role.UNIT_OFFICER)]
ByHead = Annotated[Visit, only(Role.UNIT_HEAD)]


@router.get("/unit")
async def home(visit: ByUnit) -> Response:
    year = visit.today.year
    fresh = blank(commendation_kind="merit", first_day=f"{year}-01-01", last_day=f"{year}-12-31")
    return await _home(visit, fresh)


@router.post("/unit/imports")
@body_limit(UPLOAD_BYTES)
async def check(visit: ByOfficer) -> Response:
    """Send the file for a dry run and show what was found."""
    form, file = visit.form, await upload(visit.request, "file")
    if file is None:
        return await _home(visit, form.with_errors([Fault(field="file", text=visit.text(choices.NO_FILE))]))
    fields = {name: form.value(name) for name in IMPORT_FIELDS if form.value(name)}
    sent = (file.filename or "danh-sach.xlsx", await file.read(), file.content_type or "application/octet-stream")
    try:
        found = await visit.site.nominations.check_workbook(visit.asking(once=form.once), fields, sent)
    except Refused as error:
        return await _home(visit, form.with_errors(faults_of(error)))
    return seen(f"/unit/imports/{found.import_id}")


@router.get("/unit/imports/template")
async def template(visit: ByUnit) -> Response:
    """An empty list to fill in: of any award, or of the one that was chosen."""
    award, subject = asked(visit.request, "award", 64), asked(visit.request, "subject_kind", 20)
    kind = asked(visit.request, "kind", 20)
    found = await visit.site.nominations.template(visit.asking(), award, subject, kind)
    return Response(found.content, headers=dict(found.headers))


@router.get("/unit/imports/{import_id:uuid}")
async def report(import_id: UUID, visit: ByOfficer) -> Response:
    return _report(visit, await visit.site.nominations.checked_workbook(visit.asking(), import_id), blank())


@router.get("/unit/imports/{import_id:uuid}/workbook")
async def workbook(import_id: UUID, visit: ByOfficer) -> Response:
    """The unit's own file with marks."""
    found = await visit.site.nominations.marked_workbook(visit.asking(), import_id)
    return Response(found.content, headers=dict(found.headers))


@router.post("/unit/imports/{import_id:uuid}/accept")
async def accept(import_id: UUID, visit: ByOfficer) -> Response:
    """Take the valid rows over as a list of drafts."""
    try:
        rows = visit.form.value("rows") or "valid"
        taken = await visit.site.nominations.take_rows(visit.asking(once=visit.form.once), import_id, rows)
    except Refused as error:
        found = await visit.site.nominations.checked_workbook(visit.asking(), import_id)
        return _report(visit, found, visit.form.with_errors(faults_of(error)))
    return seen(f"/unit/lists/{taken.list_id}", "accepted-rows")


@router.get("/unit/lists/{list_id:uuid}")
async def one_list(list_id: UUID, visit: ByUnit) -> Response:
    return await _list(visit, list_id, blank())


@router.post("/unit/lists/{list_id:uuid}/endorse")
async def endorse(list_id: UUID, visit: ByHead) -> Response:
    faults = required(visit, visit.form, "promise", choices.NO_PROMISE)
    if not faults:
        try:
            asking = visit.asking(once=visit.form.once)
            await visit.site.nominations.endorse_list(asking, list_id, visit.form.value("promise"))
        except Refused as error:
            faults = faults_of(error)
        else:
            return seen(f"/unit/lists/{list_id}", "endorsed")
    return await _list(visit, list_id, visit.form.with_errors(faults))


@router.post("/unit/lists/{list_id:uuid}/submit")
async def submit(list_id: UUID, visit: ByOfficer) -> Response:
    try:
        reason = visit.form.value("reason").strip()
        await visit.site.nominations.submit_list(visit.asking(once=visit.form.once), list_id, reason)
    except Refused as error:
        if error.findings:
            return held_back(visit, error, back=f"/unit/lists/{list_id}", action=visit.request.url.path)
        return await _list(visit, list_id, visit.form.with_errors(faults_of(error)))
    return seen(f"/unit/lists/{list_id}", "submitted")


def held_back(visit: Visit, error: Refused, *, back: str, action: str) -> Response:
    """The clauses that hold back, and a form for the reason where one is enough."""
    typed = visit.form.with_fresh_key()
    return visit.page(
        "unit/held.html",
        422,
        form=typed,
        title=error.title,
        clauses=held_shown(error.findings, visit.language),
        may_go_on=error.slug == REASON_WANTED,
        ids=typed.ids(),
        action=action,
        back=back,
    )


async def _home(visit: Visit, form: Form) -> Response:
    text = asked(visit.request, "q")
    async with visit.reading() as connection:
        found = await followed(connection, visit.unit, text, asked_page(visit.request))
        waiting = await waiting_for(connection, visit.unit) if visit.has(Role.UNIT_HEAD) else 0
    is_officer = visit.has(Role.UNIT_OFFICER)
    return visit.page(
        "unit/home.html",
        422 if form.errors else 200,
        form=form,
        may_write=is_officer,
        choices=choices.choices(visit.language, visit.unit, visit.today),
        lists=(await visit.site.nominations.lists(visit.asking()))[:LISTS_SHOWN],
        drafts=await visit.site.nominations.drafts(visit.asking()),
        now=visit.site.now(),
        followed=found,
        opinions_waiting=waiting,
        text=text,
        caps=await caps_of(visit),
        page_url=pages_under("/unit", urlencode({"q": text}) if text else ""),
    )


def _report(visit: Visit, found: Import, form: Form) -> Response:
    status = 422 if form.errors else 200
    return visit.page("unit/import.html", status, form=form, report=shown(found, visit.language))


async def _list(visit: Visit, list_id: UUID, form: Form) -> Response:
    after = asked_id(visit.request, "after")
    page = await visit.site.nominations.of_list(visit.asking(), list_id, after)
    return visit.page(
        "unit/list.html",
        422 if form.errors else 200,
        form=form,
        list=await visit.site.nominations.one_list(visit.asking(), list_id),
        caps=[cap for cap in await caps_of(visit) if cap.award_code in {each.award_code for each in page.nominations}],
        lines=page.nominations,
        lacking=sum(1 for line in page.nominations if line.missing),
        promise=promise_on(visit.today),
        now=visit.site.now(),
        next_url=f"/unit/lists/{list_id}?after={page.next}" if page.next else "",
        may_endorse=visit.has(Role.UNIT_HEAD),
        may_submit=visit.has(Role.UNIT_OFFICER),
    )

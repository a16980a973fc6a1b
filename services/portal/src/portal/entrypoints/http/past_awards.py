"""A unit's register of earlier awards: searched, entered, corrected, taken over from a workbook."""

from uuid import UUID

from starlette.responses import Response

from chassis.http import body_limit
from contracts.roles import Role
from portal.adapters.clients.registers import Entry, PastList
from portal.adapters.clients.transport import Refused
from portal.entrypoints import choices
from portal.entrypoints.faults import faults_of, refused, required
from portal.entrypoints.findings import shown_report
from portal.entrypoints.forms import Fault, Form, asked, asked_id, blank, upload
from portal.entrypoints.http.unit import UPLOAD_BYTES, ByOfficer, ByUnit
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.register_forms import entry_body, entry_form, further
from portal.entrypoints.visits import Visit, seen
from portal.entrypoints.wording import mark

router = PageRouter()

HOME = "/unit/history"
ENDS = {"revoke": "entry-revoked", "withdraw": "entry-withdrawn"}


@router.get("/unit/history")
async def register(visit: ByUnit) -> Response:
    return await _register(visit, blank())


@router.get("/unit/history/new")
async def new(visit: ByOfficer) -> Response:
    """A blank one; about whom a nomination names where the address says so."""
    nomination_id = asked_id(visit.request, "nomination")
    if nomination_id is None:
        return _form(visit, blank(kind="individual"), None)
    dossier = (await visit.site.nominations.nomination(visit.asking(), nomination_id)).dossier
    named = {"name": dossier.name, "born": dossier.born, "workplace": dossier.workplace}
    told = {key: value for key, value in named.items() if value}
    return _form(visit, blank(kind=dossier.subject_kind, **told), None)


@router.post("/unit/history/new")
async def add(visit: ByOfficer) -> Response:
    form, asking = visit.form, visit.asking(once=visit.form.once)
    faults = _missing(visit, form) or await refused(visit.site.registers.add_entry(asking, entry_body(form)))
    return _form(visit, form.with_errors(faults), None) if faults else seen(HOME, "entry-saved")


@router.get("/unit/history/{entry_id:uuid}")
async def show(entry_id: UUID, visit: ByUnit) -> Response:
    found = await visit.site.registers.entry(visit.asking(), entry_id)
    return _form(visit, entry_form(found), found)


@router.post("/unit/history/{entry_id:uuid}")
async def correct(entry_id: UUID, visit: ByOfficer) -> Response:
    """Save a correction of the version that was shown; what was typed stays when it is refused."""
    form, asking = visit.form, visit.asking(once=visit.form.once, version=visit.form.number("version"))
    faults = _missing(visit, form) or await refused(
        visit.site.registers.correct_entry(asking, entry_id, entry_body(form))
    )
    if not faults:
        return seen(HOME, "entry-saved")
    found = await visit.site.registers.entry(visit.asking(), entry_id)
    return _form(visit, form.with_fresh_key().with_errors(faults), found)


@router.post("/unit/history/{entry_id:uuid}/end")
async def end(entry_id: UUID, visit: ByOfficer) -> Response:
    """Revoked elsewhere, or entered by mistake."""
    form = visit.form
    how = form.value("how") if form.value("how") in ENDS else "withdraw"
    faults = required(visit, form, "reason", choices.NO_REASON)
    if how == "revoke":
        faults += required(visit, form, "revoked_on", choices.NO_DAY)
    body = {"reason": form.value("reason").strip()}
    told = {**body, "revoked_on": form.value("revoked_on")} if how == "revoke" else body
    faults = faults or await refused(
        visit.site.registers.end_entry(visit.asking(once=form.once), entry_id, how, dict(told))
    )
    if not faults:
        return seen(HOME, ENDS[how])
    found = await visit.site.registers.entry(visit.asking(), entry_id)
    kept = {name: form.value(name) for name in ("how", "reason", "revoked_on")}
    return _form(visit, blank(**entry_form(found).fields, **kept).with_errors(faults), found)


@router.post("/unit/history/imports")
@body_limit(UPLOAD_BYTES)
async def check(visit: ByOfficer) -> Response:
    """Send the file for a dry run and show what was found."""
    form, file = visit.form, await upload(visit.request, "file")
    if file is None:
        return await _register(visit, form.with_errors([Fault(field="file", text=visit.text(choices.NO_FILE))]))
    sent = (file.filename or "so-thanh-tich.xlsx", await file.read(), file.content_type or "application/octet-stream")
    try:
        found = await visit.site.registers.check_list(visit.asking(once=form.once), sent)
    except Refused as error:
        return await _register(visit, form.with_errors(faults_of(error)))
    return seen(f"{HOME}/imports/{found.import_id}")


@router.get("/unit/history/imports/template")
async def template(visit: ByUnit) -> Response:
    """An empty list to fill in."""
    found = await visit.site.registers.template(visit.asking())
    return Response(found.content, headers=dict(found.headers))


@router.get("/unit/history/imports/{import_id:uuid}")
async def report(import_id: UUID, visit: ByOfficer) -> Response:
    return _report(visit, await visit.site.registers.checked_list(visit.asking(), import_id), blank())


@router.post("/unit/history/imports/{import_id:uuid}/accept")
async def accept(import_id: UUID, visit: ByOfficer) -> Response:
    try:
        await visit.site.registers.take_list(visit.asking(once=visit.form.once), import_id)
    except Refused as error:
        found = await visit.site.registers.checked_list(visit.asking(), import_id)
        return _report(visit, found, visit.form.with_errors(faults_of(error)))
    return seen(HOME, "history-taken")


async def _register(visit: Visit, form: Form) -> Response:
    text = asked(visit.request, "q")
    page = await visit.site.registers.history(visit.asking(), text, asked_id(visit.request, "after"))
    waiting = await visit.site.registers.questions(visit.asking(), "open")
    return visit.page(
        "unit/history.html",
        422 if form.errors else 200,
        form=form,
        text=text,
        entries=page.entries,
        waiting=waiting.open,
        may_write=visit.has(Role.UNIT_OFFICER),
        next_url=further(HOME, text, page.next),
    )


def _form(visit: Visit, form: Form, found: Entry | None) -> Response:
    is_open = visit.has(Role.UNIT_OFFICER) and (found is None or (found.source != "own" and found.name is not None))
    return visit.page(
        "unit/past_award.html",
        422 if form.errors else 200,
        form=form,
        entry=found,
        awards=choices.awards_of_any_day(visit.language),
        kinds=choices.subject_kinds(visit.language),
        action=visit.request.url.path.removesuffix("/end"),
        version=form.value("version") or (found.version if found else ""),
        is_open=is_open and (found is None or found.status != "withdrawn"),
        may_erase=visit.has(Role.UNIT_HEAD) and found is not None and found.name is not None,
    )


def _report(visit: Visit, found: PastList, form: Form) -> Response:
    return visit.page(
        "unit/history_import.html",
        422 if form.errors else 200,
        form=form,
        report=shown_report(found.import_id, found.report, visit.language),
        taken_over=found.taken_over,
    )


def _missing(visit: Visit, form: Form) -> list[Fault]:
    return [
        *required(visit, form, "name", mark("Nhập tên.")),
        *required(visit, form, "award_code", mark("Chọn danh hiệu, hình thức khen thưởng.")),
        *required(visit, form, "year", mark("Nhập năm.")),
    ]

"""Single nominations of a unit: write, read, endorse, submit, withdraw."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from contracts.roles import Role
from portal.adapters.clients.nominations import NominationView
from portal.adapters.clients.transport import Refused
from portal.entrypoints import choices, dossiers
from portal.entrypoints.faults import faults_of, required
from portal.entrypoints.forms import Fault, Form, blank
from portal.entrypoints.http.account import own_path
from portal.entrypoints.http.unit import ByOfficer, ByUnit, today
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.timeline import ShownStep, shown
from portal.entrypoints.visits import Visit, only, seen
from portal.entrypoints.wording import mark
from portal.views.life import latest_return

router = PageRouter()

EDITABLE = frozenset({"draft", "endorsed", "returned"})

Acting = Annotated[Visit, only(Role.UNIT_OFFICER, Role.UNIT_HEAD)]


@router.get("/unit/nominations/new")
async def new(visit: ByOfficer) -> Response:
    year = today(visit).year
    fresh = blank(
        subject_kind="individual",
        commendation_kind="merit",
        simplified="no",
        first_day=f"{year}-01-01",
        last_day=f"{year}-12-31",
    )
    return _form(visit, fresh)


@router.post("/unit/nominations/new")
async def create(visit: ByOfficer) -> Response:
    form = visit.form
    faults = _missing(visit, form)
    if faults:
        return _form(visit, form.with_errors(faults))
    try:
        asking = visit.asking(once=form.once)
        nomination_id = await visit.site.nominations.create(asking, dossiers.body_of(form))
    except Refused as error:
        return _form(visit, form.with_errors(faults_of(error, dossiers.FIELDS)))
    return seen(f"/unit/nominations/{nomination_id}", "saved")


@router.post("/unit/nominations/act")
async def act(visit: Acting) -> Response:
    """One button for what is chosen."""
    form, ids = visit.form, visit.form.ids()
    back = own_path(form.value("back") or "/unit")
    faults = required(visit, form, "id", choices.NO_NOMINATION)
    if not faults and form.value("action") == "withdraw":
        return _withdrawal(visit, blank(id=form.values("id")), back)
    if faults:
        return _refused(visit, faults, back)
    try:
        notice = await _done(visit, form.value("action"), ids)
    except Refused as error:
        return _refused(visit, faults_of(error), back)
    return seen(back, notice)


@router.post("/unit/nominations/withdraw")
async def withdraw(visit: ByOfficer) -> Response:
    form, back = visit.form, own_path(visit.form.value("back") or "/unit")
    faults = required(visit, form, "id", choices.NO_NOMINATION)
    if not faults:
        try:
            asking = visit.asking(once=form.once)
            await visit.site.nominations.withdraw(asking, form.ids(), form.value("reason").strip())
        except Refused as error:
            faults = faults_of(error)
        else:
            return seen(back, "withdrawn")
    return _withdrawal(visit, form.with_errors(faults), back)


@router.get("/unit/nominations/{nomination_id:uuid}")
async def show(nomination_id: UUID, visit: ByUnit) -> Response:
    found = await visit.site.nominations.nomination(visit.asking(), nomination_id)
    return await _of(visit, dossiers.form_of(found.dossier), found)


@router.post("/unit/nominations/{nomination_id:uuid}")
async def edit(nomination_id: UUID, visit: ByOfficer) -> Response:
    """Save an edit of the version that was shown; what was typed stays when somebody else was faster."""
    form = visit.form
    faults, version = _missing(visit, form), form.value("version")
    if not faults and version.isascii() and version.isdigit():
        try:
            asking = visit.asking(once=form.once, version=int(version))
            await visit.site.nominations.edit(asking, nomination_id, dossiers.body_of(form))
        except Refused as error:
            faults = faults_of(error, dossiers.FIELDS)
        else:
            return seen(f"/unit/nominations/{nomination_id}", "saved")
    found = await visit.site.nominations.nomination(visit.asking(), nomination_id)
    return await _of(visit, form.with_fresh_key().with_errors(faults), found)


async def _of(visit: Visit, form: Form, found: NominationView) -> Response:
    """The form of a nomination that exists; while it may be mended, with why it last came back."""
    if found.status not in EDITABLE:
        return _form(visit, form, found)
    async with visit.reading() as connection:
        step = await latest_return(connection, found.nomination_id)
    returned = None if step is None else shown(step, visit.language, found.dossier.award_code, insider=True)
    return _form(visit, form, found, returned)


async def _done(visit: Visit, action: str, ids: tuple[UUID, ...]) -> str:
    asking = visit.asking(once=visit.form.once)
    if action == "endorse":
        await visit.site.nominations.endorse(asking, ids)
        return "endorsed"
    await visit.site.nominations.submit(asking, ids)
    return "submitted"


def _missing(visit: Visit, form: Form) -> list[Fault]:
    return [
        *required(visit, form, "name", mark("Nhập tên.")),
        *required(visit, form, "award_code", mark("Chọn danh hiệu, hình thức khen thưởng.")),
    ]


def _form(visit: Visit, form: Form, found: NominationView | None = None, returned: ShownStep | None = None) -> Response:
    heading = mark("Lập đề nghị") if found is None else mark("Đề nghị khen thưởng")
    is_officer, is_erased = visit.has(Role.UNIT_OFFICER), found is not None and found.dossier.name is None
    return visit.page(
        "unit/nomination.html",
        422 if form.errors else 200,
        heading=visit.text(heading),
        form=form,
        choices=choices.choices(visit.language, visit.unit, today(visit)),
        action=visit.request.url.path,
        nomination_id=found.nomination_id if found else None,
        list_id=found.list_id if found else None,
        status=found.status if found else "",
        returned=returned,
        version=form.value("version") or (found.version if found else ""),
        is_erased=is_erased,
        is_open=is_officer and not is_erased and (found is None or found.status in EDITABLE),
        may_endorse=visit.has(Role.UNIT_HEAD),
        may_submit=is_officer,
    )


def _withdrawal(visit: Visit, form: Form, back: str) -> Response:
    status = 422 if form.errors else 200
    return visit.page("unit/withdraw.html", status, form=form, count=len(form.ids()), back=back)


def _refused(visit: Visit, faults: list[Fault], back: str) -> Response:
    """Why nothing was done, with the way back to where the choice was made."""
    return visit.page("unit/refused.html", 422, form=visit.form.with_errors(faults), back=back)

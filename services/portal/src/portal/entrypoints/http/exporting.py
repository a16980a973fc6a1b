"""Evidence bundles for those who supervise: of a case, of whatever their search finds. Each leaves a fact."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response, StreamingResponse

from contracts.roles import Role
from portal.adapters.clients.supervision import Size
from portal.adapters.clients.transport import Refused, Streamed
from portal.entrypoints import choices, happenings
from portal.entrypoints.fact_filter import address, asked_form, checked, wanted_of
from portal.entrypoints.faults import faults_of
from portal.entrypoints.forms import Form
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, only

router = PageRouter()

BySupervisor = Annotated[Visit, only(Role.SUPERVISOR)]


@router.post("/supervision/cases/{case_id:uuid}/export")
async def of_case(case_id: UUID, visit: BySupervisor) -> Response:
    """The evidence bundle as the record makes it; each is another one, and leaves a fact of its own."""
    return handed_over(await visit.site.supervision.export(visit.asking(), {"case_id": str(case_id)}))


@router.get("/supervision/export")
async def ask(visit: BySupervisor) -> Response:
    """What the filter would take along, and how much that is."""
    return await _page(visit, asked_form(visit))


@router.post("/supervision/export")
async def of_filter(visit: BySupervisor) -> Response:
    form = checked(visit, visit.form)
    if form.errors:
        return await _page(visit, form)
    reason = {"reason": form.value("reason")} if form.value("reason") else {}
    try:
        made = await visit.site.supervision.export(visit.asking(), {"facts": {**wanted_of(form)}, **reason})
    except Refused as error:
        return await _page(visit, form.with_errors(faults_of(error)))
    return handed_over(made)


def handed_over(made: Streamed) -> Response:
    """A bundle on its way, under the name that the record gave it."""
    kept = {name: made.headers[name] for name in ("content-disposition", "content-type") if name in made.headers}
    return StreamingResponse(made.pieces(), headers=kept)


async def _page(visit: Visit, form: Form) -> Response:
    form, size = await _measured(visit, form)
    return visit.page(
        "supervision/export.html",
        422 if form.errors else 200,
        form=form,
        size=size,
        reasons=choices.export_reasons(visit.language),
        back_url=address("/supervision", form),
        heading=lambda name: happenings.heading(name, visit.language),
    )


async def _measured(visit: Visit, form: Form) -> tuple[Form, Size | None]:
    """How much the filter finds; None where it is no filter."""
    if checked(visit, form).errors:
        return form, None
    try:
        return form, await visit.site.supervision.size(visit.asking(), wanted_of(form))
    except Refused as error:
        return form.with_errors(form.errors or faults_of(error)), None

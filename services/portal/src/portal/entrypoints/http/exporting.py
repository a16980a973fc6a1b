"""Evidence bundles for those who supervise: of a case, of whatever their search finds. Each leaves a fact."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response, StreamingResponse

from contracts.canonical import Json
from contracts.roles import Role
from portal.adapters.clients import openings
from portal.adapters.clients.openings import Openings
from portal.adapters.clients.supervision import RecordedFact, Size
from portal.adapters.clients.transport import Away, Refused
from portal.entrypoints import choices, happenings
from portal.entrypoints.asks import Asks
from portal.entrypoints.fact_filter import address, asked_form, checked, wanted_of
from portal.entrypoints.faults import faults_of, required
from portal.entrypoints.forms import Fault, Form
from portal.entrypoints.http.supervised_case import life_page
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, only
from portal.entrypoints.wording import mark

router = PageRouter()

BySupervisor = Annotated[Visit, only(Role.SUPERVISOR)]
NO_EXPORTS = "no-exports"
NO_KEY = mark("Bàn giám sát chưa có khóa ký riêng nên chưa xuất được gói bằng chứng; xin báo người vận hành.")
NOT_LISTED = mark("Chỉ mục của sổ còn đang được lập, nên chưa mở được ai đã làm; xin thử lại sau ít phút.")
TOO_MANY = mark("Hồ sơ có hơn 1.000 thao tác của người; hãy xuất gói không kèm ai đã làm.")


@router.post("/supervision/cases/{case_id:uuid}/export")
async def of_case(case_id: UUID, visit: BySupervisor) -> Response:
    """The evidence bundle as the record makes it, with who did it where that is asked for; each leaves a fact."""
    form, desk = visit.form, visit.site.supervision
    try:
        facts, faults = await _to_open(visit, case_id) if form.value("openings") else ((), [])
        if faults:
            return await life_page(visit, case_id, form.with_errors(faults))
        found = await openings.opened(desk, facts, lambda commitment: visit.asking(once=form.once_for(commitment)))
        if found.unknown and not form.value("without"):
            return _not_opened(visit, case_id, found)
    except Refused as error:
        return await life_page(visit, case_id, form.with_errors(faults_of(error)))
    wanted: dict[str, Json] = {"case_id": str(case_id), "openings": list(found.given), **_reason(form)}
    made = await _made(visit, wanted)
    return made if isinstance(made, Response) else await life_page(visit, case_id, form.with_errors(made))


@router.get("/supervision/export")
async def ask(visit: BySupervisor) -> Response:
    """What the filter would take along, and how much that is."""
    return await _page(visit, asked_form(visit))


@router.post("/supervision/export")
async def of_filter(visit: BySupervisor) -> Response:
    form = checked(visit, visit.form)
    if form.errors:
        return await _page(visit, form)
    wanted: dict[str, Json] = {"facts": {**wanted_of(form)}, **_reason(form)}
    made = await _made(visit, wanted)
    return made if isinstance(made, Response) else await _page(visit, form.with_errors(made))


async def _made(visit: Visit, wanted: Json) -> Response | list[Fault]:
    """A bundle on its way, under the name that the record gave it; or why there is none."""
    try:
        made = await visit.site.supervision.export(visit.asking(), wanted)
    except Refused as error:
        return faults_of(error)
    except Away as error:
        if error.slug != NO_EXPORTS:
            raise
        return [Fault(text=visit.text(NO_KEY), asks=Asks.NOTHING)]
    kept = {name: made.headers[name] for name in ("content-disposition", "content-type") if name in made.headers}
    return StreamingResponse(made.pieces(), headers=kept)


async def _to_open(visit: Visit, case_id: UUID) -> tuple[tuple[RecordedFact, ...], list[Fault]]:
    """The facts of which is asked who did them, or why nothing is opened."""
    form, desk = visit.form, visit.site.supervision
    if faults := required(visit, form, "reason", choices.NO_REASON):
        return (), faults
    asking = visit.asking(once=form.once_for(f"look {case_id}"))
    life = await desk.whole_life(asking, case_id)
    if not life.is_complete:
        # An opening stays in the record for ever: none for a bundle that would lack some, or not come.
        return (), [Fault(field="openings", text=visit.text(NOT_LISTED), asks=Asks.PATIENCE)]
    facts = openings.done_by_people(desk, life.facts)
    too_many = [Fault(field="openings", text=visit.text(TOO_MANY))] if len(facts) > openings.AT_MOST else []
    return facts, too_many


def _not_opened(visit: Visit, case_id: UUID, found: Openings) -> Response:
    """Say what cannot be opened before a bundle goes without it."""
    return visit.page(
        "supervision/not_opened.html",
        case_id=case_id,
        form=visit.form,
        found=found,
        heading=lambda name: happenings.heading(name, visit.language),
    )


def _reason(form: Form) -> dict[str, Json]:
    return {"reason": form.value("reason")} if form.value("reason") else {}


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

"""Who of the secretariat works on which case: take, hand over with a note, release; one or many. No fact follows."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from contracts.roles import Role
from portal.adapters.clients.transport import Refused
from portal.entrypoints import choices
from portal.entrypoints.colleagues import secretariat
from portal.entrypoints.faults import faults_of, required
from portal.entrypoints.forms import Form
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, only, seen
from portal.entrypoints.wording import mark
from portal.views.cases import CaseFilter

router = PageRouter()

NO_COLLEAGUE = mark("Chọn người được giao.")

BySecretariat = Annotated[Visit, only(Role.SECRETARIAT)]


@router.post("/cases/assign")
async def assign(visit: BySecretariat) -> Response:
    form = visit.form
    faults = [*required(visit, form, "id", choices.NO_CASE), *required(visit, form, "colleague_id", NO_COLLEAGUE)]
    if not faults:
        try:
            colleague, note = UUID(form.value("colleague_id")), form.value("note").strip()
            await visit.site.desk.assign(visit.asking(once=form.once), form.ids(), colleague, note)
        except Refused as error:
            faults = faults_of(error)
        else:
            return seen(back_of(form), "cases-assigned", cases=len(form.ids()))
    return await form_page(visit, form.with_errors(faults))


async def take(visit: Visit, ids: tuple[UUID, ...], wanted: CaseFilter) -> Response:
    """The person who asks works on the cases."""
    me = await visit.site.desk.join(visit.asking(), visit.visitor.name or "–")
    await visit.site.desk.assign(visit.asking(once=visit.form.once), ids, me, "")
    return seen(back_of(visit.form, wanted), "cases-taken", cases=len(ids))


async def release(visit: Visit, ids: tuple[UUID, ...], wanted: CaseFilter) -> Response:
    await visit.site.desk.release(visit.asking(once=visit.form.once), ids)
    return seen(back_of(visit.form, wanted), "cases-released", cases=len(ids))


async def form_page(visit: Visit, form: Form) -> Response:
    people = await secretariat(visit)
    return visit.page(
        "cases/assign.html",
        422 if form.errors else 200,
        form=form,
        count=len(form.ids()),
        colleagues=[(str(each.colleague_id), each.name) for each in people.colleagues],
        is_known=people.is_known,
        back=back_of(form),
    )


def back_of(form: Form, wanted: CaseFilter | None = None) -> str:
    """The page of the case that was acted on from there; else the inbox as it was."""
    ids = form.ids()
    if form.value("back") == "case" and len(ids) == 1:
        return f"/cases/{ids[0]}"
    return "/cases" if wanted is None else f"/cases?{wanted.query}"

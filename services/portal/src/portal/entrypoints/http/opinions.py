"""The unit that was asked for its opinion: what it has to answer, due first, and the page on which its head answers."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from contracts.review import Stance
from contracts.roles import Role
from portal.adapters.clients.transport import Refused
from portal.domain.errors import NotShown
from portal.entrypoints import lateness, settling
from portal.entrypoints.faults import faults_of, required
from portal.entrypoints.forms import Form, blank
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, only, seen
from portal.entrypoints.wording import mark
from portal.views.opinions import asked_of, has_ended

router = PageRouter()

NO_STANCE = mark("Chọn ý kiến của đơn vị.")

ByHead = Annotated[Visit, only(Role.UNIT_HEAD)]


@router.get("/unit/opinions")
async def show_all(visit: ByHead) -> Response:
    async with visit.reading() as connection:
        opinions = await asked_of(connection, visit.unit)
    shown = [(each, lateness.limit_of(each.due_on, visit.today, visit.language)) for each in opinions]
    return visit.page("unit/opinions.html", opinions=shown)


@router.get("/unit/opinions/{opinion_id:uuid}")
async def show(opinion_id: UUID, visit: ByHead) -> Response:
    return await _page(visit, opinion_id, blank())


@router.post("/unit/opinions/{opinion_id:uuid}")
async def answer(opinion_id: UUID, visit: ByHead) -> Response:
    form = visit.form
    faults = required(visit, form, "stance", NO_STANCE)
    if not faults:
        try:
            asking, text = visit.asking(once=form.once), form.value("text").strip()
            await visit.site.desk.answer(asking, opinion_id, form.value("stance"), text)
        except Refused as error:
            if error.status in (403, 404):
                raise
            faults = faults_of(error)
        else:
            is_late = not await settling.until(visit, lambda connection: has_ended(connection, opinion_id))
            return seen("/unit/opinions", "opinion-given", is_late=is_late)
    return await _page(visit, opinion_id, form.with_errors(faults))


async def _page(visit: Visit, opinion_id: UUID, form: Form) -> Response:
    async with visit.reading() as connection:
        found = await asked_of(connection, visit.unit, opinion_id=opinion_id)
    if not found:
        raise NotShown
    return visit.page(
        "unit/opinion.html",
        422 if form.errors else 200,
        opinion=found[0],
        form=form,
        limit=lateness.limit_of(found[0].due_on, visit.today, visit.language),
        stances=[(stance.value, visit.language.word(stance)) for stance in Stance],
    )

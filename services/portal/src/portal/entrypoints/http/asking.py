"""The secretariat asks other bodies for their opinion (hiệp y), and takes requests back."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from contracts.roles import Role
from directory import UnitKind, load_directory
from portal.adapters.clients.transport import Refused
from portal.entrypoints import choices, settling
from portal.entrypoints.faults import faults_of, required
from portal.entrypoints.forms import Fault, Form
from portal.entrypoints.http.assigning import back_of
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, only, seen
from portal.entrypoints.wording import mark
from portal.views.cases import terms_among
from portal.views.opinions import has_ended, have_come
from rulebook import consultation
from rulebook.consultations import ConsultationLength

router = PageRouter()

NO_BODY = mark("Chọn ít nhất một cơ quan.")
Pairs = list[tuple[str, str]]

BySecretariat = Annotated[Visit, only(Role.SECRETARIAT)]


@router.post("/cases/opinions")
async def ask(visit: BySecretariat) -> Response:
    form = visit.form
    bodies = tuple(dict.fromkeys(body for body in form.values("bodies") if body))
    faults = required(visit, form, "id", choices.NO_CASE)
    if not bodies:
        faults.append(Fault(field="bodies", text=visit.text(NO_BODY)))
    due_on = form.day("due_on")
    if form.value("due_on") and due_on is None:
        faults.append(Fault(field="due_on", text=visit.text(choices.NO_DAY)))
    if not faults:
        try:
            question = form.value("question").strip()
            asked = await visit.site.desk.ask(visit.asking(once=form.once), form.ids(), bodies, due_on, question)
        except Refused as error:
            faults = faults_of(error)
        else:
            is_late = not await settling.until(visit, lambda connection: have_come(connection, asked))
            return seen(back_of(form), "opinions-asked", cases=len(form.ids()), is_late=is_late)
    return await form_page(visit, form.with_errors(faults))


@router.post("/cases/opinions/{opinion_id:uuid}/withdraw")
async def withdraw(opinion_id: UUID, visit: BySecretariat) -> Response:
    await visit.site.desk.withdraw(visit.asking(once=visit.form.once), opinion_id)
    is_late = not await settling.until(visit, lambda connection: has_ended(connection, opinion_id))
    return seen(back_of(visit.form), "opinion-withdrawn", is_late=is_late)


async def form_page(visit: Visit, form: Form) -> Response:
    near, far = bodies_for(visit)
    return visit.page(
        "cases/ask.html",
        422 if form.errors else 200,
        form=form,
        count=len(form.ids()),
        near=near,
        far=far,
        length=await _length(visit, form),
        back=back_of(form),
    )


def bodies_for(visit: Visit) -> tuple[Pairs, Pairs]:
    """The agency's own departments and organisations, then communes and other units of the day."""
    agency, directory = visit.unit, load_directory()
    units = [unit for unit in directory.units_on(visit.today) if unit.key != agency]
    below = {unit.key for unit in directory.children(agency, visit.today)}
    near = [unit for unit in units if unit.kind is UnitKind.DEPARTMENT and unit.key in below]
    names = {unit.key: unit.name for unit in units if unit not in near}
    far = sorted(names.items(), key=lambda each: each[1])
    return [(unit.key, unit.name) for unit in near], far


async def _length(visit: Visit, form: Form) -> ConsultationLength | None:
    """How long the rules give a body; None where the chosen cases differ, or no length is known."""
    async with visit.reading() as connection:
        terms = await terms_among(connection, visit.unit, form.ids())
    lengths = {consultation(each.received_on) for each in terms}
    return lengths.pop() if len(lengths) == 1 else None

"""The life of a case in the record, for those who supervise: each look leaves a fact. And who did it, on demand."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from chassis.personal import is_uuid
from contracts.roles import Role
from portal.adapters.clients import supervision
from portal.adapters.clients.record import place_of
from portal.domain.errors import NotShown
from portal.entrypoints import choices, happenings
from portal.entrypoints.forms import Form, blank
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, only

router = PageRouter()

BySupervisor = Annotated[Visit, only(Role.SUPERVISOR)]


@router.get("/supervision/cases/{case_id:uuid}")
async def ask(case_id: UUID, visit: BySupervisor) -> Response:
    """Ask first: a look is told to everybody."""
    return visit.page("supervision/open.html", case_id=case_id, form=blank())


@router.post("/supervision/cases/{case_id:uuid}")
async def look(case_id: UUID, visit: BySupervisor) -> Response:
    return await life_page(visit, case_id, blank(), visit.form.value("after")[:60])


@router.post("/supervision/actors")
async def open_actor(visit: BySupervisor) -> Response:
    """Who did it: the service that knows tells, the reader's browser holds it against the commitment in the record."""
    form, desk = visit.form, visit.site.supervision
    service, commitment = form.value("service"), form.value("actor_commit")
    fact_id, index = form.value("fact_id"), form.value("index")
    if service not in desk.services or not is_uuid(fact_id):
        raise NotShown
    opened = await desk.open_actor(visit.asking(once=form.once_for(commitment)), service, commitment)
    return visit.page(
        "supervision/actor.html",
        opened=opened,
        fits=supervision.fits(opened, commitment),
        commitment=commitment,
        about={"id": str(UUID(fact_id)), "actorcommit": commitment},
        place=place_of(UUID(fact_id), form.number("index") if index else None),
        case_id=form.value("case_id") if is_uuid(form.value("case_id")) else "",
    )


async def life_page(visit: Visit, case_id: UUID, form: Form, after: str = "") -> Response:
    """The life of a case, from a place on; `form` is that of the bundle, with what is wrong in it."""
    asking = visit.asking(once=visit.form.once_for(f"look {case_id}"))
    return visit.page(
        "supervision/life.html",
        422 if form.errors else 200,
        case_id=case_id,
        life=await visit.site.supervision.look(asking, case_id, after),
        form=form,
        reasons=choices.export_reasons(visit.language),
        heading=lambda name: happenings.heading(name, visit.language),
    )

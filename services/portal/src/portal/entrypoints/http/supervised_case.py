"""The life of a case in the record, for those who supervise: each look leaves a fact. And who did it, on demand."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from contracts.roles import Role
from portal.adapters.clients import supervision
from portal.domain.errors import NotShown
from portal.entrypoints import happenings
from portal.entrypoints.forms import blank
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
    asking = visit.asking(once=visit.form.once)
    life = await visit.site.supervision.look(asking, case_id, visit.form.value("after")[:60])
    return visit.page(
        "supervision/life.html",
        case_id=case_id,
        life=life,
        form=blank(),
        heading=lambda name: happenings.heading(name, visit.language),
    )


@router.post("/supervision/actors")
async def open_actor(visit: BySupervisor) -> Response:
    """Who did it: the service that knows tells, the portal holds it against the commitment in the record."""
    form, desk = visit.form, visit.site.supervision
    service, commitment = form.value("service"), form.value("actor_commit")
    if service not in desk.services:
        raise NotShown
    opened = await desk.open_actor(visit.asking(once=form.once), service, commitment)
    return visit.page(
        "supervision/actor.html",
        opened=opened,
        fits=supervision.fits(opened, commitment),
        commitment=commitment,
        fact_id=form.value("fact_id"),
        case_id=form.value("case_id"),
    )

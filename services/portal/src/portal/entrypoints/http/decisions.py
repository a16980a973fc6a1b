"""Decisions: public to read; the chairman of the agency may revoke awards of one."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from contracts.roles import Role
from portal.adapters.clients.transport import Refused
from portal.domain.errors import NotShown
from portal.entrypoints import choices, settling
from portal.entrypoints.faults import faults_of, required
from portal.entrypoints.forms import Form, asked, asked_page, blank
from portal.entrypoints.http.register import page_url
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, anyone, only, seen
from portal.views.arrivals import all_revoked
from portal.views.decisions import REVOCABLE_AT_ONCE, DecisionShown
from portal.views.decisions import decision as decision_now
from rulebook import ReasonUse

router = PageRouter()

ByChairman = Annotated[Visit, only(Role.CHAIRMAN)]


@router.get("/decisions/{decision_id:uuid}")
async def show(decision_id: UUID, visit: Annotated[Visit, anyone()]) -> Response:
    async with visit.reading() as connection:
        decision = await decision_now(connection, decision_id, asked_page(visit.request))
    if decision is None:
        raise NotShown
    return visit.page(
        "decision.html",
        decision=decision,
        page_url=page_url(visit),
        just_issued="issued" in visit.request.query_params,
        may_revoke=visit.has(Role.CHAIRMAN) and visit.visitor.unit == decision.agency,
    )


@router.get("/decisions/{decision_id:uuid}/revoke")
async def ask(decision_id: UUID, visit: ByChairman) -> Response:
    return await _form(visit, decision_id, blank(id=asked(visit.request, "award", 40)))


@router.post("/decisions/{decision_id:uuid}/revoke")
async def revoke(decision_id: UUID, visit: ByChairman) -> Response:
    form, ids = visit.form, visit.form.ids()
    faults = [*required(visit, form, "id", choices.NO_AWARD), *required(visit, form, "reason", choices.NO_REASON)]
    if faults:
        return await _form(visit, decision_id, form.with_errors(faults))
    try:
        asking = visit.asking(once=form.once)
        await visit.site.review.revoke(asking, ids, form.value("reason"), form.value("note"))
    except Refused as error:
        return await _form(visit, decision_id, form.with_errors(faults_of(error)))
    await settling.until(visit, lambda connection: all_revoked(connection, ids))
    return seen(f"/decisions/{decision_id}", "revoked")


async def _form(visit: Visit, decision_id: UUID, form: Form) -> Response:
    return visit.page(
        "signing/revoke.html",
        422 if form.errors else 200,
        decision=await _own(visit, decision_id),
        form=form,
        reasons=choices.reasons(visit.language, ReasonUse.REVOKE),
    )


async def _own(visit: Visit, decision_id: UUID) -> DecisionShown:
    """A decision of the chairman's own agency."""
    async with visit.reading() as connection:
        decision = await decision_now(connection, decision_id, size=REVOCABLE_AT_ONCE)
    if decision is None or decision.agency != visit.unit:
        raise NotShown
    return decision

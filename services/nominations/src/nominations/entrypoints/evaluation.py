"""Routes that hold nominations against the rules."""

from typing import Annotated
from uuid import UUID

from fastapi import Request

from chassis.http import Call, Router, allow
from contracts.roles import Role
from nominations.views import evaluation as views
from nominations.views.list_evaluation import ListEvaluation, list_evaluation

router = Router()

ByConcerned = Annotated[
    Call,
    allow(
        Role.UNIT_OFFICER,
        Role.UNIT_HEAD,
        Role.SECRETARIAT,
        Role.COUNCIL_MEMBER,
        Role.CHAIRMAN,
        Role.SUPERVISOR,
    ),
]

ByUnit = Annotated[Call, allow(Role.UNIT_OFFICER, Role.UNIT_HEAD)]


@router.get("/nominations/{nomination_id:uuid}/evaluation")
async def show(nomination_id: UUID, request: Request, call: ByConcerned) -> views.EvaluationView:
    """Clause by clause, as of now; the day is nobody's to choose."""
    now = request.app.state.surroundings.dispatcher.now()
    async with call.reading() as connection:
        return await views.evaluation(connection, nomination_id, call.actor, now)


@router.get("/caps")
async def show_caps(request: Request, call: ByUnit) -> views.CapPage:
    """The unit's titles whose number is capped, by year, as of now."""
    now = request.app.state.surroundings.dispatcher.now()
    async with call.reading() as connection:
        return await views.caps(connection, call.actor.unit or "", now)


@router.get("/lists/{list_id:uuid}/evaluation")
async def show_list(list_id: UUID, request: Request, call: ByUnit) -> ListEvaluation:
    """Every nomination of a list, clause by clause, as of now."""
    now = request.app.state.surroundings.dispatcher.now()
    async with call.reading() as connection:
        return await list_evaluation(connection, list_id, call.actor.unit or "", now)

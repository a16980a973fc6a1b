"""Routes of doubtful matches: who may be the same person, and what a human says."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from chassis.http import Call, Router, allow
from contracts.roles import Role
from nominations.domain.registers.same_person import DecideMatches, Matched
from nominations.views import same_person as views

PAGE = 20

router = Router()

ByOfficer = Annotated[Call, allow(Role.UNIT_OFFICER)]
ByUnit = Annotated[Call, allow(Role.UNIT_OFFICER, Role.UNIT_HEAD)]


@router.get("/matches")
async def questions(
    call: ByUnit,
    which: views.Which = views.Which.OPEN,
    nomination_id: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = PAGE,
) -> views.QuestionPage:
    async with call.reading() as connection:
        return await views.questions(connection, call.actor.unit or "", which, nomination_id, limit)


@router.post("/matches")
async def decide(command: DecideMatches, call: ByOfficer) -> Matched:
    return await call.execute(command)

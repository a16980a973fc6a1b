"""Routes of the register of initiatives."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.http import IF_MATCH, Call, Router, allow
from contracts.roles import Role
from nominations.domain.registers import initiatives
from nominations.domain.registers.history import Reasoned
from nominations.views import initiatives as views

PAGE = 50

router = Router()

ByOfficer = Annotated[Call, allow(Role.UNIT_OFFICER)]
ByUnit = Annotated[Call, allow(Role.UNIT_OFFICER, Role.UNIT_HEAD)]


@router.get("/initiatives")
async def register(
    call: ByUnit,
    q: Annotated[str, Query(max_length=200)] = "",
    after: UUID | None = None,
    withdrawn: bool = False,
    limit: Annotated[int, Query(ge=1, le=1_000)] = PAGE,
) -> views.InitiativePage:
    async with call.reading() as connection:
        return await views.initiative_page(connection, call.actor.unit or "", q, after, limit, withdrawn=withdrawn)


@router.post("/initiatives", status_code=201)
async def add(command: initiatives.AddInitiative, call: ByOfficer) -> initiatives.Written:
    return await call.execute(command)


@router.get("/initiatives/{initiative_id:uuid}")
async def show(initiative_id: UUID, call: ByUnit, response: Response) -> views.InitiativeLine:
    async with call.reading() as connection:
        line = await views.one_initiative(connection, initiative_id, call.actor.unit or "")
    call.set_etag(response, line.version)
    return line


@router.put("/initiatives/{initiative_id:uuid}", openapi_extra=IF_MATCH)
async def edit(
    initiative_id: UUID, text: initiatives.Described, call: ByOfficer, response: Response
) -> initiatives.Written:
    values = {name: getattr(text, name) for name in initiatives.Described.model_fields}
    command = initiatives.EditInitiative(initiative_id=initiative_id, version=call.if_match(), **values)
    written: initiatives.Written = await call.execute(command)
    call.set_etag(response, written.version)
    return written


@router.post("/initiatives/{initiative_id:uuid}/withdraw")
async def withdraw(initiative_id: UUID, told: Reasoned, call: ByOfficer) -> initiatives.Written:
    return await call.execute(initiatives.WithdrawInitiative(initiative_id=initiative_id, reason=told.reason))

"""Routes of nominations: decode to a command, execute, answer; and how each refusal is told."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from chassis.http import IF_MATCH, MIB, Call, Router, allow, body_limit
from contracts.roles import Role
from nominations import views
from nominations.domain import commands, errors
from nominations.domain.dossier import Dossier
from nominations.domain.model import Status
from nominations.entrypoints import duplicates, evaluation, evidence, imports, sections
from nominations.entrypoints.refusals import REFUSALS, pointed
from nominations.entrypoints.registers import routers as registers

PAGE = 100
# 20,000 ids; 20,000 short dossiers.
MANY_IDS = 2 * MIB
MANY_DOSSIERS = 20 * MIB

router = Router()

ByOfficer = Annotated[Call, allow(Role.UNIT_OFFICER)]
ByHead = Annotated[Call, allow(Role.UNIT_HEAD)]
ByUnit = Annotated[Call, allow(Role.UNIT_OFFICER, Role.UNIT_HEAD)]
ByKeeper = Annotated[Call, allow(Role.SECRETARIAT, Role.UNIT_HEAD, Role.OPERATOR)]


@router.get("/nominations")
async def list_nominations(
    call: ByUnit,
    request: Request,
    status: Status | None = None,
    list_id: UUID | None = None,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=1_000)] = PAGE,
) -> views.NominationPage:
    async with call.reading() as connection:
        wanted = views.Wanted(
            status=status, list_id=list_id, after=after, limit=limit, today=sections.today_of(request)
        )
        return await views.nominations(connection, call.actor.unit or "", wanted)


@router.post("/nominations", status_code=201)
@body_limit(MANY_DOSSIERS)
async def create(command: commands.CreateNominations, call: ByOfficer) -> commands.Created:
    try:
        return await call.execute(command)
    except errors.InvalidDossier as error:
        raise pointed(error, f"/nominations/{error.place}/{error.field}") from error


@router.post("/nominations/endorse")
@body_limit(MANY_IDS)
async def endorse(command: commands.EndorseNominations, call: ByHead) -> commands.Done:
    return await call.execute(command)


@router.post("/nominations/submit")
@body_limit(MANY_IDS)
async def submit(command: commands.SubmitNominations, call: ByOfficer) -> commands.Done:
    return await call.execute(command)


@router.post("/nominations/withdraw")
@body_limit(MANY_IDS)
async def withdraw(command: commands.WithdrawNominations, call: ByOfficer) -> commands.Done:
    return await call.execute(command)


@router.post("/nominations/erase-personal")
@body_limit(MANY_IDS)
async def erase_personal(command: commands.ErasePersonal, call: ByKeeper) -> commands.Erased:
    return await call.execute(command)


@router.get("/nominations/{nomination_id:uuid}")
async def show(nomination_id: UUID, call: ByUnit, response: Response) -> views.NominationView:
    async with call.reading() as connection:
        view = await views.nomination(connection, nomination_id, call.actor.unit or "")
    call.set_etag(response, view.version)
    return view


@router.put("/nominations/{nomination_id:uuid}", openapi_extra=IF_MATCH)
async def edit(nomination_id: UUID, dossier: Dossier, call: ByOfficer, response: Response) -> commands.Edited:
    command = commands.EditNomination(nomination_id=nomination_id, version=call.if_match(), dossier=dossier)
    try:
        edited: commands.Edited = await call.execute(command)
    except errors.InvalidDossier as error:
        raise pointed(error, f"/{error.field}") from error
    call.set_etag(response, edited.version)
    return edited


@router.get("/lists")
async def list_lists(call: ByUnit) -> views.ListPage:
    async with call.reading() as connection:
        return await views.lists(connection, call.actor.unit or "")


@router.get("/lists/{list_id:uuid}")
async def show_list(list_id: UUID, call: ByUnit) -> views.ListLine:
    async with call.reading() as connection:
        return await views.one_list(connection, list_id, call.actor.unit or "")


@router.post("/lists/{list_id:uuid}/endorse")
async def endorse_list(list_id: UUID, call: ByHead, promised: commands.Promised | None = None) -> commands.Done:
    promise = promised.promise if promised else None
    return await call.execute(commands.EndorseList(list_id=list_id, promise=promise))


@router.post("/lists/{list_id:uuid}/submit")
async def submit_list(list_id: UUID, call: ByOfficer, despite: commands.Despite | None = None) -> commands.Done:
    reason = None if despite is None else despite.reason
    return await call.execute(commands.SubmitList(list_id=list_id, reason=reason))


# FastAPI 0.165 keeps an included router whole, so that nobody could see whether its routes are gated.
for part in (evaluation.router, duplicates.router, imports.router, sections.router, evidence.router, *registers):
    router.routes.extend(part.routes)

__all__ = ["REFUSALS", "router"]

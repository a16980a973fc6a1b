"""The supervision desk over HTTP, for supervision bodies alone: search, the life of a case, findings."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from audit.domain import commands
from audit.domain.findings import By, Kind
from audit.views import supervision as views
from chassis.http import Call, Router, allow
from contracts.roles import Role
from contracts.vocabulary import Moment

router = Router()

BySupervisor = Annotated[Call, allow(Role.SUPERVISOR)]
Word = Annotated[str | None, Query(pattern=r"^[!-~]{1,200}$")]
From = Annotated[Moment | None, Query(alias="from", description="From this moment on (RFC 3339, with its offset).")]
To = Annotated[Moment | None, Query(description="Before this moment (RFC 3339, with its offset).")]
After = Annotated[str | None, Query(max_length=60, description="`after` of the page before, as it is.")]
Limit = Annotated[int, Query(ge=1, le=200)]


def _wanted(
    since: From = None,
    to: To = None,
    type: Word = None,  # noqa: A002 (its name in the address)
    unit: Word = None,
    case_id: UUID | None = None,
) -> views.Wanted:
    named = None if case_id is None else str(case_id)
    return views.Wanted(since=since, until=to, type=type, unit=unit, case_id=named)


Filter = Annotated[views.Wanted, Depends(_wanted)]


@router.get("/supervision/facts")
async def facts(
    call: BySupervisor,
    wanted: Filter,
    order: views.Order = views.Order.OLDEST,
    after: After = None,
    limit: Limit = 50,
) -> views.FactList:
    """Facts by time, type, unit and case, each with its proof under one checkpoint."""
    async with call.reading() as connection:
        return await views.facts_found(connection, wanted, order, views.place_of(after), limit)


@router.get("/supervision/exports/size")
async def size(call: BySupervisor, wanted: Filter) -> views.Size:
    """How much a bundle of these facts would hold, and whether one may hold so much."""
    async with call.reading() as connection:
        return await views.size_of(connection, wanted)


@router.post("/supervision/cases/{case_id:uuid}/look")
async def look(case_id: UUID, call: BySupervisor, after: After = None, limit: Limit = 100) -> views.Life:
    """The whole life of a case, answered once the fact that it was looked at is committed."""
    place = views.place_of(after)
    begun: commands.Look = await call.execute(commands.OpenCase(case_id=case_id))
    async with call.reading() as connection:
        return await views.life(connection, case_id, begun, place, limit)


@router.get("/supervision/findings")
async def findings(
    call: BySupervisor,
    kind: Kind,
    since: From = None,
    to: To = None,
    unit: Word = None,
    case_id: UUID | None = None,
    by: Annotated[By, Query(description="Whose returns are counted together (returned-often).")] = By.NOMINATION,
    at_least: Annotated[int, Query(ge=1, le=1_000, description="So many returns (returned-often).")] = 2,
    over_hours: Annotated[int, Query(ge=0, le=100_000, description="More hours than these (ad-hoc-time).")] = 0,
    after: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Limit = 50,
) -> views.FindingList:
    """What somebody who supervises looks for, each with the facts it stands on; newest first."""
    wanted = views.Wanted(since=since, until=to, unit=unit, case_id=None if case_id is None else str(case_id))
    thresholds = views.Thresholds(by=by, at_least=at_least, over_hours=over_hours)
    async with call.reading() as connection:
        return await views.found(connection, kind, wanted, thresholds, after, limit)

"""How often dossiers came back, by unit and reason: for the secretariat and for those who supervise it."""

from typing import Annotated

from starlette.responses import Response

from contracts.roles import Role
from portal.entrypoints.forms import asked_year
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.timeline import reason
from portal.entrypoints.visits import Visit, only
from portal.views.cases import returned

router = PageRouter()

FIRST_YEAR = 2017
YEARS_SHOWN = 5


@router.get("/returns")
async def show(visit: Annotated[Visit, only(Role.SECRETARIAT, Role.SUPERVISOR)]) -> Response:
    this_year = visit.today.year
    year = asked_year(visit.request, FIRST_YEAR, this_year) or this_year
    async with visit.reading() as connection:
        found = await returned(connection, visit.unit, year)
    return visit.page(
        "cases/returns.html",
        units=[(each, [(reason(code, visit.language), code, count) for code, count in each.reasons]) for each in found],
        year=year,
        years=[str(this_year - back) for back in range(YEARS_SHOWN)],
    )

"""One achievement, one commendation: others that may claim the same, side by side."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from contracts.roles import Role
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, only

router = PageRouter()

ByAgency = Annotated[Visit, only(Role.SECRETARIAT, Role.COUNCIL_MEMBER, Role.CHAIRMAN, Role.SUPERVISOR)]


@router.get("/nominations/{nomination_id:uuid}/duplicates")
async def show(nomination_id: UUID, visit: ByAgency) -> Response:
    found = await visit.site.nominations.duplicates(visit.asking(), nomination_id)
    return visit.page("cases/duplicates.html", found=found)

"""What the registers say of whom a nomination names: for its unit, and for the agency that received it."""

from typing import Annotated
from uuid import UUID

from chassis.http import Call, Router, allow
from contracts.roles import Role
from nominations.views import of_nomination as views

router = Router()

ByReader = Annotated[Call, allow(Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.SECRETARIAT)]


@router.get("/nominations/{nomination_id:uuid}/registers")
async def registers(nomination_id: UUID, call: ByReader) -> views.RegistersView:
    async with call.reading() as connection:
        return await views.registers(connection, nomination_id, call.actor.role, call.actor.unit or "")

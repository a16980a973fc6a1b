"""What the registers say of one nomination's subject."""

from uuid import UUID

from pydantic import BaseModel

from chassis.database import Connection
from contracts.roles import Role
from nominations.adapters.gathered import PastAward, gather
from nominations.domain import errors
from nominations.domain.erasing import IN_AGENCYS_HANDS
from nominations.domain.model import Status
from nominations.views.initiatives import InitiativeLine, initiatives_named


class RegistersView(BaseModel):
    """Earlier awards that certainly are the subject's, what the nomination rests on, and how much is doubtful."""

    nomination_id: UUID
    name: str | None
    history: list[PastAward]
    initiatives: list[InitiativeLine]
    questions: int


async def registers(connection: Connection, nomination_id: UUID, role: Role, unit: str) -> RegistersView:
    """For its unit, and once it was handed over the agency's secretariat; raise UnknownNomination or ForeignUnit."""
    row = await connection.fetchrow(
        """
        SELECT unit, receiving_agency, status, dossier ->> 'name' AS name,
            ARRAY(SELECT jsonb_array_elements_text(COALESCE(private -> 'initiative_ids', '[]'))) AS initiative_ids
        FROM nominations WHERE nomination_id = $1
        """,
        nomination_id,
    )
    if row is None:
        raise errors.UnknownNomination([nomination_id])
    is_agencys = row["receiving_agency"] == unit and Status(row["status"]) in IN_AGENCYS_HANDS
    if not (is_agencys if role is Role.SECRETARIAT else row["unit"] == unit):
        raise errors.ForeignUnit([nomination_id])
    found = (await gather(connection, [nomination_id]))[nomination_id]
    named = [UUID(each) for each in row["initiative_ids"]]
    return RegistersView(
        nomination_id=nomination_id,
        name=row["name"],
        history=list(found.history),
        initiatives=await initiatives_named(connection, named),
        questions=found.questions,
    )

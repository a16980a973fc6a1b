"""One section of a draft, by the form's fields."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from chassis.database import Connection
from nominations import views
from nominations.domain import errors
from nominations.domain.model import Status
from nominations.domain.sections import form_of, values_of
from rulebook.forms import SectionKey


class SectionView(BaseModel):
    nomination_id: UUID
    section: SectionKey
    version: int
    status: Status
    values: dict[str, str | int | bool | None]


async def section(connection: Connection, nomination_id: UUID, key: SectionKey, unit: str, today: date) -> SectionView:
    """One section as it stands; raise UnknownNomination, ForeignUnit or UnknownSection."""
    found = await views.nomination(connection, nomination_id, unit)
    try:
        asked = form_of(found.dossier, today).section(key)
    except KeyError:
        raise errors.UnknownSection(key) from None
    return SectionView(
        nomination_id=nomination_id,
        section=key,
        version=found.sections[key],
        status=found.status,
        values=values_of(found.dossier, asked),
    )

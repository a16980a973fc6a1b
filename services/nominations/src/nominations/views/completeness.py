"""What a dossier still lacks, as its unit and, once it was handed over, its agency see it."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from chassis.actors import Actor
from chassis.database import Connection
from contracts.roles import Role
from nominations.domain import completeness, errors
from nominations.domain.dossier import Content
from nominations.domain.model import Status
from rulebook import Status as LawStatus

WITH_AGENCY = frozenset({Status.SUBMITTED, Status.ACCEPTED, Status.RETURNED, Status.CLOSED})


class MissingLine(BaseModel):
    """One thing that the dossier lacks. `lack` is `field` or `part`; `row` a row of the law, or `ours`."""

    lack: completeness.Lack
    key: str
    section: str
    label: str
    label_en: str
    row: str
    citation: str
    note: str
    status: LawStatus


class MissingPage(BaseModel):
    nomination_id: UUID
    missing: list[MissingLine]


async def missing(connection: Connection, nomination_id: UUID, actor: Actor, today: date) -> MissingPage:
    """What one dossier lacks; raise UnknownNomination or ForeignUnit."""
    row = await connection.fetchrow(
        """
        SELECT unit, receiving_agency, status, dossier || private AS dossier FROM nominations
        WHERE nomination_id = $1
        """,
        nomination_id,
    )
    if row is None:
        raise errors.UnknownNomination([nomination_id])
    if actor.role is Role.SECRETARIAT:
        allowed = row["receiving_agency"] == actor.unit and Status(row["status"]) in WITH_AGENCY
    else:
        allowed = row["unit"] == actor.unit
    if not allowed:
        raise errors.ForeignUnit([nomination_id])
    content = Content.model_validate_json(row["dossier"])
    found = completeness.missing(content, await present_parts(connection, nomination_id), today)
    return MissingPage(nomination_id=nomination_id, missing=[_line(each) for each in found])


async def present_parts(connection: Connection, nomination_id: UUID) -> frozenset[str]:
    """Codes of the dossier parts that a file stands for."""
    rows = await connection.fetch(
        "SELECT DISTINCT part FROM evidence_files WHERE nomination_id = $1 AND state <> 'infected'", nomination_id
    )
    return frozenset(row["part"] for row in rows)


def _line(found: completeness.Missing) -> MissingLine:
    return MissingLine(
        lack=found.lack,
        key=found.key,
        section=found.section,
        label=found.label,
        label_en=found.label_en,
        row=found.row,
        citation=found.basis.citation,
        note=found.basis.note,
        status=found.basis.status,
    )

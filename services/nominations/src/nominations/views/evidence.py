"""Evidence files as they are shown: to the unit, and once submitted to who works at the receiving agency."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from chassis.actors import Actor
from chassis.database import Connection
from contracts.roles import Role
from nominations.domain import errors, evidence
from nominations.domain.dossier import Content
from nominations.domain.evidence import MAX_FILE_BYTES, MAX_FILES, MAX_NOMINATION_BYTES, EvidenceState
from nominations.domain.model import EDITABLE, Status


class EvidenceLine(BaseModel):
    """`removed` says what was taken out of the file before it was kept; its digest is of what is kept."""

    file_id: UUID
    part: str
    name: str
    media_type: str
    size_bytes: int
    digest: str
    original_digest: str
    original_size_bytes: int
    removed: list[str]
    state: EvidenceState
    uploaded_at: datetime


class Limits(BaseModel):
    file_bytes: int = MAX_FILE_BYTES
    nomination_bytes: int = MAX_NOMINATION_BYTES
    files: int = MAX_FILES


class EvidencePage(BaseModel):
    """All files of a nomination, by part and time."""

    files: list[EvidenceLine]
    total_bytes: int
    is_open: bool
    """Files may be added and taken out."""
    limits: Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedFile:
    name: str
    media_type: str
    size_bytes: int
    digest: str


async def files(connection: Connection, nomination_id: UUID, actor: Actor) -> EvidencePage:
    """The evidence of a nomination that the actor may see; raise UnknownNomination or ForeignUnit."""
    is_open = await _admit(connection, nomination_id, actor)
    rows = await connection.fetch(
        """
        SELECT file_id, part, name, media_type, size_bytes, digest, original_digest, original_size_bytes, removed,
            state, uploaded_at
        FROM evidence_files WHERE nomination_id = $1 ORDER BY part, uploaded_at, file_id
        """,
        nomination_id,
    )
    lines = [EvidenceLine(**row) for row in rows]
    total = sum(line.size_bytes for line in lines)
    return EvidencePage(files=lines, total_bytes=total, is_open=is_open, limits=Limits())


async def one_file(connection: Connection, nomination_id: UUID, file_id: UUID, actor: Actor) -> ServedFile:
    """A file that may be served; raise UnknownFile, or FileNotServed before it is clean."""
    await _admit(connection, nomination_id, actor)
    row = await connection.fetchrow(
        """
        SELECT name, media_type, size_bytes, digest, state FROM evidence_files
        WHERE nomination_id = $1 AND file_id = $2
        """,
        nomination_id,
        file_id,
    )
    if row is None:
        raise errors.UnknownFile(file_id)
    if row["state"] not in evidence.SERVED:
        raise errors.FileNotServed(row["state"])
    return ServedFile(**{name: row[name] for name in ("name", "media_type", "size_bytes", "digest")})


async def refuse_early(
    connection: Connection, nomination_id: UUID, actor: Actor, part: str, sent_bytes: int, today: date
) -> None:
    """Refuse before a body is read what the command would refuse after it."""
    page = await files(connection, nomination_id, actor)
    if not page.is_open:
        raise errors.NotEditable([nomination_id])
    dossier = await connection.fetchval(
        "SELECT dossier || private FROM nominations WHERE nomination_id = $1", nomination_id
    )
    evidence.refuse_unknown_part(part, Content.model_validate_json(dossier), today)
    evidence.refuse_size(sent_bytes)
    evidence.refuse_more(nomination_id, len(page.files), page.total_bytes, sent_bytes)


async def waiting(connection: Connection) -> int:
    """How many files are in quarantine."""
    return int(await connection.fetchval("SELECT count(1) FROM evidence_files WHERE state = 'quarantined'"))


async def _admit(connection: Connection, nomination_id: UUID, actor: Actor) -> bool:
    """Whether the dossier is open. To an agency a draft does not exist, nor does what another one received."""
    row = await connection.fetchrow(
        "SELECT unit, receiving_agency, status FROM nominations WHERE nomination_id = $1", nomination_id
    )
    if row is None:
        raise errors.UnknownNomination([nomination_id])
    owner, agency, status = row["unit"], row["receiving_agency"], Status(row["status"])
    if evidence.may_see(actor.role, actor.unit, owner=owner, agency=agency, status=status):
        return status in EDITABLE
    if actor.role in (Role.UNIT_OFFICER, Role.UNIT_HEAD):
        raise errors.ForeignUnit([nomination_id])
    raise errors.UnknownNomination([nomination_id])

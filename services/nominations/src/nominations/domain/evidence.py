"""Evidence files of a nomination: how much it may have, what each one is, and when they may change. Pure.

The bytes lie in a store under their digest; a row says which nomination they belong to, and under which dossier part.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.local_time import local_date
from contracts.roles import Role
from nominations.domain import errors
from nominations.domain.commands import KeepEvidence
from nominations.domain.completeness import parts_of
from nominations.domain.dossier import Content
from nominations.domain.model import EDITABLE, Nomination, Status

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 50 * MEGABYTE
MAX_NOMINATION_BYTES = 200 * MEGABYTE
MAX_FILES = 40
OTHER, OTHER_NAME = "other", "Tài liệu khác"
"""What belongs to no part of the law's."""
# What came back is the unit's again, and may be changed before it is handed over anew.
WITH_AGENCY = frozenset({Status.SUBMITTED, Status.ACCEPTED, Status.CLOSED})


class EvidenceState(StrEnum):
    """Nothing is served before it is clean, or nobody is there who could tell."""

    QUARANTINED = "quarantined"
    CLEAN = "clean"
    UNSCANNED = "unscanned"
    """No scanner is configured."""
    INFECTED = "infected"
    """The bytes are gone; the row says so."""


SERVED = frozenset({EvidenceState.CLEAN, EvidenceState.UNSCANNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """`digest` is of what is kept and shown, the original's of what was sent."""

    file_id: UUID
    nomination_id: UUID
    part: str
    name: str
    media_type: str
    size_bytes: int
    digest: str
    original_digest: str
    original_size_bytes: int
    removed: tuple[str, ...]
    state: EvidenceState
    uploaded_at: datetime


def refuse_size(size_bytes: int | None) -> None:
    """Refuse by what the sender declares, or by what came so far; None says nothing."""
    if size_bytes is not None and size_bytes > MAX_FILE_BYTES:
        raise errors.EvidenceTooLarge(size_bytes, MAX_FILE_BYTES)


def refuse_more(nomination_id: UUID, files: int, kept_bytes: int, sent_bytes: int) -> None:
    """Refuse what is more than a nomination may have."""
    if files >= MAX_FILES:
        raise errors.TooManyFiles(nomination_id, files, MAX_FILES)
    if kept_bytes + sent_bytes > MAX_NOMINATION_BYTES:
        raise errors.TooMuchEvidence(kept_bytes, sent_bytes, MAX_NOMINATION_BYTES)


def refuse_closed(nomination: Nomination) -> None:
    """Files change while the dossier does, and never after it was handed over."""
    if nomination.dossier.is_erased:
        raise errors.PersonalDataErased([nomination.nomination_id])
    if nomination.status not in EDITABLE:
        raise errors.NotEditable([nomination.nomination_id])


def refuse_unknown_part(part: str, content: Content, today: date) -> None:
    """A file belongs to a part that such a dossier has, or to what is beside them."""
    known = [(each.code, each.name) for each in parts_of(content, today)] + [(OTHER, OTHER_NAME)]
    if part not in dict(known):
        raise errors.UnknownPart(part, known)


def kept(
    nomination: Nomination, standing: Sequence[EvidenceFile], command: KeepEvidence, file_id: UUID, now: datetime
) -> EvidenceFile:
    """The file that stands afterwards: the same one again, under the same part, is the one that is there."""
    refuse_closed(nomination)
    for file in standing:
        if (file.part, file.original_digest) == (command.part, command.original_digest):
            return file
    refuse_unknown_part(command.part, nomination.dossier, local_date(now))
    refuse_more(nomination.nomination_id, len(standing), sum(each.size_bytes for each in standing), command.size_bytes)
    return EvidenceFile(
        **command.model_dump(exclude={"state"}), state=EvidenceState(command.state), file_id=file_id, uploaded_at=now
    )


def reopened(nomination: Nomination) -> Nomination | None:
    """What the head endorsed had other files, so it is a draft again; None where nothing changes."""
    if nomination.status is not Status.ENDORSED:
        return None
    return replace(nomination, status=Status.DRAFT, version=nomination.version + 1)


def may_see(role: Role, unit: str | None, *, owner: str, agency: str, status: Status) -> bool:
    """The unit sees its own; who works at the receiving agency sees it once it was handed over."""
    if role in (Role.UNIT_OFFICER, Role.UNIT_HEAD):
        return unit == owner
    return unit == agency and status in WITH_AGENCY

"""What the portal asks of nominations about evidence: files pass through piece by piece, none lies here."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from pydantic import Field

from portal.adapters.clients.transport import Answer, Asking, Neighbour, Streamed, answered

# A large file is judged for a minute or so after its last piece came.
LONG_SECONDS = 180.0
KEPT_HEADERS = (
    "content-type",
    "content-disposition",
    "content-length",
    "content-security-policy",
    "x-content-type-options",
)


class EvidenceFile(Answer):
    """One file; `removed` says in code words what was taken out of it."""

    file_id: UUID
    part: str
    name: str
    media_type: str
    size_bytes: int
    removed: tuple[str, ...] = ()
    state: str
    uploaded_at: datetime


class Limits(Answer):
    file_bytes: int
    nomination_bytes: int
    files: int


class EvidencePage(Answer):
    files: tuple[EvidenceFile, ...] = ()
    total_bytes: int = 0
    is_open: bool = False
    limits: Limits = Field(default_factory=lambda: Limits(file_bytes=0, nomination_bytes=0, files=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file on its way from a browser."""

    name: str
    part: str
    pieces: AsyncIterator[bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    neighbour: Neighbour

    async def of(self, asking: Asking, nomination_id: UUID) -> EvidencePage:
        return answered(EvidencePage, await self.neighbour.read(f"/nominations/{nomination_id}/evidence", asking))

    async def keep(self, asking: Asking, nomination_id: UUID, sent: Sent) -> None:
        """Hand one file on as it comes; its name stands in a header, since addresses are written down."""
        disposition = f"attachment; filename*=UTF-8''{quote(sent.name, safe='')}"
        await self.neighbour.stream_up(
            f"/nominations/{nomination_id}/evidence",
            replace(asking, seconds=LONG_SECONDS),
            {"part": sent.part},
            {"Content-Disposition": disposition},
            sent.pieces,
        )

    async def remove(self, asking: Asking, nomination_id: UUID, file_id: UUID) -> None:
        await self.neighbour.command(f"/nominations/{nomination_id}/evidence/{file_id}", asking, None, method="DELETE")

    async def open(self, asking: Asking, nomination_id: UUID, file_id: UUID) -> Streamed:
        """The file, whose pieces are still to come; the caller closes it."""
        return await self.neighbour.stream_down(f"/nominations/{nomination_id}/evidence/{file_id}", asking)


def kept(headers: Mapping[str, str]) -> dict[str, str]:
    """What of an answer's head names the file and keeps a browser from running it."""
    return {name: headers[name] for name in KEPT_HEADERS if name in headers}

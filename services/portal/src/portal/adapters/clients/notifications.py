"""The inbox of the person who is signed in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.canonical import Json
from portal.adapters.clients.transport import Answer, Asking, Neighbour, answered


class Message(Answer):
    """One message in both languages; `path` is an address of the portal."""

    message_id: UUID
    title: str
    title_en: str
    text: str = ""
    text_en: str = ""
    path: str = ""
    nomination_id: UUID | None = None
    occurred_at: datetime
    read_at: datetime | None = None


class Inbox(Answer):
    messages: tuple[Message, ...] = ()
    next: int | None = None
    unread: int = 0
    until: int = 0


class Act(Answer):
    """What one act told: one message, or one for each thing of a list; `fact_id` names it."""

    fact_id: UUID
    title: str
    title_en: str
    text: str = ""
    text_en: str = ""
    path: str = ""
    nomination_id: UUID | None = None
    occurred_at: datetime
    count: int = 1
    unread: int = 0


class Acts(Answer):
    acts: tuple[Act, ...] = ()
    next: UUID | None = None
    unread: int = 0
    until: int = 0


@dataclass(frozen=True, slots=True)
class Notifications:
    neighbour: Neighbour

    async def acts(self, asking: Asking, after: UUID | None) -> Acts:
        """The inbox act by act, newest first."""
        parameters = {} if after is None else {"after": str(after)}
        return answered(Acts, await self.neighbour.read("/inbox/acts", asking, parameters))

    async def messages(self, asking: Asking, about: UUID, after: int | None) -> Inbox:
        """The messages of the act that a fact belongs to."""
        parameters: dict[str, str | int] = {"about": str(about), "limit": 200}
        if after is not None:
            parameters["after"] = after
        return answered(Inbox, await self.neighbour.read("/inbox", asking, parameters))

    async def mark_read(self, asking: Asking, until: int, about: UUID | None) -> None:
        """Mark what there was at a position, of one act or of all."""
        body: dict[str, Json] = {"until": until}
        if about is not None:
            body["about"] = str(about)
        await self.neighbour.command("/inbox/read", asking, body)

"""The inbox of the person who is signed in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.adapters.clients.transport import Answer, Asking, Neighbour, answered, texts


class Message(Answer):
    """One message in both languages; `path` is an address of the portal."""

    message_id: UUID
    title: str
    title_en: str
    text: str = ""
    text_en: str = ""
    path: str = ""
    occurred_at: datetime
    read_at: datetime | None = None


class Inbox(Answer):
    messages: tuple[Message, ...] = ()
    next: int | None = None
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Notifications:
    neighbour: Neighbour

    async def inbox(self, asking: Asking, after: int | None) -> Inbox:
        parameters = {} if after is None else {"after": after}
        return answered(Inbox, await self.neighbour.read("/inbox", asking, parameters))

    async def mark_read(self, asking: Asking, message_ids: tuple[UUID, ...]) -> None:
        await self.neighbour.command("/inbox/read", asking, {"message_ids": texts(message_ids)})

"""The inbox of whoever is signed in: kept by notifications, shown here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from portal.adapters.clients.notifications import Message
from portal.entrypoints.forms import asked
from portal.entrypoints.http.account import own_path
from portal.entrypoints.language import Language
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, seen, signed_in

router = PageRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    message_id: UUID
    title: str
    text: str
    href: str
    at: datetime
    is_read: bool


@router.get("/inbox")
async def show(visit: Annotated[Visit, signed_in()]) -> Response:
    after = asked(visit.request, "after", 20)
    position = int(after) if after.isascii() and after.isdigit() else None
    inbox = await visit.site.notifications.inbox(visit.asking(), position)
    return visit.page(
        "inbox.html",
        messages=[_shown(message, visit.language) for message in inbox.messages],
        unread=inbox.unread,
        older_url="" if inbox.next is None else f"/inbox?after={inbox.next}",
    )


@router.post("/inbox/read")
async def mark_read(visit: Annotated[Visit, signed_in()]) -> Response:
    await visit.site.notifications.mark_read(visit.asking(once=visit.form.once), visit.form.ids())
    return seen("/inbox", "read")


def _shown(message: Message, language: Language) -> ShownMessage:
    return ShownMessage(
        message_id=message.message_id,
        title=message.title if language.is_vietnamese else message.title_en,
        text=message.text if language.is_vietnamese else message.text_en,
        href=own_path(message.path) if message.path else "",
        at=message.occurred_at,
        is_read=message.read_at is not None,
    )

"""The inbox of whoever is signed in: kept by notifications, shown act by act, with the names this reader may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from starlette.responses import RedirectResponse, Response

from portal.adapters.clients.notifications import Act, Message
from portal.domain.errors import NotShown
from portal.entrypoints.forms import asked, asked_id
from portal.entrypoints.http.account import own_path
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, seen, signed_in
from portal.views.people import Person
from portal.views.subjects import subjects

router = PageRouter()

Reader = Annotated[Visit, signed_in()]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """One line: an act over many things, or what happened to one."""

    title: str
    text: str
    href: str
    at: datetime
    is_read: bool
    count: int = 1
    person: Person | None = None


@router.get("/inbox")
async def show(visit: Reader) -> Response:
    inbox = await visit.site.notifications.acts(visit.asking(), asked_id(visit.request, "after"))
    people = await _people(visit, [act.nomination_id for act in inbox.acts if act.count == 1])
    return visit.page(
        "inbox.html",
        messages=[_shown(act, visit, people, act.count, is_read=not act.unread) for act in inbox.acts],
        unread=inbox.unread,
        until=inbox.until,
        about=None,
        older_url="" if inbox.next is None else f"/inbox?after={inbox.next}",
    )


@router.get("/inbox/{fact_id:uuid}")
async def act(fact_id: UUID, visit: Reader) -> Response:
    """Everything that one act told, in the order of the list; where it was one thing, the page of that thing."""
    found = await visit.site.notifications.messages(visit.asking(), fact_id, _position(visit))
    if not found.messages:
        raise NotShown
    if len(found.messages) == 1 and not _position(visit) and (path := found.messages[0].path):
        return RedirectResponse(own_path(path), status_code=303)
    people = await _people(visit, [message.nomination_id for message in found.messages])
    place = {nomination_id: at for at, nomination_id in enumerate(people)}
    ordered = sorted(found.messages, key=lambda each: place.get(each.nomination_id or fact_id, len(place)))
    return visit.page(
        "inbox.html",
        messages=[_shown(each, visit, people, is_read=each.read_at is not None) for each in ordered],
        unread=sum(each.read_at is None for each in found.messages),
        until=found.until,
        about=fact_id,
        older_url="" if found.next is None else f"/inbox/{fact_id}?after={found.next}",
    )


@router.post("/inbox/read")
async def mark_read(visit: Reader) -> Response:
    """Mark everything that there was when the page was shown."""
    form = visit.form
    until, about = form.value("until"), asked_uuid(form.value("about"))
    if until.isascii() and until.isdigit():
        await visit.site.notifications.mark_read(visit.asking(once=form.once), int(until), about)
    return seen("/inbox", "read")


def asked_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _position(visit: Visit) -> int | None:
    after = asked(visit.request, "after", 20)
    return int(after) if after.isascii() and after.isdigit() else None


async def _people(visit: Visit, ids: Sequence[UUID | None]) -> Mapping[UUID, Person]:
    async with visit.reading() as connection:
        return await subjects(connection, [each for each in ids if each is not None], visit.visitor.unit)


def _shown(
    what: Act | Message, visit: Visit, people: Mapping[UUID, Person], count: int = 1, *, is_read: bool
) -> ShownMessage:
    is_vietnamese = visit.language.is_vietnamese
    return ShownMessage(
        title=what.title if is_vietnamese else what.title_en,
        text=what.text if is_vietnamese else what.text_en,
        href=own_path(what.path) if what.path else "",
        at=what.occurred_at,
        is_read=is_read,
        count=count,
        person=people.get(what.nomination_id) if what.nomination_id and count == 1 else None,
    )

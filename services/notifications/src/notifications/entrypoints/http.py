"""Routes: a person's own inbox; recipients and deliveries for operators."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from chassis.http import Call, Refusal, Router, allow
from contracts.roles import Role
from notifications import views
from notifications.domain import commands, errors

ANYBODY = tuple(role for role in Role if role is not Role.SERVICE)

router = Router()

Reader = Annotated[Call, allow(*ANYBODY)]
Operator = Annotated[Call, allow(Role.OPERATOR)]
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/inbox")
async def inbox(
    call: Reader,
    after: Annotated[int | None, Query(ge=0, lt=2**63)] = None,
    about: UUID | None = None,
    limit: Limit = 50,
) -> views.Inbox:
    """The signed-in person's messages, newest first; with `about` those of the act that this fact belongs to."""
    async with call.reading() as connection:
        return await views.inbox(connection, call.actor.sub or "", after, limit, about)


@router.get("/inbox/acts")
async def acts(call: Reader, after: UUID | None = None, limit: Limit = 50) -> views.InboxActs:
    """The signed-in person's inbox act by act, newest first: a list or a decision is one line."""
    async with call.reading() as connection:
        return await views.acts(connection, call.actor.sub or "", after, limit)


@router.post("/inbox/read")
async def read(command: commands.MarkRead, call: Reader) -> commands.Read:
    """Mark own messages as read."""
    return await call.execute(command)


@router.get("/recipients")
async def recipients(call: Operator, after: UUID | None = None, limit: Limit = 200) -> views.Recipients:
    """Who is told, with addresses."""
    async with call.reading() as connection:
        return await views.recipients(connection, after, limit)


@router.post("/recipients")
async def register(command: commands.RegisterRecipients, call: Operator) -> commands.Registered:
    """Add recipients or change their addresses and last days."""
    return await call.execute(command)


@router.get("/deliveries")
async def deliveries(call: Operator) -> views.Deliveries:
    """How many messages were delivered, failed, or wait."""
    async with call.reading() as connection:
        return await views.deliveries(connection)


REFUSALS: dict[type[Exception], Refusal] = {
    errors.OverlappingDates: Refusal(409, "overlapping-dates", "Trùng thời gian"),
    errors.DatesReversed: Refusal(422, "dates-reversed", "Ngày không hợp lệ"),
}

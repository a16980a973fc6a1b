"""Who did it, opened on demand: `POST /actors/open` of every service that has commands, for supervision bodies alone.

A fact says who by a commitment; what it was made of lies in the command log. Whoever asks is given both, checks
HMAC-SHA-256(salt, {"sub": …}) by themselves, and leaves a fact in the same transaction: nobody looks unseen
(docs/decisions/0054).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from chassis.access import allow
from chassis.call import Call
from chassis.handlers import CommandHandler
from chassis.problems import Refusal
from chassis.routing import Router
from chassis.unit_of_work import UnitOfWork
from contracts.fact import Fact
from contracts.roles import Role
from contracts.vocabulary import Hex64


class OpenActor(BaseModel):
    """Say who stands behind the `actorcommit` of a fact of this service."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    actor_commit: Hex64


class Body(BaseModel):
    """What was committed to: the person's `sub` at the sign-in server."""

    sub: str


class Opening(BaseModel):
    """As `verify.py bundle --opening` reads it once it is canonical JSON: `salt` are 64 hex digits."""

    body: Body
    salt: str


class Opened(BaseModel):
    """Who did it, as which role of which unit, with which command and when; and the fact that tells of this opening."""

    opening_id: UUID
    actor_commit: Hex64
    opening: Opening
    command: str
    actor_role: str
    actor_unit: str | None
    done_at: datetime


class UnknownActor(Exception):
    """No command of this service was done under this commitment."""

    detail = "Dịch vụ này không có thao tác nào ứng với cam kết về người thực hiện vừa nêu."


REFUSALS: Mapping[type[Exception], Refusal] = {
    UnknownActor: Refusal(404, "unknown-actor", "Không có trong nhật ký thao tác")
}

router = Router()


@router.post("/actors/open")
async def open_actor(command: OpenActor, call: Annotated[Call, allow(Role.SUPERVISOR)]) -> Opened:
    """Who stands behind a commitment; answered once the fact that it was asked is committed."""
    return await call.execute(command)


def opener(told: type[Fact]) -> CommandHandler:
    """The handler of one service, whose own type of fact tells of it."""

    async def handle(command: OpenActor, uow: UnitOfWork, now: datetime) -> Opened:
        done = await uow.command_log.behind(command.actor_commit)
        if done is None:
            raise UnknownActor
        opening_id = uow.new_id()
        uow.outbox.add(told.model_validate({"opening_id": opening_id, "opened_commit": command.actor_commit}), at=now)
        return Opened(
            opening_id=opening_id,
            actor_commit=command.actor_commit,
            opening=Opening(body=Body(sub=done.actor_sub), salt=done.salt.hex()),
            command=done.command,
            actor_role=done.actor_role,
            actor_unit=done.actor_unit,
            done_at=done.done_at,
        )

    return handle

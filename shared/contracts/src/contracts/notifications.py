"""Facts of the notifications service; subject of each is the message. No address and no person's id is ever in one."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from contracts.fact import Fact
from contracts.roles import Role
from contracts.vocabulary import Code, Hex64, UnitKey


class Channel(StrEnum):
    INBOX = "inbox"
    MAIL = "mail"


class MessageDelivered(Fact):
    """A message about a fact reached its channel."""

    TYPE: ClassVar[str] = "notifications.message-delivered.v1"
    SUBJECT: ClassVar[str] = "message_id"

    message_id: UUID
    about_fact_id: UUID
    nomination_id: UUID | None = None
    case_id: UUID | None = None
    channel: Channel
    recipient_role: Role
    recipient_unit: UnitKey
    delivered_at: datetime
    attempts: Annotated[int, Field(ge=1)]


class MessageFailed(Fact):
    """A message could not be delivered and will not be tried again."""

    TYPE: ClassVar[str] = "notifications.message-failed.v1"
    SUBJECT: ClassVar[str] = "message_id"

    message_id: UUID
    about_fact_id: UUID
    nomination_id: UUID | None = None
    case_id: UUID | None = None
    channel: Channel
    recipient_role: Role
    recipient_unit: UnitKey
    failed_at: datetime
    attempts: Annotated[int, Field(ge=1)]
    error: Code


class ActorOpened(Fact):
    """A supervisor was shown who stands behind a commitment to an actor of this service's facts."""

    TYPE: ClassVar[str] = "notifications.actor-opened.v1"
    SUBJECT: ClassVar[str] = "opening_id"

    opening_id: UUID
    opened_commit: Hex64

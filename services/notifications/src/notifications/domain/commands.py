"""What may be asked of notifications: by operators, by readers of an inbox, and by its own sender."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StringConstraints, field_validator, model_validator

from contracts.roles import Role
from contracts.vocabulary import Day, UnitKey
from notifications.domain.model import Message, Outcome

AT_MOST = 5_000

# Without spaces, control characters, quotes or a second @: nothing that could become a header or a second address.
Email = Annotated[
    str, StringConstraints(max_length=254, pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}$")
]


class RecipientEntry(BaseModel):
    """One person in one or more roles of one unit. What is not asked for, such as a name, is not kept."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    person_id: Annotated[str, Field(min_length=1, max_length=255)]
    roles: Annotated[tuple[Role, ...], Field(min_length=1, max_length=10)]
    unit: UnitKey
    email: Email
    valid_from: Day | None = None
    valid_to: Day | None = None

    @field_validator("roles")
    @classmethod
    def _people_only(cls, roles: tuple[Role, ...]) -> tuple[Role, ...]:
        if Role.SERVICE in roles:
            raise ValueError("Vai trò này không phải của người.")
        return roles


class RegisterRecipients(BaseModel):
    """These people are told from now on; the same people again change nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    recipients: Annotated[tuple[RecipientEntry, ...], Field(min_length=1, max_length=AT_MOST)]


class MarkRead(BaseModel):
    """The person has read these messages of theirs, or all that they had when a page was shown.

    `until` is the position that the page carried: what arrived later stays unread. `about` narrows it to one act, named
    by any of its facts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    message_ids: Annotated[tuple[UUID, ...], Field(max_length=AT_MOST)] = ()
    until: Annotated[StrictInt, Field(ge=0, lt=2**63)] | None = None
    about: UUID | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "MarkRead":
        if bool(self.message_ids) == (self.until is not None):
            raise ValueError("Nêu mã các thư, hoặc vị trí đã xem đến (until).")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMails:
    """Lend the sender some mails that are due; what it doesn't report in time is lent again."""

    limit: int
    lease_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutcome:
    """What became of one attempt. `jitter` in 0 … 1 spreads the next one."""

    message_id: UUID
    lease: UUID
    outcome: Outcome
    jitter: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """How many roles of people were written, and how many stood as asked."""

    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """How many messages were unread until now."""

    read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedMail:
    """A mail on loan to the sender."""

    message: Message
    lease: UUID
    traceparent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """Mails on loan, for as long as was asked."""

    mails: tuple[ClaimedMail, ...]
    at: datetime

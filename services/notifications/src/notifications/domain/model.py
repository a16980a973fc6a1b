"""Recipients, messages and what became of them, as data."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias, assert_never
from uuid import UUID

from contracts.local_time import local_date
from contracts.notifications import Channel, MessageDelivered, MessageFailed
from contracts.roles import Role

ALWAYS, FOR_EVER = date.min, date.max


class Status(StrEnum):
    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class Side(StrEnum):
    """Whose people are told: of the unit that proposes, of the agency that decides, of a body that it asks."""

    PROPOSING = "proposing"
    RECEIVING = "receiving"
    ASKED = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One person in one role of one unit, from `valid_from` to `valid_to`, both days included."""

    recipient_id: UUID
    person_id: str
    role: Role
    unit: str
    email: str
    valid_from: date = ALWAYS
    valid_to: date = FOR_EVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The sides of a case; a side that isn't known yet, or that a fact does not concern, is None."""

    proposing_unit: str | None
    receiving_agency: str | None
    asked_body: str | None = None

    def of(self, side: Side) -> str | None:
        match side:
            case Side.PROPOSING:
                return self.proposing_unit
            case Side.RECEIVING:
                return self.receiving_agency
            case Side.ASKED:
                return self.asked_body
            case _:
                assert_never(side)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The fact that people are told about: never more of it than what leads to its page."""

    fact_id: UUID
    fact_type: str
    at: datetime
    nomination_id: UUID | None = None
    case_id: UUID | None = None
    decision_id: UUID | None = None

    @property
    def day(self) -> date:
        """The local day on which people are looked up."""
        return local_date(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One fact, one person, one channel."""

    message_id: UUID
    occasion: Occasion
    recipient: Recipient
    channel: Channel
    status: Status = Status.PENDING
    attempts: int = 0
    ended_at: datetime | None = None

    @property
    def fingerprint(self) -> str:
        """The same for the same fact, person and channel, whoever makes the message, and whenever."""
        parts = (str(self.occasion.fact_id), self.recipient.person_id, self.channel)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The mail server took the message over: its reply is the proof (RFC 5321 §4.2.5)."""

    code: int
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The mail server answered, and did not take it: 4yz may pass, 5yz will not (RFC 5321 §4.2.1)."""

    code: int
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """The connection went away before an answer: it may have arrived or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTried:
    """The mail server could not be reached at all, or time ran out: the message is not to blame."""


Outcome: TypeAlias = Accepted | Refused | Unknown | NotTried


def evolve(message: Message, fact: MessageDelivered | MessageFailed) -> Message:
    """The message after its end."""
    if isinstance(fact, MessageDelivered):
        return replace(message, status=Status.DELIVERED, attempts=fact.attempts, ended_at=fact.delivered_at)
    return replace(message, status=Status.FAILED, attempts=fact.attempts, ended_at=fact.failed_at)

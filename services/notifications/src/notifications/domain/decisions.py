"""Who is told what, when a mail is tried again, and when it is given up: pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeAlias, assert_never
from uuid import UUID

from contracts.notifications import Channel, MessageDelivered, MessageFailed
from contracts.roles import Role
from notifications.domain import errors
from notifications.domain.commands import RecipientEntry
from notifications.domain.model import (
    ALWAYS,
    FOR_EVER,
    Accepted,
    Message,
    NotTried,
    Occasion,
    Outcome,
    Recipient,
    Refused,
    Side,
    Unknown,
)

MAX_ATTEMPTS = 12
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=4)
UNREACHABLE_PAUSE = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Audience:
    """People in `role` on one side of the case."""

    role: Role
    side: Side


_Post: TypeAlias = tuple[str, Role, str]

_OFFICER = Audience(Role.UNIT_OFFICER, Side.PROPOSING)
_HEAD = Audience(Role.UNIT_HEAD, Side.PROPOSING)
_SECRETARIAT = Audience(Role.SECRETARIAT, Side.RECEIVING)
_CHAIRMAN = Audience(Role.CHAIRMAN, Side.RECEIVING)
_ASKED_HEAD = Audience(Role.UNIT_HEAD, Side.ASKED)

AUDIENCES: Mapping[str, tuple[Audience, ...]] = {
    "nominations.nomination-submitted.v1": (_SECRETARIAT,),
    "nominations.withdrawal-requested.v1": (_SECRETARIAT,),
    "review.case-accepted.v1": (_OFFICER,),
    "review.case-returned.v1": (_OFFICER, _HEAD),
    "review.case-closed.v1": (_OFFICER,),
    "review.withdrawal-refused.v1": (_OFFICER,),
    "review.council-decided.v1": (_CHAIRMAN,),
    "review.opinion-asked.v1": (_ASKED_HEAD,),
    "review.opinion-given.v1": (_SECRETARIAT,),
    "review.opinion-request-withdrawn.v1": (_ASKED_HEAD,),
    "review.decision-issued.v1": (_SECRETARIAT,),
    "review.award-issued.v1": (_OFFICER, _HEAD),
    "review.award-declined.v1": (_OFFICER, _HEAD),
    "review.award-revoked.v1": (_OFFICER, _HEAD),
}
"""Type of fact → who is told. The first audience that names a person decides the role in which they are told."""

INBOX_ALONE = (Channel.INBOX,)
ALSO_BY_MAIL = (Channel.INBOX, Channel.MAIL)

CHANNELS: Mapping[str, tuple[Channel, ...]] = {
    "nominations.nomination-submitted.v1": ALSO_BY_MAIL,
    "nominations.withdrawal-requested.v1": ALSO_BY_MAIL,
    "review.case-accepted.v1": INBOX_ALONE,
    "review.case-returned.v1": ALSO_BY_MAIL,
    "review.case-closed.v1": ALSO_BY_MAIL,
    "review.withdrawal-refused.v1": ALSO_BY_MAIL,
    "review.council-decided.v1": ALSO_BY_MAIL,
    "review.opinion-asked.v1": ALSO_BY_MAIL,
    "review.opinion-given.v1": ALSO_BY_MAIL,
    "review.opinion-request-withdrawn.v1": INBOX_ALONE,
    "review.decision-issued.v1": ALSO_BY_MAIL,
    "review.award-issued.v1": ALSO_BY_MAIL,
    "review.award-declined.v1": ALSO_BY_MAIL,
    "review.award-revoked.v1": ALSO_BY_MAIL,
}
"""Type of fact → through what: by mail only what somebody must act on or has waited for (docs/decisions/0012)."""


def tell(occasion: Occasion, people: Sequence[Recipient], ids: Sequence[UUID]) -> list[Message]:
    """One message per person and channel; `people` in the order of their audiences, `ids` enough for all."""
    first: dict[str, Recipient] = {}
    for recipient in people:
        first.setdefault(recipient.person_id, recipient)
    channels = CHANNELS[occasion.fact_type]
    wanted = [(recipient, channel) for recipient in first.values() for channel in channels]
    return [
        Message(message_id=message_id, occasion=occasion, recipient=recipient, channel=channel)
        for message_id, (recipient, channel) in zip(ids, wanted, strict=False)
    ]


def put_into_inbox(message: Message, now: datetime) -> MessageDelivered:
    """A row of the inbox is delivered by being there."""
    return _delivered(message, attempts=1, now=now)


def conclude(message: Message, outcome: Outcome, now: datetime) -> list[MessageDelivered | MessageFailed]:
    """The fact that ends a message after an attempt, or none when it is tried again (RFC 5321 §4.5.4.1)."""
    attempts = message.attempts + 1
    match outcome:
        case Accepted():
            return [_delivered(message, attempts=attempts, now=now)]
        case Refused(code=code) if code >= 500 or attempts >= MAX_ATTEMPTS:
            return [_failed(message, attempts=attempts, now=now, error=f"smtp-{code}")]
        case Unknown() if attempts >= MAX_ATTEMPTS:
            return [_failed(message, attempts=attempts, now=now, error="no-answer")]
        case Refused() | Unknown() | NotTried():
            return []
        case _:
            assert_never(outcome)


def retried(message: Message, outcome: Outcome) -> Message:
    """The message with the attempt counted; a server that can't be reached counts against no message."""
    return message if isinstance(outcome, NotTried) else replace(message, attempts=message.attempts + 1)


def pause(attempts: int, jitter: float) -> timedelta:
    """How long to wait after `attempts` attempts: doubling up to four hours, spread by half over `jitter` 0 … 1."""
    if attempts == 0:
        return UNREACHABLE_PAUSE
    longest = min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)
    return longest * (0.5 + jitter / 2)


def register(
    existing: Sequence[Recipient], entries: Sequence[RecipientEntry], ids: Sequence[UUID]
) -> tuple[Recipient, ...]:
    """The rows to write, each new or changed; raises OverlappingDates or DatesReversed and then changes nothing."""
    known: dict[_Post, dict[date, Recipient]] = defaultdict(dict)
    for recipient in existing:
        known[_post(recipient)][recipient.valid_from] = recipient
    changed: dict[UUID, Recipient] = {}
    asked = [(index, entry, role) for index, entry in enumerate(entries) for role in entry.roles]
    for (index, entry, role), new_id in zip(asked, ids, strict=False):
        wanted = _wanted(entry, role, new_id)
        terms = known[_post(wanted)]
        before = terms.get(wanted.valid_from)
        row = replace(wanted, recipient_id=before.recipient_id) if before else wanted
        _refuse_impossible(index, row, terms.values())
        if row != before:
            terms[row.valid_from] = changed[row.recipient_id] = row
    return tuple(changed.values())


def _post(recipient: Recipient) -> _Post:
    return recipient.person_id, recipient.role, recipient.unit


def _refuse_impossible(index: int, row: Recipient, terms: Iterable[Recipient]) -> None:
    if row.valid_to < row.valid_from:
        raise errors.DatesReversed(index)
    others = (term for term in terms if term.recipient_id != row.recipient_id)
    if any(term.valid_from <= row.valid_to and row.valid_from <= term.valid_to for term in others):
        raise errors.OverlappingDates(index)


def _wanted(entry: RecipientEntry, role: Role, recipient_id: UUID) -> Recipient:
    return Recipient(
        recipient_id=recipient_id,
        person_id=entry.person_id,
        role=role,
        unit=entry.unit,
        email=entry.email,
        valid_from=entry.valid_from or ALWAYS,
        valid_to=entry.valid_to or FOR_EVER,
    )


def _delivered(message: Message, *, attempts: int, now: datetime) -> MessageDelivered:
    return MessageDelivered(
        message_id=message.message_id,
        about_fact_id=message.occasion.fact_id,
        nomination_id=message.occasion.nomination_id,
        case_id=message.occasion.case_id,
        channel=message.channel,
        recipient_role=message.recipient.role,
        recipient_unit=message.recipient.unit,
        delivered_at=now,
        attempts=attempts,
    )


def _failed(message: Message, *, attempts: int, now: datetime, error: str) -> MessageFailed:
    return MessageFailed(
        message_id=message.message_id,
        about_fact_id=message.occasion.fact_id,
        nomination_id=message.occasion.nomination_id,
        case_id=message.occasion.case_id,
        channel=message.channel,
        recipient_role=message.recipient.role,
        recipient_unit=message.recipient.unit,
        failed_at=now,
        attempts=attempts,
        error=error,
    )

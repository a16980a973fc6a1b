"""The reading side: a person's inbox, the register of recipients, what became of deliveries."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.database import Connection, Row
from notifications.adapters.wording import sentences
from notifications.domain.model import ALWAYS, FOR_EVER, Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxMessage:
    """One row of an inbox. `path` is the page of the portal that it leads to."""

    message_id: UUID
    position: int
    fact_id: UUID
    fact_type: str
    title: str
    title_en: str
    text: str
    text_en: str
    path: str
    nomination_id: UUID | None
    case_id: UUID | None
    occurred_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """One page, newest first; `next` is the position to go on after."""

    messages: list[InboxMessage]
    next: int | None
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientRow:
    recipient_id: UUID
    person_id: str
    role: str
    unit: str
    email: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """One page, by id; `next` is the id to go on after."""

    recipients: list[RecipientRow]
    next: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryCount:
    channel: str
    status: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    counts: list[DeliveryCount]
    oldest_pending_at: datetime | None


async def inbox(connection: Connection, person_id: str, after: int | None, limit: int) -> Inbox:
    rows = await connection.fetch(
        """
        SELECT message_id, position, fact_id, fact_type, nomination_id, case_id, decision_id, occurred_at, read_at
        FROM message
        WHERE person_id = $1 AND channel = 'inbox' AND ($2::bigint IS NULL OR position < $2)
        ORDER BY position DESC LIMIT $3
        """,
        person_id,
        after,
        limit,
    )
    unread = await connection.fetchval(
        "SELECT count(1) FROM message WHERE person_id = $1 AND channel = 'inbox' AND read_at IS NULL", person_id
    )
    last = rows[-1]["position"] if len(rows) == limit else None
    return Inbox(messages=[_inbox_message(row) for row in rows], next=last, unread=unread)


async def recipients(connection: Connection, after: UUID | None, limit: int) -> Recipients:
    rows = await connection.fetch(
        """
        SELECT recipient_id, person_id, role, unit, email, valid_from, valid_to
        FROM recipient WHERE $1::uuid IS NULL OR recipient_id > $1
        ORDER BY recipient_id LIMIT $2
        """,
        after,
        limit,
    )
    last = rows[-1]["recipient_id"] if len(rows) == limit else None
    return Recipients(recipients=[_recipient_row(row) for row in rows], next=last)


async def deliveries(connection: Connection) -> Deliveries:
    rows = await connection.fetch(
        "SELECT channel, status, count(1) AS count FROM message GROUP BY channel, status ORDER BY channel, status"
    )
    oldest = await connection.fetchval("SELECT min(occurred_at) FROM message WHERE status = 'pending'")
    counts = [DeliveryCount(channel=row["channel"], status=row["status"], count=row["count"]) for row in rows]
    return Deliveries(counts=counts, oldest_pending_at=oldest)


def _inbox_message(row: Row) -> InboxMessage:
    sentence = sentences()[row["fact_type"]]
    occasion = Occasion(
        fact_id=row["fact_id"],
        fact_type=row["fact_type"],
        at=row["occurred_at"],
        nomination_id=row["nomination_id"],
        case_id=row["case_id"],
        decision_id=row["decision_id"],
    )
    return InboxMessage(
        message_id=row["message_id"],
        position=row["position"],
        fact_id=occasion.fact_id,
        fact_type=occasion.fact_type,
        title=sentence.title,
        title_en=sentence.title_en,
        text=sentence.text,
        text_en=sentence.text_en,
        path=sentence.page(occasion),
        nomination_id=occasion.nomination_id,
        case_id=occasion.case_id,
        occurred_at=occasion.at,
        read_at=row["read_at"],
    )


def _recipient_row(row: Row) -> RecipientRow:
    return RecipientRow(
        recipient_id=row["recipient_id"],
        person_id=row["person_id"],
        role=row["role"],
        unit=row["unit"],
        email=row["email"],
        valid_from=None if row["valid_from"] == ALWAYS else row["valid_from"],
        valid_to=None if row["valid_to"] == FOR_EVER else row["valid_to"],
    )

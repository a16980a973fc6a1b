"""The reading side: a person's inbox, the register of recipients, what became of deliveries."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.database import Connection, Row
from notifications.adapters.wording import act_page, sentences
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
    """One page, newest first; `next` is the position to go on after, `until` the newest that the person has now."""

    messages: list[InboxMessage]
    next: int | None
    unread: int
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxAct:
    """What one act told a person: one message, or one for each thing of a list or decision.

    `fact_id` is that of its first message and names the act; `path` leads to the only thing, or to all of them.
    """

    fact_id: UUID
    fact_type: str
    title: str
    title_en: str
    text: str
    text_en: str
    path: str
    nomination_id: UUID | None
    occurred_at: datetime
    count: int
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxActs:
    """One page, newest first; `next` is the fact to go on after."""

    acts: list[InboxAct]
    next: UUID | None
    unread: int
    until: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingMails:
    """`oldest_age_seconds` is nought where none waits."""

    count: int
    oldest_age_seconds: float


async def inbox(
    connection: Connection, person_id: str, after: int | None, limit: int, about: UUID | None = None
) -> Inbox:
    """A person's messages, of one act or of all."""
    unread, until = await _standing(connection, person_id)
    rows = await connection.fetch(
        """
        SELECT message_id, position, fact_id, fact_type, nomination_id, case_id, decision_id, occurred_at, read_at
        FROM message
        WHERE person_id = $1 AND channel = 'inbox' AND ($2::bigint IS NULL OR position < $2)
            AND ($4::uuid IS NULL OR (occurred_at, fact_type) =
                (SELECT act.occurred_at, act.fact_type FROM message AS act
                WHERE act.person_id = $1 AND act.channel = 'inbox' AND act.fact_id = $4))
        ORDER BY position DESC LIMIT $3
        """,
        person_id,
        after,
        limit,
        about,
    )
    last = rows[-1]["position"] if len(rows) == limit else None
    return Inbox(messages=[_inbox_message(row) for row in rows], next=last, unread=unread, until=until)


async def acts(connection: Connection, person_id: str, after: UUID | None, limit: int) -> InboxActs:
    """A person's inbox act by act: a list of 200 is one line."""
    unread, until = await _standing(connection, person_id)
    rows = await connection.fetch(
        """
        SELECT occurred_at, fact_type, count(1) AS count, count(1) FILTER (WHERE read_at IS NULL) AS unread,
            (array_agg(fact_id ORDER BY position))[1] AS fact_id,
            (array_agg(nomination_id ORDER BY position))[1] AS nomination_id,
            (array_agg(case_id ORDER BY position))[1] AS case_id,
            (array_agg(decision_id ORDER BY position))[1] AS decision_id
        FROM message
        WHERE person_id = $1 AND channel = 'inbox'
            AND ($2::uuid IS NULL OR (occurred_at, fact_type) <
                (SELECT act.occurred_at, act.fact_type FROM message AS act
                WHERE act.person_id = $1 AND act.channel = 'inbox' AND act.fact_id = $2))
        GROUP BY occurred_at, fact_type ORDER BY occurred_at DESC, fact_type DESC LIMIT $3
        """,
        person_id,
        after,
        limit,
    )
    last = rows[-1]["fact_id"] if len(rows) == limit else None
    return InboxActs(acts=[_act(row) for row in rows], next=last, unread=unread, until=until)


async def _standing(connection: Connection, person_id: str) -> tuple[int, int]:
    """How many are unread, and the newest position; read before the rows, so that nothing unseen is marked."""
    row = await connection.fetchrow(
        """
        SELECT count(1) FILTER (WHERE read_at IS NULL) AS unread, COALESCE(max(position), 0) AS until
        FROM message WHERE person_id = $1 AND channel = 'inbox'
        """,
        person_id,
    )
    return (row["unread"], row["until"]) if row else (0, 0)


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


async def waiting_mails(connection: Connection) -> WaitingMails:
    """What is in the index of what is due: a pending message is a mail."""
    row = await connection.fetchrow(
        """
        SELECT count(1) AS count,
            COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - min(occurred_at)), 0)::float8 AS oldest_age_seconds
        FROM message WHERE status = 'pending' AND channel = 'mail'
        """
    )
    if row is None:
        raise LookupError("an aggregate has one row")
    return WaitingMails(**row)


def _act(row: Row) -> InboxAct:
    occasion, sentence = _occasion(row), sentences()[row["fact_type"]]
    return InboxAct(
        fact_id=occasion.fact_id,
        fact_type=occasion.fact_type,
        title=sentence.title,
        title_en=sentence.title_en,
        text=sentence.text,
        text_en=sentence.text_en,
        path=sentence.page(occasion) if row["count"] == 1 else act_page(occasion),
        nomination_id=occasion.nomination_id,
        occurred_at=occasion.at,
        count=row["count"],
        unread=row["unread"],
    )


def _occasion(row: Row) -> Occasion:
    return Occasion(
        fact_id=row["fact_id"],
        fact_type=row["fact_type"],
        at=row["occurred_at"],
        nomination_id=row["nomination_id"],
        case_id=row["case_id"],
        decision_id=row["decision_id"],
    )


def _inbox_message(row: Row) -> InboxMessage:
    occasion, sentence = _occasion(row), sentences()[row["fact_type"]]
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

"""Every SQL statement that loads or saves recipients, units and messages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.database import Connection, Row
from contracts.notifications import Channel
from contracts.roles import Role
from notifications.domain.commands import ClaimedMail
from notifications.domain.model import Accepted, Message, Occasion, Outcome, Recipient, Refused, Units

REPLY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class RecipientRepository:
    connection: Connection

    async def lock_people(self, person_ids: Collection[str]) -> list[Recipient]:
        """Every post of these people; nobody else registers recipients until the transaction ends."""
        await self.connection.execute("LOCK TABLE recipient IN SHARE ROW EXCLUSIVE MODE")
        rows = await self.connection.fetch(
            """
            SELECT recipient_id, person_id, role, unit, email, valid_from, valid_to
            FROM recipient WHERE person_id = ANY($1::text[]) ORDER BY recipient_id
            """,
            list(person_ids),
        )
        return [_recipient(row) for row in rows]

    async def holding(self, posts: Sequence[tuple[Role, str]], *, on: date) -> list[Recipient]:
        """The people who hold one of the posts (role, unit) on a day, in the order of the posts."""
        rows = await self.connection.fetch(
            """
            SELECT recipient_id, person_id, r.role, r.unit, email, valid_from, valid_to
            FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS post (role, unit, place)
            JOIN recipient AS r ON r.role = post.role AND r.unit = post.unit
            WHERE $3 BETWEEN valid_from AND valid_to
            ORDER BY place, person_id
            """,
            [role for role, _ in posts],
            [unit for _, unit in posts],
            on,
        )
        return [_recipient(row) for row in rows]

    async def save(self, recipients: Sequence[Recipient]) -> None:
        await self.connection.executemany(
            """
            INSERT INTO recipient (recipient_id, person_id, role, unit, email, valid_from, valid_to)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (recipient_id) DO UPDATE SET email = excluded.email, valid_to = excluded.valid_to
            """,
            [(r.recipient_id, r.person_id, r.role, r.unit, r.email, r.valid_from, r.valid_to) for r in recipients],
        )


@dataclass(frozen=True, slots=True)
class UnitsRepository:
    connection: Connection

    async def note(self, about_id: UUID, units: Units) -> None:
        """Remember the units of a nomination or a case; what isn't said again stays."""
        await self.connection.execute(
            """
            INSERT INTO units (about_id, proposing_unit, receiving_agency) VALUES ($1, $2, $3)
            ON CONFLICT (about_id) DO UPDATE SET
                proposing_unit = excluded.proposing_unit,
                receiving_agency = COALESCE(excluded.receiving_agency, units.receiving_agency)
            """,
            about_id,
            units.proposing_unit,
            units.receiving_agency,
        )

    async def get(self, about_id: UUID) -> Units:
        """The units as far as they are known: neither, when the beginning of the case was never heard of."""
        row = await self.connection.fetchrow(
            "SELECT proposing_unit, receiving_agency FROM units WHERE about_id = $1", about_id
        )
        if row is None:
            return Units(proposing_unit=None, receiving_agency=None)
        return Units(proposing_unit=row["proposing_unit"], receiving_agency=row["receiving_agency"])


@dataclass(frozen=True, slots=True)
class MessageRepository:
    connection: Connection

    async def add(
        self, occasion: Occasion, messages: Sequence[Message], *, due_at: datetime, traceparent: str | None
    ) -> frozenset[UUID]:
        """Write messages about one occasion; returns which are new.

        Nobody is told twice through one channel, nor by a second mail about the act that the fact belongs to.
        """
        rows = await self.connection.fetch(
            """
            INSERT INTO message (fact_id, fact_type, nomination_id, case_id, decision_id, occurred_at, traceparent,
                message_id, person_id, channel, recipient_id, role, unit, status, attempts, ended_at, due_at,
                act_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, message_id, person_id, channel, recipient_id, role, unit, status,
                attempts, ended_at, CASE status WHEN 'pending' THEN $8::timestamptz END,
                CASE channel WHEN 'mail' THEN $6::timestamptz END
            FROM unnest($9::uuid[], $10::text[], $11::text[], $12::uuid[], $13::text[], $14::text[], $15::text[],
                $16::integer[], $17::timestamptz[])
                AS new (message_id, person_id, channel, recipient_id, role, unit, status, attempts, ended_at)
            ON CONFLICT DO NOTHING
            RETURNING message_id
            """,
            occasion.fact_id,
            occasion.fact_type,
            occasion.nomination_id,
            occasion.case_id,
            occasion.decision_id,
            occasion.at,
            traceparent,
            due_at,
            *_columns(messages),
        )
        return frozenset(row["message_id"] for row in rows)

    async def mark_read(self, person_id: str, message_ids: Sequence[UUID], now: datetime) -> int:
        """Mark those of the person's own messages that were unread, and say how many."""
        rows = await self.connection.fetch(
            """
            UPDATE message SET read_at = $3
            WHERE message_id = ANY($2::uuid[]) AND person_id = $1 AND channel = 'inbox' AND read_at IS NULL
            RETURNING message_id
            """,
            person_id,
            list(message_ids),
            now,
        )
        return len(rows)

    async def mark_read_until(self, person_id: str, until: int, about: UUID | None, now: datetime) -> int:
        """Mark what the person had at the position `until`, of one act or of all, and say how many were unread."""
        rows = await self.connection.fetch(
            """
            UPDATE message SET read_at = $4
            WHERE person_id = $1 AND channel = 'inbox' AND read_at IS NULL AND position <= $2
                AND ($3::uuid IS NULL OR (occurred_at, fact_type) =
                    (SELECT act.occurred_at, act.fact_type FROM message AS act
                    WHERE act.person_id = $1 AND act.channel = 'inbox' AND act.fact_id = $3))
            RETURNING message_id
            """,
            person_id,
            until,
            about,
            now,
        )
        return len(rows)

    async def claim_mails(self, limit: int, lease: UUID, *, now: datetime, until: datetime) -> list[ClaimedMail]:
        """Lend mails that are due and not on loan, oldest first; another sender passes over them."""
        rows = await self.connection.fetch(
            """
            WITH due AS (
                SELECT message_id FROM message
                WHERE status = 'pending' AND due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
                ORDER BY due_at, position LIMIT $2 FOR UPDATE SKIP LOCKED
            ), lent AS (
                UPDATE message SET lease = $3, leased_until = $4
                FROM due WHERE message.message_id = due.message_id
                RETURNING message.message_id, position, fact_id, fact_type, channel, message.recipient_id,
                    nomination_id, case_id, decision_id, occurred_at, attempts, traceparent
            )
            SELECT message_id, fact_id, fact_type, channel, nomination_id, case_id, decision_id, occurred_at,
                attempts, traceparent, r.recipient_id, person_id, role, unit, email, valid_from, valid_to
            FROM lent JOIN recipient AS r ON r.recipient_id = lent.recipient_id
            ORDER BY position
            """,
            now,
            limit,
            lease,
            until,
        )
        return [ClaimedMail(message=_message(row), lease=lease, traceparent=row["traceparent"]) for row in rows]

    async def lock_pending(self, message_id: UUID) -> Message | None:
        """A message that hasn't ended, locked until the transaction ends."""
        row = await self.connection.fetchrow(
            """
            SELECT message_id, fact_id, fact_type, channel, nomination_id, case_id, decision_id, occurred_at,
                attempts, r.recipient_id, r.person_id, r.role, r.unit, email, valid_from, valid_to
            FROM message JOIN recipient AS r ON r.recipient_id = message.recipient_id
            WHERE message_id = $1 AND status = 'pending' FOR UPDATE OF message
            """,
            message_id,
        )
        return None if row is None else _message(row)

    async def end(self, message: Message, outcome: Outcome) -> None:
        """Write the end of a message with its proof, and give the loan back."""
        code, reply = _proof(outcome)
        await self.connection.execute(
            """
            UPDATE message SET status = $2, attempts = $3, ended_at = $4, reply_code = $5, reply = $6,
                due_at = NULL, lease = NULL, leased_until = NULL
            WHERE message_id = $1
            """,
            message.message_id,
            message.status,
            message.attempts,
            message.ended_at,
            code,
            reply,
        )

    async def postpone(self, message: Message, outcome: Outcome, *, lease: UUID, due_at: datetime) -> None:
        """Try again later; a sender whose loan has passed to another changes nothing."""
        code, reply = _proof(outcome)
        await self.connection.execute(
            """
            UPDATE message SET attempts = $3, reply_code = $4, reply = $5, due_at = $6,
                lease = NULL, leased_until = NULL
            WHERE message_id = $1 AND lease = $2
            """,
            message.message_id,
            lease,
            message.attempts,
            code,
            reply,
            due_at,
        )


def _proof(outcome: Outcome) -> tuple[int | None, str | None]:
    if isinstance(outcome, Accepted | Refused):
        return outcome.code, outcome.reply[:REPLY_LENGTH]
    return None, None


def _columns(messages: Sequence[Message]) -> tuple[list[object], ...]:
    return (
        [message.message_id for message in messages],
        [message.recipient.person_id for message in messages],
        [message.channel for message in messages],
        [message.recipient.recipient_id for message in messages],
        [message.recipient.role for message in messages],
        [message.recipient.unit for message in messages],
        [message.status for message in messages],
        [message.attempts for message in messages],
        [message.ended_at for message in messages],
    )


def _recipient(row: Row) -> Recipient:
    return Recipient(
        recipient_id=row["recipient_id"],
        person_id=row["person_id"],
        role=Role(row["role"]),
        unit=row["unit"],
        email=row["email"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )


def _message(row: Row) -> Message:
    occasion = Occasion(
        fact_id=row["fact_id"],
        fact_type=row["fact_type"],
        at=row["occurred_at"],
        nomination_id=row["nomination_id"],
        case_id=row["case_id"],
        decision_id=row["decision_id"],
    )
    return Message(
        message_id=row["message_id"],
        occasion=occasion,
        recipient=_recipient(row),
        channel=Channel(row["channel"]),
        attempts=row["attempts"],
    )

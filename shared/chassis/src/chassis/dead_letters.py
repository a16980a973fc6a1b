"""Dead letters as rows: what can never be applied as it is, kept whole where erasure finds it.

A copy of place and reason, never of key, value or other headers, goes to `<service>.dead-letters` by the outbox.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record as DatabaseRow

from chassis.database import Connection
from chassis.decoding import Delivery
from chassis.outbox import Outbox
from chassis.record import Record, headers_from_json, headers_to_json, names_are_text
from contracts.canonical import canonical_bytes, timestamp

# Nothing for a place that is known, or that an operator gave up.
_WRITE = """
INSERT INTO dead_letter (consumer_group, topic, partition, record_offset, source, subject, seq, fact_id,
                         key, headers, value, error_class, reason, created_at)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13, $14
WHERE NOT EXISTS (SELECT FROM given_up_record WHERE topic = $2 AND partition = $3 AND record_offset = $4)
ON CONFLICT DO NOTHING RETURNING id
"""


class StillDead(Exception):
    """Replayed, the record could not be applied again: nothing changed."""


class NoSuchLetter(Exception):
    """The number names no dead letter of this group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    id: int
    record: Record
    source: str | None
    subject: UUID | None
    seq: int | None
    fact_id: UUID | None
    error_class: str
    reason: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetters:
    """The letters of one consumer group, inside one transaction."""

    connection: Connection
    group: str
    outbox: Outbox

    async def write(
        self,
        record: Record,
        delivery: Delivery | None,
        error_class: str,
        reason: str,
        *,
        at: datetime,
        fact_id: UUID | None = None,
    ) -> None:
        """Keep the record and tell its place, once, unless an operator gave that place up.

        `fact_id` is a personal record's: erasing finds its letter so.
        """
        envelope = None if delivery is None else delivery.envelope
        about = fact_id if envelope is None else envelope.id
        written = await self.connection.fetchval(
            _WRITE,
            self.group,
            record.topic,
            record.partition,
            record.offset,
            None if envelope is None else envelope.source,
            None if envelope is None else envelope.subject,
            None if envelope is None else envelope.seq,
            about,
            record.key,
            headers_to_json(record.headers),
            record.value,
            error_class,
            reason,
            at,
        )
        if written is not None:
            self._tell(record, about, error_class, at)

    def _tell(self, record: Record, fact_id: UUID | None, error_class: str, at: datetime) -> None:
        place = {"topic": record.topic, "partition": record.partition, "offset": record.offset}
        notice = {**place, "error_class": error_class, "at": timestamp(at), "group": self.group}
        value = canonical_bytes(notice if fact_id is None else {**notice, "ce_id": fact_id})
        key = f"{record.topic}-{record.partition}-{record.offset}"
        self.outbox.add_record("dead-letters", key, value, {"content-type": "application/json"})

    async def take(self, letter_id: int) -> DeadLetter:
        """Remove one letter in order to replay or discard it; raises NoSuchLetter."""
        row = await self.connection.fetchrow(
            """
            DELETE FROM dead_letter WHERE consumer_group = $1 AND id = $2
            RETURNING id, topic, partition, record_offset, source, subject, seq, fact_id, key, headers, value,
                      error_class, reason, created_at
            """,
            self.group,
            letter_id,
        )
        if row is None:
            raise NoSuchLetter(letter_id)
        return _letter(row)

    async def give_up(self, record: Record, *, at: datetime) -> None:
        """Remember that a record of no stream was given up, for every group that will ever read it."""
        await self.connection.execute(
            """
            INSERT INTO given_up_record (topic, partition, record_offset, given_up_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """,
            record.topic,
            record.partition,
            record.offset,
            at,
        )


async def letters_of(connection: Connection, group: str) -> list[DeadLetter]:
    """All letters of a group, oldest first."""
    rows = await connection.fetch(
        """
        SELECT id, topic, partition, record_offset, source, subject, seq, fact_id, key, headers, value,
               error_class, reason, created_at
        FROM dead_letter WHERE consumer_group = $1 ORDER BY id
        """,
        group,
    )
    return [_letter(row) for row in rows]


def _letter(row: DatabaseRow) -> DeadLetter:
    headers = headers_from_json(row["headers"])
    record = Record(
        topic=row["topic"],
        partition=row["partition"],
        offset=row["record_offset"],
        key=row["key"],
        headers=headers,
        value=row["value"],
        names_are_text=names_are_text(headers),
    )
    names = ("id", "source", "subject", "seq", "fact_id", "error_class", "reason", "created_at")
    return DeadLetter(record=record, **{name: row[name] for name in names})

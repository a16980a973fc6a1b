"""Applying once and in order: one row per (group, source, subject) with the last `seq` applied.

`seq` ≤ last is dropped, last + 1 applied; a jump parks the fact and what follows until the missing one is applied or
discarded. A fact that became a dead letter keeps its place: its followers park behind it. What an operator gave up
holds for every group, so that a rebuild gives up the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from chassis.database import Connection
from chassis.decoding import Delivery
from chassis.record import Record, headers_from_json, headers_to_json


class Verdict(StrEnum):
    APPLY = "apply"
    DUPLICATE = "duplicate"
    PARK = "park"


@dataclass(slots=True, kw_only=True)
class Inbox:
    """The inbox rows of one batch, locked; changed in memory and written by `save`."""

    connection: Connection
    group: str
    last_seq: dict[tuple[UUID, str], int] = field(default_factory=dict)
    _touched: set[tuple[UUID, str]] = field(default_factory=set)
    _waiting: set[tuple[UUID, str]] = field(default_factory=set)
    _lettered: set[tuple[UUID, str, int]] = field(default_factory=set)
    _given_up: set[tuple[UUID, str, int]] = field(default_factory=set)

    async def load(self, deliveries: Sequence[Delivery]) -> None:
        """Lock the rows of these deliveries' streams, in one order for everybody."""
        await self._lock(in_order({delivery.stream for delivery in deliveries} - self.last_seq.keys()))

    async def lock(self, stream: tuple[UUID, str]) -> None:
        """Lock one stream, for an operator's work on it."""
        await self._lock([stream])

    async def _lock(self, streams: list[tuple[UUID, str]]) -> None:
        subjects, sources = [subject for subject, _ in streams], [source for _, source in streams]
        rows = await self.connection.fetch(
            """
            SELECT subject, source, last_seq FROM inbox
            WHERE consumer_group = $1
                AND (subject, source) IN (SELECT asked.subject, asked.source
                                          FROM unnest($2::uuid[], $3::text[]) AS asked (subject, source))
            ORDER BY subject, source FOR UPDATE
            """,
            self.group,
            subjects,
            sources,
        )
        self.last_seq.update({(row["subject"], row["source"]): row["last_seq"] for row in rows})
        await self._load_waiting(subjects)

    async def _load_waiting(self, subjects: list[UUID]) -> None:
        rows = await self.connection.fetch(
            """
            SELECT 'parked' AS what, subject, source, seq FROM parked
            WHERE consumer_group = $1 AND subject = ANY($2::uuid[])
            UNION ALL
            SELECT 'letter', subject, source, seq FROM dead_letter
            WHERE consumer_group = $1 AND subject = ANY($2::uuid[])
            UNION ALL
            SELECT 'given up', subject, source, seq FROM given_up_fact WHERE subject = ANY($2::uuid[])
            """,
            self.group,
            subjects,
        )
        for row in rows:
            stream = (row["subject"], row["source"])
            match row["what"]:
                case "parked":
                    self._waiting.add(stream)
                case "letter":
                    self._lettered.add((*stream, row["seq"]))
                case _:
                    self._given_up.add((*stream, row["seq"]))

    def next_seq(self, stream: tuple[UUID, str], last: int | None = None) -> int:
        """The `seq` that this stream waits for: the one after `last`, past what an operator gave up."""
        following = (self.last_seq.get(stream, 0) if last is None else last) + 1
        while (*stream, following) in self._given_up:
            following += 1
        return following

    def judge(self, delivery: Delivery, *, started_late: bool) -> Verdict:
        """Say what becomes of a delivery; `started_late` when the group began after the partition's beginning."""
        stream, seq = delivery.stream, delivery.envelope.seq
        if (*stream, seq) in self._lettered:
            return Verdict.DUPLICATE
        last = self.last_seq.get(stream)
        if last is None:
            last = seq - 1 if started_late else 0
        expected = self.next_seq(stream, last)
        if seq < expected:
            return Verdict.DUPLICATE
        return Verdict.APPLY if seq == expected else Verdict.PARK

    def applied(self, delivery: Delivery) -> None:
        """Move the stream past this fact."""
        self.passed(delivery.stream, delivery.envelope.seq)

    def passed(self, stream: tuple[UUID, str], seq: int) -> None:
        """Move a stream past a `seq`, applied or given up."""
        self.last_seq[stream] = max(seq, self.last_seq.get(stream, 0))
        self._touched.add(stream)

    async def give_up(self, stream: tuple[UUID, str], seq: int, *, at: datetime) -> None:
        """Move a stream past a `seq` that an operator gave up, for every group that will ever read it."""
        self.passed(stream, seq)
        self._given_up.add((*stream, seq))
        subject, source = stream
        await self.connection.execute(
            """
            INSERT INTO given_up_fact (subject, source, seq, given_up_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """,
            subject,
            source,
            seq,
            at,
        )

    def lettered(self, delivery: Delivery) -> None:
        """The fact became a dead letter: the stream stays before it, also when it is new."""
        self.last_seq.setdefault(delivery.stream, delivery.envelope.seq - 1)
        self._lettered.add((*delivery.stream, delivery.envelope.seq))
        self._touched.add(delivery.stream)

    async def park(self, delivery: Delivery, *, at: datetime) -> None:
        """Keep a fact that came too early; the same fact twice is kept once."""
        record, envelope = delivery.record, delivery.envelope
        self._waiting.add(delivery.stream)
        # A row for the stream, also before its first fact: an operator's work on it needs something to lock.
        self.last_seq.setdefault(delivery.stream, 0)
        self._touched.add(delivery.stream)
        await self.connection.execute(
            """
            INSERT INTO parked (consumer_group, source, subject, seq, topic, partition, record_offset,
                                key, headers, value, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11) ON CONFLICT DO NOTHING
            """,
            self.group,
            envelope.source,
            envelope.subject,
            envelope.seq,
            record.topic,
            record.partition,
            record.offset,
            record.key,
            headers_to_json(record.headers),
            record.value,
            at,
        )

    async def unpark(self, stream: tuple[UUID, str]) -> Record | None:
        """Take the parked fact that is next on the stream, if it is there."""
        if stream not in self._waiting:
            return None
        row = await self.connection.fetchrow(
            """
            DELETE FROM parked WHERE consumer_group = $1 AND subject = $2 AND source = $3 AND seq = $4
            RETURNING topic, partition, record_offset, key, headers, value
            """,
            self.group,
            *stream,
            self.next_seq(stream),
        )
        if row is None:
            return None
        return Record(
            topic=row["topic"],
            partition=row["partition"],
            offset=row["record_offset"],
            key=row["key"],
            headers=headers_from_json(row["headers"]),
            value=row["value"],
        )

    async def save(self) -> None:
        """Write the rows that moved."""
        streams = in_order(self._touched)
        if not streams:
            return
        await self.connection.execute(
            """
            INSERT INTO inbox AS known (consumer_group, subject, source, last_seq)
            SELECT $1, subject, source, last_seq
            FROM unnest($2::uuid[], $3::text[], $4::bigint[]) AS moved (subject, source, last_seq)
            ORDER BY subject, source
            ON CONFLICT (subject, source, consumer_group)
                DO UPDATE SET last_seq = GREATEST(known.last_seq, excluded.last_seq)
            """,
            self.group,
            [subject for subject, _ in streams],
            [source for _, source in streams],
            [self.last_seq[stream] for stream in streams],
        )
        self._touched.clear()


def in_order(streams: Iterable[tuple[UUID, str]]) -> list[tuple[UUID, str]]:
    """As PostgreSQL orders them. By number: comparing UUIDs themselves runs Python code for each comparison."""
    return sorted(streams, key=lambda stream: (stream[0].int, stream[1]))

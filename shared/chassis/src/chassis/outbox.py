"""Facts as rows, written in the transaction of the state they describe.

Here `seq` is given, the personal part split off and committed to, and the canonical bytes made, once. Rows of one
subject get their ids in the order of their commits, because the subject's sequence row is locked first. The ids of
one transaction's facts stand in the order in which the facts were added: who reads a list sorts by them.

A fact that says that a part was erased takes the part and its tombstone along: none of the three can be forgotten.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import orjson

from chassis.authorship import Authorship
from chassis.database import Connection
from chassis.entropy import Entropy
from chassis.personal import OwnPart, erase, keep_own
from chassis.telemetry import current_traceparent, is_recording, link_to, note_nominations
from chassis.tombstones import expect_again
from contracts.canonical import Json, canonical_bytes
from contracts.commitment import commitment
from contracts.envelope import (
    CONTENT_TYPE,
    MAX_FACT_BYTES,
    MAX_PERSONAL_BYTES,
    PERSONAL_CONTENT_TYPE,
    Attributes,
    render,
    source_of,
)
from contracts.fact import Fact
from contracts.local_numbers import dotted
from contracts.personal import ERASED_SUFFIX, PersonalRecord

MAX_LINKS = 64


class TooLarge(Exception):
    """A fact or its personal part has more bytes than the wire carries; names the largest field."""

    def __init__(self, type_name: str, field_name: str, size_bytes: int, limit_bytes: int) -> None:
        super().__init__(f"{type_name}: {size_bytes} bytes, at most {limit_bytes}; largest field {field_name}")
        self.field_name, self.size_bytes, self.limit_bytes = field_name, size_bytes, limit_bytes
        sizes = f"{dotted(size_bytes)} byte, tối đa {dotted(limit_bytes)}"
        self.detail = f"Nội dung quá dài ({sizes}); trường lớn nhất: {field_name}."


@dataclass(frozen=True, slots=True)
class Added:
    """A fact that waits for its `seq`."""

    fact: Fact
    at: datetime
    traceparent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One outbox row."""

    topic: str
    key: str
    headers: dict[str, str]
    value: bytes | None
    subject: UUID | None = None
    seq: int | None = None


@dataclass(slots=True, kw_only=True)
class Outbox:
    service: str
    topic_prefix: str
    authorship: Authorship
    entropy: Entropy
    told: Counter[str] = field(default_factory=Counter)
    """How many facts of each type were flushed: true for the world once the transaction commits."""
    _added: list[Added] = field(default_factory=list)
    _records: list[Row] = field(default_factory=list)
    _kept: list[tuple[OwnPart, PersonalRecord]] = field(default_factory=list)
    _erased: dict[UUID, datetime] = field(default_factory=dict)

    def add(self, fact: Fact, *, at: datetime) -> None:
        """Tell the other services, once this transaction commits."""
        self._added.append(Added(fact, at, current_traceparent()))

    def add_record(self, topic: str, key: str, value: bytes | None, headers: dict[str, str]) -> None:
        """Put a record that is no fact on one of the service's own topics; `topic` is its name after the service's."""
        self._records.append(Row(topic=self._topic(topic), key=key, headers=headers, value=value))

    def mark(self) -> tuple[int, int]:
        """Where the outbox stands, for `rewind`."""
        return len(self._added), len(self._records)

    def rewind(self, mark: tuple[int, int]) -> None:
        """Forget what was added since the mark, with the savepoint it belonged to."""
        del self._added[mark[0] :]
        del self._records[mark[1] :]

    async def flush(self, connection: Connection) -> int:
        """Write everything added and return the number of rows; raises TooLarge."""
        return len(await self.write(connection))

    async def write(self, connection: Connection) -> list[Row]:
        """Write everything added and return the rows; raises TooLarge."""
        rows = [*await self._fact_rows(connection), *self._records]
        if rows:
            await _insert(connection, rows)
            await keep_own(connection, self._kept)
            await erase(connection, self._erased)
            await expect_again(connection, self._erased)
        self.told.update(added.fact.TYPE for added in self._added)
        self._added, self._records, self._kept, self._erased = [], [], [], {}
        return rows

    async def _fact_rows(self, connection: Connection) -> list[Row]:
        if not self._added:
            return []
        told = _once_per_part(self._added)
        ids = sorted(self.entropy.fact_id() for _ in told)
        next_seq = await _reserve(connection, told)
        await _link_to_related(connection, [added.fact for added in told])
        rows: list[Row] = []
        for added, fact_id in zip(told, ids, strict=True):
            seq = next_seq[added.fact.subject]
            next_seq[added.fact.subject] = seq + 1
            rows += self._rows_of(added, seq, fact_id)
        return rows

    def _rows_of(self, added: Added, seq: int, fact_id: UUID) -> list[Row]:
        fact = added.fact
        personal = self._personal_record(fact)
        value = render(fact, self._attributes(added, seq, fact_id, personal))
        _measure(fact.TYPE, fact.public(), value, MAX_FACT_BYTES)
        trace = {} if added.traceparent is None else {"traceparent": added.traceparent}
        headers = {"content-type": CONTENT_TYPE, "ce_id": str(fact_id), "ce_type": fact.TYPE, **trace}
        topic, key = self._topic("facts"), str(fact.subject)
        rows = [Row(topic=topic, key=key, headers=headers, value=value, subject=fact.subject, seq=seq)]
        if personal is not None:
            self._kept.append((OwnPart(fact.subject, fact_id), personal))
            rows.append(self._personal_row(fact.TYPE, fact_id, personal))
        if (erased := _part_erased_by(fact)) is not None:
            self._erased[erased] = added.at
            headers = {"content-type": PERSONAL_CONTENT_TYPE}
            rows.append(Row(topic=self._topic("personal"), key=str(erased), headers=headers, value=None))
        return rows

    def _personal_record(self, fact: Fact) -> PersonalRecord | None:
        body = fact.personal()
        return PersonalRecord(salt=self.entropy.salt(), body=body) if body else None

    def _personal_row(self, type_name: str, fact_id: UUID, personal: PersonalRecord) -> Row:
        value = personal.value()
        _measure(type_name, personal.body, value, MAX_PERSONAL_BYTES)
        headers = {"content-type": PERSONAL_CONTENT_TYPE}
        return Row(topic=self._topic("personal"), key=str(fact_id), headers=headers, value=value)

    def _attributes(self, added: Added, seq: int, fact_id: UUID, personal: PersonalRecord | None) -> Attributes:
        body = None if personal is None else canonical_bytes(personal.body)
        return Attributes(
            id=fact_id,
            source=source_of(self.service),
            type=added.fact.TYPE,
            subject=added.fact.subject,
            seq=seq,
            time=added.at,
            actor_role=self.authorship.actor.role,
            actor_unit=self.authorship.actor.unit,
            actor_commit=self.authorship.commitment,
            personal_commit=None if personal is None or body is None else commitment(personal.salt, body),
        )

    def _topic(self, name: str) -> str:
        return f"{self.topic_prefix}{self.service}.{name}"


def _part_erased_by(fact: Fact) -> UUID | None:
    if not fact.TYPE.endswith(ERASED_SUFFIX):
        return None
    fact_id: UUID = getattr(fact, "fact_id")  # noqa: B009 (every fact of this suffix has one)
    return fact_id


def _once_per_part(added: Sequence[Added]) -> list[Added]:
    """Without the erasures of a part that an earlier handler of the same batch erases: it was still there for both."""
    told: list[Added] = []
    erased: set[UUID] = set()
    for each in added:
        part = _part_erased_by(each.fact)
        if part is None or part not in erased:
            told.append(each)
        if part is not None:
            erased.add(part)
    return told


def _measure(type_name: str, fields: dict[str, Json], value: bytes, limit_bytes: int) -> None:
    if len(value) > limit_bytes:
        largest = max(fields, key=lambda name: len(canonical_bytes(fields[name])))
        raise TooLarge(type_name, largest, len(value), limit_bytes)


async def _reserve(connection: Connection, added: Sequence[Added]) -> dict[UUID, int]:
    """Take the next `seq` of each subject and link the span in hand to the facts before.

    Rows are locked in id order, so that two commands cannot wait for each other.
    """
    counts = Counter(each.fact.subject for each in added)
    traceparents = {each.fact.subject: each.traceparent for each in added}
    subjects = sorted(counts)
    reserved = await connection.fetch(
        """
        INSERT INTO fact_sequence AS known (subject, last_seq, traceparent)
        SELECT subject, count, traceparent FROM unnest($1::uuid[], $2::bigint[], $3::text[])
            AS wanted (subject, count, traceparent) ORDER BY subject
        ON CONFLICT (subject) DO UPDATE
            SET last_seq = known.last_seq + excluded.last_seq, traceparent = excluded.traceparent
        RETURNING known.subject, new.last_seq, old.traceparent AS earlier
        """,
        subjects,
        [counts[subject] for subject in subjects],
        [traceparents[subject] for subject in subjects],
    )
    earlier = {row["earlier"] for row in reserved} - {None, *traceparents.values()}
    for link in sorted(earlier)[:MAX_LINKS]:
        link_to(link)
    return {row["subject"]: row["last_seq"] - counts[row["subject"]] + 1 for row in reserved}


async def _insert(connection: Connection, rows: list[Row]) -> None:
    await connection.execute(
        """
        INSERT INTO outbox (topic, key, subject, seq, headers, value)
        SELECT topic, key, subject, seq, headers::jsonb, value
        FROM unnest($1::text[], $2::text[], $3::uuid[], $4::bigint[], $5::text[], $6::bytea[]) WITH ORDINALITY
            AS added (topic, key, subject, seq, headers, value, place)
        ORDER BY place
        """,
        [row.topic for row in rows],
        [row.key for row in rows],
        [row.subject for row in rows],
        [row.seq for row in rows],
        [orjson.dumps(row.headers).decode() for row in rows],
        [row.value for row in rows],
    )


async def _link_to_related(connection: Connection, facts: Sequence[Fact]) -> None:
    """Link a step about cases and nominations to what was last told about them, when somebody is tracing."""
    if not is_recording():
        return
    named = {getattr(fact, name, None) for fact in facts for name in ("case_id", "nomination_id")}
    related = {identifier for identifier in named if isinstance(identifier, UUID)} - {fact.subject for fact in facts}
    note_nominations(sorted({fact.nomination_id for fact in facts if hasattr(fact, "nomination_id")}))
    rows = await connection.fetch(
        """
        SELECT DISTINCT traceparent FROM fact_sequence
        WHERE subject = ANY($1::uuid[]) AND traceparent IS NOT NULL LIMIT $2
        """,
        sorted(related),
        MAX_LINKS,
    )
    for row in rows:
        link_to(row["traceparent"])

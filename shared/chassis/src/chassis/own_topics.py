"""What a service's own topics tell about the age of its database: whatever lies there, it once wrote."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.database import Connection
from chassis.decoding import Delivery, read
from chassis.topic_reader import Lying

Unknown = Callable[[Connection, str, Sequence[Lying]], Awaitable[list[Lying]]]
"""Of records on a topic of the service (its name is the second argument), those that its database never wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTopic:
    """A topic that the service's database must not be older than; `name` is the topic's after the service's."""

    name: str
    unknown: Unknown


async def unknown_facts(connection: Connection, service: str, records: Sequence[Lying]) -> list[Lying]:
    """Facts beyond their subject's sequence, and facts whose place is taken by another one that still waits to go."""
    facts = {id(lying): told for lying in records if (told := delivered(lying, service)) is not None}
    subjects = sorted({told.envelope.subject for told in facts.values()})
    last_seq = await _last_seq(connection, subjects)
    waiting = await _waiting(connection, subjects)
    return [
        lying
        for lying in records
        if (told := facts.get(id(lying))) is not None and not _is_known(told, last_seq, waiting)
    ]


def delivered(lying: Lying, service: str) -> Delivery | None:
    """The service's fact in a record; None for what somebody else put there."""
    outcome = read(lying.record, service)
    return outcome if isinstance(outcome, Delivery) else None


FACTS = OwnTopic(name="facts", unknown=unknown_facts)


def _is_known(told: Delivery, last_seq: dict[UUID, int], waiting: dict[tuple[UUID, int], bytes]) -> bool:
    envelope = told.envelope
    ours = waiting.get((envelope.subject, envelope.seq), envelope.value)
    return envelope.seq <= last_seq.get(envelope.subject, 0) and ours == envelope.value


async def _last_seq(connection: Connection, subjects: Sequence[UUID]) -> dict[UUID, int]:
    rows = await connection.fetch(
        "SELECT subject, last_seq FROM fact_sequence WHERE subject = ANY($1::uuid[])", subjects
    )
    return {row["subject"]: row["last_seq"] for row in rows}


async def _waiting(connection: Connection, subjects: Sequence[UUID]) -> dict[tuple[UUID, int], bytes]:
    rows = await connection.fetch("SELECT subject, seq, value FROM outbox WHERE subject = ANY($1::uuid[])", subjects)
    return {(row["subject"], row["seq"]): row["value"] for row in rows}


async def taken_by_others(connection: Connection, told: Sequence[Delivery]) -> int:
    """How many of these facts have a place (subject, seq) that another fact in the outbox has too."""
    rows = await connection.fetch(
        """
        SELECT 1 FROM outbox JOIN unnest($1::uuid[], $2::bigint[], $3::bytea[]) AS told (subject, seq, value)
            USING (subject, seq)
        WHERE outbox.value <> told.value
        """,
        [each.envelope.subject for each in told],
        [each.envelope.seq for each in told],
        [each.envelope.value for each in told],
    )
    return len(rows)


async def move_sequences(connection: Connection, told: Sequence[Delivery]) -> None:
    """No number is given twice: each subject goes on behind the last one that is on the topic."""
    last_seq: dict[UUID, int] = {}
    for each in told:
        last_seq[each.envelope.subject] = max(each.envelope.seq, last_seq.get(each.envelope.subject, 0))
    await connection.execute(
        """
        INSERT INTO fact_sequence AS known (subject, last_seq)
        SELECT subject, last_seq FROM unnest($1::uuid[], $2::bigint[]) AS told (subject, last_seq) ORDER BY subject
        ON CONFLICT (subject) DO UPDATE SET last_seq = GREATEST(known.last_seq, excluded.last_seq)
        """,
        sorted(last_seq),
        [last_seq[subject] for subject in sorted(last_seq)],
    )


async def drop_told(connection: Connection, told: Sequence[Delivery]) -> None:
    """Let go of outbox rows that waited when the backup was made and have gone out since."""
    await connection.execute(
        """
        DELETE FROM outbox USING unnest($1::uuid[], $2::bigint[]) AS told (subject, seq)
        WHERE outbox.subject = told.subject AND outbox.seq = told.seq
        """,
        [each.envelope.subject for each in told],
        [each.envelope.seq for each in told],
    )


async def drop_records(connection: Connection, topic: str, records: Sequence[Lying]) -> None:
    """As `drop_told`, for records that are no facts."""
    values = [lying.record.value for lying in records]
    await connection.execute("DELETE FROM outbox WHERE topic = $1 AND value = ANY($2::bytea[])", topic, values)

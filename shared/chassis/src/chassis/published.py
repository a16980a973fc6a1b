"""How far the service's own topics are known to hold nothing but what this database told: one offset per partition."""

from collections.abc import Mapping, Sequence

from aiokafka import TopicPartition

from chassis.database import Connection

Ends = Mapping[TopicPartition, int]
"""The offset after the last record, per partition."""


async def load(connection: Connection, topic: str) -> dict[TopicPartition, int]:
    """What is known of one topic."""
    rows = await connection.fetch("SELECT partition, next_offset FROM published WHERE topic = $1", topic)
    return {TopicPartition(topic, row["partition"]): row["next_offset"] for row in rows}


async def delete(connection: Connection, ids: Sequence[int], ends: Ends) -> None:
    """Let acknowledged outbox rows go and remember where they lie, in one statement."""
    await connection.execute(
        """
        WITH moved AS (
            INSERT INTO published AS known (topic, partition, next_offset)
            SELECT topic, partition, next_offset FROM unnest($2::text[], $3::integer[], $4::bigint[])
                AS came (topic, partition, next_offset)
            ORDER BY topic, partition
            ON CONFLICT (topic, partition)
                DO UPDATE SET next_offset = GREATEST(known.next_offset, excluded.next_offset)
        )
        DELETE FROM outbox WHERE id = ANY($1::bigint[])
        """,
        ids,
        *_columns(ends),
    )


async def advance(connection: Connection, ends: Ends) -> None:
    """Remember that everything before these ends was compared and is this database's."""
    await delete(connection, [], {place: end for place, end in ends.items() if end})


async def settle(connection: Connection, ends: Ends) -> None:
    """Take these ends as they are, lower ones too: an operator decided that they hold."""
    await connection.execute(
        """
        INSERT INTO published (topic, partition, next_offset)
        SELECT topic, partition, next_offset FROM unnest($1::text[], $2::integer[], $3::bigint[])
            AS came (topic, partition, next_offset)
        WHERE next_offset > 0 ORDER BY topic, partition
        ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset
        """,
        *_columns(ends),
    )


def _columns(ends: Ends) -> tuple[list[str], list[int], list[int]]:
    places = sorted(ends)
    return [place.topic for place in places], [place.partition for place in places], [ends[place] for place in places]


async def positions(connection: Connection, group: str, topic: str) -> dict[TopicPartition, int]:
    """Where a consumer group of this database stands on a topic."""
    rows = await connection.fetch(
        "SELECT partition, next_offset FROM position WHERE consumer_group = $1 AND topic = $2", group, topic
    )
    return {TopicPartition(topic, row["partition"]): row["next_offset"] for row in rows}

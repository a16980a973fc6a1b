"""Positions of a consumer group, kept with the state they led to and moved by compare-and-swap.

A replica that lost its partition finds the position moved and is fenced: its transaction changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiokafka import TopicPartition

from chassis.database import Connection


class Fenced(Exception):
    """Another replica moved a position of this batch; what this one holds is stale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    start_offset: int
    next_offset: int


async def load(
    connection: Connection, group: str, beginnings: Mapping[TopicPartition, int]
) -> dict[TopicPartition, Position]:
    """Positions of the given partitions; one that the group never read starts at the partition's beginning."""
    places = list(beginnings)
    await connection.execute(
        """
        INSERT INTO position (consumer_group, topic, partition, start_offset, next_offset)
        SELECT $1, topic, partition, beginning, beginning
        FROM unnest($2::text[], $3::integer[], $4::bigint[]) AS assigned (topic, partition, beginning)
        ON CONFLICT DO NOTHING
        """,
        group,
        [place.topic for place in places],
        [place.partition for place in places],
        [beginnings[place] for place in places],
    )
    rows = await connection.fetch(
        "SELECT topic, partition, start_offset, next_offset FROM position WHERE consumer_group = $1", group
    )
    known = {
        TopicPartition(row["topic"], row["partition"]): Position(
            start_offset=row["start_offset"], next_offset=row["next_offset"]
        )
        for row in rows
    }
    return {place: known[place] for place in places}


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    place: TopicPartition
    expected: int
    next_offset: int


async def advance(connection: Connection, group: str, moves: Sequence[Move]) -> None:
    """Move every position from where this consumer last put it; raises Fenced when one is elsewhere."""
    status = await connection.execute(
        """
        UPDATE position SET next_offset = move.next_offset
        FROM unnest($2::text[], $3::integer[], $4::bigint[], $5::bigint[])
            AS move (topic, partition, expected, next_offset)
        WHERE position.consumer_group = $1 AND position.topic = move.topic AND position.partition = move.partition
            AND position.next_offset = move.expected
        """,
        group,
        [move.place.topic for move in moves],
        [move.place.partition for move in moves],
        [move.expected for move in moves],
        [move.next_offset for move in moves],
    )
    if status != f"UPDATE {len(moves)}":
        raise Fenced(f"{status}, wanted {len(moves)}")

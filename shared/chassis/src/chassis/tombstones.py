"""Tombstones, sent twice: a quiet partition closes its segment, and lets it be compacted, only on a new record.

The topic's `max.compaction.lag.ms` says when the segment that holds the first tombstone is old enough to be closed. The
time runs from when the relay has sent the first one, so a broker that was away for days costs nothing.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import orjson

from chassis.database import Connection, is_transient, transaction
from chassis.telemetry import log
from contracts.envelope import PERSONAL_CONTENT_TYPE

if TYPE_CHECKING:
    from chassis.dispatch import Dispatcher

LONGEST_PAUSE_SECONDS = 60.0
AT_ONCE = 1_000
_HEADERS = orjson.dumps({"content-type": PERSONAL_CONTENT_TYPE}).decode()


async def expect_again(connection: Connection, erased: Mapping[UUID, datetime]) -> None:
    """Remember that these tombstones, now in the outbox, have to be sent once more."""
    if not erased:
        return
    await connection.execute(
        """
        UPDATE personal SET tombstone_at = sent.at FROM unnest($1::uuid[], $2::timestamptz[]) AS sent (fact_id, at)
        WHERE personal.fact_id = sent.fact_id
        """,
        list(erased),
        list(erased.values()),
    )


async def keep_sending(dispatcher: "Dispatcher", lag: timedelta, stopping: asyncio.Event) -> None:
    """Look for tombstones that are due until it is time to stop; a database in trouble is waited out."""
    pause = min(LONGEST_PAUSE_SECONDS, lag.total_seconds() / 4)
    topic = f"{dispatcher.origin.topic_prefix}{dispatcher.origin.service}.personal"
    while not stopping.is_set():
        try:
            async with transaction(dispatcher.pool) as connection:
                # Two pauses on top: between the relay's sending and our looking lies at most one.
                sent = await send_due(connection, topic, now=dispatcher.now(), age=lag + timedelta(seconds=2 * pause))
            if sent:
                dispatcher.wake.committed()
        except Exception as error:
            if not is_transient(error):
                raise
            log.warning("tombstones wait for the database", error_class=type(error).__name__)
        try:
            await asyncio.wait_for(stopping.wait(), pause)
        except TimeoutError:
            continue


async def send_due(connection: Connection, topic: str, *, now: datetime, age: timedelta) -> int:
    """Put tombstones of that age into the outbox once more; those that the relay has yet to send stay young."""
    await connection.execute(
        """
        UPDATE personal SET tombstone_at = $2
        WHERE tombstone_at IS NOT NULL
            AND EXISTS (SELECT FROM outbox WHERE topic = $1 AND key = personal.fact_id::text)
        """,
        topic,
        now,
    )
    rows = await connection.fetch(
        """
        WITH due AS (
            SELECT fact_id FROM personal WHERE tombstone_at <= $2
            ORDER BY tombstone_at, fact_id LIMIT $4 FOR UPDATE SKIP LOCKED
        ), ended AS (
            UPDATE personal SET tombstone_at = NULL FROM due WHERE personal.fact_id = due.fact_id
            RETURNING personal.fact_id
        )
        INSERT INTO outbox (topic, key, headers, value) SELECT $1, fact_id::text, $3::jsonb, NULL FROM ended
        RETURNING id
        """,
        topic,
        now - age,
        _HEADERS,
        AT_ONCE,
    )
    return len(rows)

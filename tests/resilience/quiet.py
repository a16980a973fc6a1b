"""Waiting until nothing moves: outboxes empty, topics read to their ends, mails gone, the record signed and shown."""

import asyncio
import time
from collections.abc import Mapping

import asyncpg
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from contracts.registry import PRODUCERS
from services.portal.tests.whole_system import SERVICES
from tests.resilience.stage import Stage

QUIET_SECONDS = 600.0
TOPICS = tuple(f"{service}.facts" for service in PRODUCERS)
PERSONAL = ("nominations.personal", "review.personal")
LOOKS = 3
MAILS = "SELECT count(*) FROM message WHERE status = 'pending'"
UNSIGNED = """
SELECT next_index - COALESCE((SELECT max(size) FROM checkpoints JOIN publications USING (number)), 0) FROM sequencer
"""


class NeverQuiet(Exception):
    """Something still moves, or never will; the message says what."""


async def until_quiet(stage: Stage, seconds: float = QUIET_SECONDS) -> None:
    """Return when three looks, half a second apart, see nothing waiting; raises NeverQuiet."""
    deadline, calm, waiting = time.monotonic() + seconds, 0, ["not looked yet"]
    while calm < LOOKS:
        if time.monotonic() > deadline:
            raise NeverQuiet("; ".join(waiting))
        try:
            waiting = await _waiting(stage)
        except (OSError, asyncpg.PostgresError, KafkaError) as error:
            waiting = [repr(error)]
        calm = 0 if waiting else calm + 1
        await asyncio.sleep(0.5)


async def _waiting(stage: Stage) -> list[str]:
    ends = await _ends(stage.brokers.servers)
    found = []
    for service in SERVICES:
        connection = await asyncpg.connect(stage.admin_url(service), timeout=5)
        try:
            found += [f"{service}: {each}" for each in await _of(connection, service, ends)]
        finally:
            await connection.close()
    return found


async def _of(connection: asyncpg.Connection, service: str, ends: Mapping[tuple[str, int], int]) -> list[str]:
    rows = await connection.fetch("SELECT topic, partition, next_offset FROM position")
    behind = sum(max(0, ends.get((row["topic"], row["partition"]), 0) - row["next_offset"]) for row in rows)
    found = [f"{behind} records to read"] if behind else []
    if left := await connection.fetchval("SELECT count(*) FROM outbox WHERE refusal IS NULL"):
        found.append(f"{left} outbox rows")
    if service == "notifications" and (left := await connection.fetchval(MAILS)):
        found.append(f"{left} mails")
    if service == "audit" and (left := await connection.fetchval(UNSIGNED)):
        found.append(f"{left} entries not signed and shown")
    return found


async def _ends(servers: str) -> dict[tuple[str, int], int]:
    async with AIOKafkaConsumer(*TOPICS, *PERSONAL, bootstrap_servers=servers, enable_auto_commit=False) as client:
        places = [
            TopicPartition(topic, number)
            for topic in (*TOPICS, *PERSONAL)
            for number in sorted(client.partitions_for_topic(topic) or ())
        ]
        return {(place.topic, place.partition): end for place, end in (await client.end_offsets(places)).items()}

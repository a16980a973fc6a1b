"""What consuming cannot do without: fetch, validate, put the same bytes into a table; and each half of it apart."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from pydantic import BaseModel

from chassis.consumer import BATCH_RECORDS
from chassis.process import Process
from contracts.nominations import NominationSubmitted
from tests.bench.ground import PARTITIONS, Ground, empty
from tests.bench.rounds import Pass
from tests.bench.subjects import Progress

D = TypeVar("D", bound=BaseModel)


class Event(BaseModel, Generic[D]):
    """An event as anybody would declare it who knows nothing of the wire's finer rules."""

    id: UUID
    source: str
    type: str
    subject: UUID
    time: datetime
    seq: int
    data: D


Submitted = Event[NominationSubmitted]


@asynccontextmanager
async def consumer(process_: Process, topic: str) -> AsyncIterator[AIOKafkaConsumer]:
    client = AIOKafkaConsumer(bootstrap_servers=process_.settings.kafka_servers, auto_offset_reset="earliest")
    await client.start()
    try:
        client.assign([TopicPartition(topic, partition) for partition in range(PARTITIONS)])
        yield client
    finally:
        await client.stop()


async def fetched(client: AIOKafkaConsumer, count: int) -> AsyncIterator[list["ConsumerRecord[bytes, bytes]"]]:
    seen = 0
    while seen < count:
        fetched = await client.getmany(timeout_ms=500, max_records=BATCH_RECORDS)
        records = [raw for batch in fetched.values() for raw in batch]
        seen += len(records)
        if records:
            yield records


async def fetch_validate_copy(ground: Ground, process_: Process, topic: str, count: int) -> Pass:
    await empty(ground, process_, "copied")
    progress = Progress()
    progress.expect(count)
    async with consumer(process_, topic) as client, process_.pool.acquire() as connection:
        async for records in fetched(client, count):
            progress.saw(len(records))
            for raw in records:
                Submitted.model_validate_json(raw.value or b"")
            await connection.copy_records_to_table("copied", columns=("value",), records=[(r.value,) for r in records])
    return progress.taken()


async def fetch_validate(process_: Process, topic: str, count: int) -> Pass:
    """The half of the broker."""
    progress = Progress()
    progress.expect(count)
    async with consumer(process_, topic) as client:
        async for records in fetched(client, count):
            progress.saw(len(records))
            for raw in records:
                Submitted.model_validate_json(raw.value or b"")
    return progress.taken()


async def copy(ground: Ground, process_: Process, values: Sequence[bytes]) -> Pass:
    """The half of the database, from memory, in batches of the same size."""
    await empty(ground, process_, "copied")
    progress = Progress()
    progress.expect(len(values))
    async with process_.pool.acquire() as connection:
        for start in range(0, len(values), BATCH_RECORDS):
            batch = values[start : start + BATCH_RECORDS]
            progress.saw(len(batch))
            await connection.copy_records_to_table("copied", columns=("value",), records=[(each,) for each in batch])
    return progress.taken()

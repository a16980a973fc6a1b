"""A topic from given offsets to its end, as it lies on the broker, outside any consumer group."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError, UnknownTopicOrPartitionError

from chassis.record import Record, received

BATCH_RECORDS = 1000
POLL_MILLISECONDS = 500
STALLED_SECONDS = 30.0

MakeReader = Callable[[str], AIOKafkaConsumer]
"""A client for one topic, not yet started."""


class ReadingStalled(OSError):
    """The broker gave nothing for half a minute although the log goes on."""


class TopicUnreadable(OSError):
    """The broker does not answer, or not to this service."""


@dataclass(frozen=True, slots=True)
class Lying:
    """A record and when the broker took it."""

    record: Record
    at: datetime


@dataclass(frozen=True, slots=True)
class TopicReader:
    """One topic; `ends` are the offsets after its last records when it was opened, empty when there is no topic."""

    client: AIOKafkaConsumer
    ends: Mapping[TopicPartition, int]

    async def since(self, starts: Mapping[TopicPartition, int]) -> AsyncIterator[list[Lying]]:
        """What lies between these offsets (0 where none is named) and the ends, in order per partition."""
        behind = {place for place, end in self.ends.items() if starts.get(place, 0) < end}
        self.client.pause(*(set(self.ends) - behind))
        for place in behind:
            self.client.seek(place, starts.get(place, 0))
        clock, moved_at = asyncio.get_running_loop().time, asyncio.get_running_loop().time()
        while behind:
            fetched = await self.client.getmany(*behind, timeout_ms=POLL_MILLISECONDS, max_records=BATCH_RECORDS)
            lying = [
                Lying(received(raw), datetime.fromtimestamp(raw.timestamp / 1000, UTC))
                for place, batch in fetched.items()
                for raw in batch
                if raw.offset < self.ends[place]
            ]
            if lying:
                yield lying
                moved_at = clock()
            elif clock() - moved_at > STALLED_SECONDS:
                raise ReadingStalled(f"nothing of {sorted(behind)} for {STALLED_SECONDS:g} s")
            behind = {place for place in behind if await self.client.position(place) < self.ends[place]}


@asynccontextmanager
async def reading_topic(make_reader: MakeReader, topic: str) -> AsyncIterator[TopicReader]:
    """Open a topic; one that is not there is empty."""
    client = make_reader(topic)
    try:
        await client.start()
        ends = await client.end_offsets(list(client.assignment()))
    except UnknownTopicOrPartitionError:
        ends = {}
    except BaseException:
        await client.stop()
        raise
    try:
        yield TopicReader(client, ends)
    finally:
        await client.stop()


async def newest_value(make_reader: MakeReader, topic: str) -> bytes | None:
    """The value of the last record, on a topic of several partitions that of any; None on an empty topic.

    Raises TopicUnreadable.
    """
    newest: bytes | None = None
    try:
        async with reading_topic(make_reader, topic) as reader:
            async for lying in reader.since({place: max(0, end - 1) for place, end in reader.ends.items()}):
                newest = lying[-1].record.value
    except KafkaError as error:
        raise TopicUnreadable(f"{topic}: {type(error).__name__}") from error
    return newest

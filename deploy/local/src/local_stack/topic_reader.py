"""Reading a topic of facts as any third party would: records as they lie there."""

import json
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition

from local_stack import layout
from local_stack.loops import run_apart
from local_stack.ports import HOST

SERVERS: Final = f"{HOST}:{layout.KAFKA_PORT}"


@dataclass(frozen=True, slots=True)
class Record:
    """A fact's bytes and what they say."""

    value: bytes
    event: dict[str, Any]


def ends(topic: str) -> dict[int, int]:
    """Return the offset after the last record, per partition."""
    return run_apart(_ends(topic))


def read_from(topic: str, starts: dict[int, int]) -> list[Record]:
    """Return what was written at or after these offsets, up to now."""
    return run_apart(_read(topic, starts))


async def _ends(topic: str) -> dict[int, int]:
    async with AIOKafkaConsumer(topic, bootstrap_servers=SERVERS) as consumer:
        places = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
        return {place.partition: end for place, end in (await consumer.end_offsets(places)).items()}


async def _read(topic: str, starts: dict[int, int]) -> list[Record]:
    found: list[Record] = []
    until = await _ends(topic)
    async with AIOKafkaConsumer(bootstrap_servers=SERVERS, enable_auto_commit=False) as consumer:
        consumer.assign([TopicPartition(topic, number) for number in until])
        for number in until:
            consumer.seek(TopicPartition(topic, number), starts.get(number, 0))
        while any([await consumer.position(TopicPartition(topic, n)) < end for n, end in until.items()]):
            for records in (await consumer.getmany(timeout_ms=500)).values():
                found += [Record(r.value, json.loads(r.value)) for r in records if r.value is not None]
    return found

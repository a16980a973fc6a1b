"""Facts as they lie on the topics of a composed stack."""

import json
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from local_stack.loops import run_apart
from tests.end_to_end.everywhere import kafka_admin
from tests.end_to_end.stack import Stack

TOPICS = ("nominations.facts", "review.facts")


@dataclass(frozen=True, slots=True)
class Fact:
    id: str
    type: str
    value: bytes


def facts_about(stack: Stack, nomination_id: str) -> list[Fact]:
    """Every fact of nominations and review that names the nomination."""
    return run_apart(_read(kafka_admin(stack), nomination_id))


async def _read(sign_in: dict[str, Any], nomination_id: str) -> list[Fact]:
    found: list[Fact] = []
    async with AIOKafkaConsumer(*TOPICS, enable_auto_commit=False, auto_offset_reset="earliest", **sign_in) as consumer:
        numbers = {topic: consumer.partitions_for_topic(topic) or () for topic in TOPICS}
        places = [TopicPartition(topic, number) for topic in TOPICS for number in sorted(numbers[topic])]
        ends = await consumer.end_offsets(places)
        consumer.unsubscribe()
        consumer.assign(places)
        while any([await consumer.position(place) < ends[place] for place in places]):
            for records in (await consumer.getmany(timeout_ms=200)).values():
                for record in records:
                    event = json.loads(record.value)
                    if event["data"].get("nomination_id") == nomination_id:
                        found.append(Fact(event["id"], event["type"], record.value))
    return found

"""Reading a topic of facts as a supervision body would, by its principal: records as they lie there."""

import json
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition

from local_stack import layout
from local_stack.loops import run_apart
from local_stack.ports import HOST
from local_stack.rights import SUPERVISOR
from local_stack.state import State

SERVERS: Final = f"{HOST}:{layout.KAFKA_PORT}"


@dataclass(frozen=True, slots=True)
class Record:
    """A fact's bytes and what they say."""

    value: bytes
    event: dict[str, Any]


def ends(state: State, topic: str) -> dict[int, int]:
    """Return the offset after the last record, per partition."""
    return run_apart(_ends(topic, _sign_in(state)))


def read_from(state: State, topic: str, starts: dict[int, int]) -> list[Record]:
    """Return what was written at or after these offsets, up to now."""
    return run_apart(_read(topic, starts, _sign_in(state)))


def _sign_in(state: State) -> dict[str, str]:
    return {
        "bootstrap_servers": SERVERS,
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": SUPERVISOR,
        "sasl_plain_password": state.secret(layout.kafka_secret(SUPERVISOR)),
    }


async def _ends(topic: str, sign_in: dict[str, str]) -> dict[int, int]:
    async with AIOKafkaConsumer(topic, **sign_in) as consumer:
        places = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
        return {place.partition: end for place, end in (await consumer.end_offsets(places)).items()}


async def _read(topic: str, starts: dict[int, int], sign_in: dict[str, str]) -> list[Record]:
    found: list[Record] = []
    until = await _ends(topic, sign_in)
    async with AIOKafkaConsumer(enable_auto_commit=False, **sign_in) as consumer:
        consumer.assign([TopicPartition(topic, number) for number in until])
        for number in until:
            consumer.seek(TopicPartition(topic, number), starts.get(number, 0))
        while any([await consumer.position(TopicPartition(topic, n)) < end for n, end in until.items()]):
            for records in (await consumer.getmany(timeout_ms=500)).values():
                found += [Record(r.value, json.loads(r.value)) for r in records if r.value is not None]
    return found

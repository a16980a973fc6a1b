"""Connections to Kafka: FastStream's broker and subscriber for the consumer, aiokafka's producer for the relay."""

from collections.abc import Sequence
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.abc import ConsumerRebalanceListener as Listener
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.subscriber.usecase import LogicSubscriber

MAX_REQUEST_BYTES = 1_048_576


def make_broker(servers: str, service: str) -> KafkaBroker:
    """A broker that only reads: what is written goes through the outbox and the relay's producer."""
    return KafkaBroker(
        servers.split(","),
        client_id=service,
        consumer_only=True,
        allow_auto_create_topics=False,
        logger=None,
        apply_types=False,
    )


def subscribe(broker: KafkaBroker, topics: Sequence[str], group: str, listener: Listener) -> LogicSubscriber[Any]:
    """A subscriber without a handler: `Consumer.run` polls its client; positions are never the broker's to reset."""
    return broker.subscriber(
        *topics,
        group_id=group,
        listener=listener,
        auto_offset_reset="none",
        ack_policy=AckPolicy.MANUAL,
        isolation_level="read_committed",
        fetch_max_wait_ms=500,
    )


def make_producer(servers: str, service: str) -> AIOKafkaProducer:
    """Idempotent, acknowledged by all; it never fails by itself, so every await on it needs a deadline."""
    return AIOKafkaProducer(
        bootstrap_servers=servers.split(","),
        client_id=f"{service}-relay",
        acks="all",
        enable_idempotence=True,
        linger_ms=0,
        max_batch_size=262_144,
        max_request_size=MAX_REQUEST_BYTES,
        compression_type="zstd",
    )

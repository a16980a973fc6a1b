"""Connections to Kafka: FastStream's broker and subscriber for the consumer, aiokafka's producer for the relay."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.abc import ConsumerRebalanceListener as Listener
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.subscriber.usecase import LogicSubscriber
from faststream.security import BaseSecurity, SASLScram512

from chassis.partitioning import partition
from chassis.settings import ChassisSettings

MAX_REQUEST_BYTES = 1_048_576
MECHANISM = "SCRAM-SHA-512"


@dataclass(frozen=True, slots=True)
class Access:
    """Where Kafka is, and who we are to it; without a username nobody is asked."""

    servers: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def addresses(self) -> list[str]:
        return self.servers.split(",")

    def security(self) -> BaseSecurity | None:
        """As FastStream wants it."""
        if self.username is None:
            return None
        return SASLScram512(username=self.username, password=self.password or "", use_ssl=False)

    def options(self) -> dict[str, Any]:
        """As aiokafka's clients want it."""
        if self.username is None:
            return {"bootstrap_servers": self.addresses}
        return {
            "bootstrap_servers": self.addresses,
            "security_protocol": "SASL_PLAINTEXT",
            "sasl_mechanism": MECHANISM,
            "sasl_plain_username": self.username,
            "sasl_plain_password": self.password or "",
        }


def access(settings: ChassisSettings) -> Access:
    """What the settings say of Kafka."""
    return Access(settings.kafka_servers, settings.kafka_username, settings.kafka_password)


def make_broker(kafka: Access, service: str) -> KafkaBroker:
    """A broker that only reads: what is written goes through the outbox and the relay's producer."""
    return KafkaBroker(
        kafka.addresses,
        client_id=service,
        security=kafka.security(),
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


def make_producer(kafka: Access, service: str) -> AIOKafkaProducer:
    """Idempotent, acknowledged by all; it never fails by itself, so every await on it needs a deadline."""
    return AIOKafkaProducer(
        **kafka.options(),
        client_id=f"{service}-relay",
        acks="all",
        enable_idempotence=True,
        linger_ms=0,
        max_batch_size=262_144,
        max_request_size=MAX_REQUEST_BYTES,
        compression_type="zstd",
        partitioner=partition,
    )


def make_reader(kafka: Access, service: str, topic: str) -> AIOKafkaConsumer:
    """Reads one whole topic outside any group; its `start` raises UnknownTopicOrPartitionError when there is none."""
    return AIOKafkaConsumer(
        topic,
        **kafka.options(),
        client_id=f"{service}-reader",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        isolation_level="read_committed",
    )

"""An event on its way into the record, with its place on the topic, or without one that it has not got."""

from audit.domain.model import Arrival
from chassis.decoding import Delivery
from chassis.record import Record
from contracts.envelope import parse
from tlog.tree import leaf_hash

NOWHERE = -1
"""Partition and offset of an entry that lies on no topic: not yet, or not any more."""


def arrival(delivery: Delivery) -> Arrival:
    """What the rules judge and the record keeps of an event."""
    envelope, place = delivery.envelope, delivery.record
    return Arrival(
        fact_id=envelope.id,
        stream=(envelope.source, envelope.subject),
        seq=envelope.seq,
        type=envelope.type,
        topic=place.topic,
        partition=place.partition,
        offset=place.offset,
        value=envelope.value,
        leaf_hash=leaf_hash(envelope.value),
    )


def without_place(value: bytes) -> Delivery:
    """An event that is known by its bytes alone; raises NotACloudEvent."""
    event = parse(value)
    topic = f"{event.source.rpartition('/')[2]}.facts"
    return Delivery(Record(topic=topic, partition=NOWHERE, offset=NOWHERE, key=None, headers=(), value=value), event)

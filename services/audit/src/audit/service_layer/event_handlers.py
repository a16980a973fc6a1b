"""Every fact of every service is appended as it came; the batch's positions move in the same transaction."""

from collections.abc import Sequence
from datetime import datetime

from audit.domain import decisions
from audit.domain.listing import listed_event
from audit.domain.model import Anomaly, Arrival
from audit.service_layer.unit_of_work import UnitOfWork
from chassis.decoding import Delivery
from chassis.handlers import Recorder
from contracts.registry import FACTS
from tlog.tree import leaf_hash


async def record(deliveries: Sequence[Delivery], uow: UnitOfWork, now: datetime) -> None:
    """Append what the record does not hold yet, and tell of what is not the next of its stream."""
    found = await append(deliveries, uow, now)
    reports = [(index, decisions.report(anomaly, uow.new_id())) for index, anomaly in found]
    await uow.entries.remark(reports, now)
    for _, fact in reports:
        uow.outbox.add(fact, at=now)


async def append(deliveries: Sequence[Delivery], uow: UnitOfWork, now: datetime) -> Sequence[tuple[int, Anomaly]]:
    """Append what the record does not hold yet; return what is not the next of its stream, with its index."""
    if not deliveries:
        return ()
    arrivals = [_arrival(delivery) for delivery in deliveries]
    first_index = await uow.entries.lock()
    batch = decisions.take(await uow.entries.known(arrivals), arrivals)
    await uow.entries.append(first_index, batch.appended, now)
    # A repeat has the same bytes, and so the same words.
    events = {arrival.leaf_hash: delivery.envelope for arrival, delivery in zip(arrivals, deliveries, strict=True)}
    words = [listed_event(events[arrival.leaf_hash]) for arrival in batch.appended]
    await uow.listing.append(first_index, words)
    unknown_types = sum(arrival.type not in FACTS for arrival in batch.appended)
    await uow.entries.advance(first_index + len(batch.appended), batch.repeats, unknown_types)
    return [(first_index + anomaly.place, anomaly) for anomaly in batch.anomalies]


def _arrival(delivery: Delivery) -> Arrival:
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


RECORDER = Recorder(handle=record, batch_records=8_000, records_at_once=2_000)

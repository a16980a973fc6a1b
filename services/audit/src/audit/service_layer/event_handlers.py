"""Every fact of every service is appended as it came; the batch's positions move in the same transaction.

A full part says that the record is catching up. Then facts are appended first, and listed behind (indexing.py): that is
a third of the work, and a proof does not need it.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from audit.domain import decisions
from audit.domain.listing import listed_event
from audit.domain.model import Anomaly
from audit.service_layer.arriving import arrival
from audit.service_layer.unit_of_work import UnitOfWork
from chassis.decoding import Delivery
from chassis.handlers import Recorder
from contracts.local_time import local_date
from contracts.registry import FACTS

PART_RECORDS = 2_000


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
    arrivals = [arrival(delivery) for delivery in deliveries]
    first_index = await uow.entries.lock()
    batch = decisions.take(await uow.entries.known(arrivals), arrivals)
    await uow.entries.append(first_index, batch.appended, now)
    if len(deliveries) < PART_RECORDS:
        # A repeat has the same bytes, and so the same words.
        events = {came.leaf_hash: each.envelope for came, each in zip(arrivals, deliveries, strict=True)}
        await uow.listing.append(first_index, [listed_event(events[each.leaf_hash]) for each in batch.appended])
    unknown_types = sum(each.type not in FACTS for each in batch.appended)
    await uow.entries.advance(first_index + len(batch.appended), batch.repeats, unknown_types)
    await uow.entries.count_repeats(Counter(each.topic for each in batch.repeated), local_date(now))
    return [(first_index + anomaly.place, anomaly) for anomaly in batch.anomalies]


RECORDER = Recorder(handle=record, batch_records=8_000, records_at_once=PART_RECORDS)

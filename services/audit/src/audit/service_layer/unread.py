"""What the topics hold that a restored record has not read: where each fact lies, and in which order each partition."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from audit.domain.model import Anomaly
from audit.service_layer.arriving import without_place
from audit.service_layer.unit_of_work import UnitOfWork
from chassis.decoding import Delivery, WrongBody, decode
from chassis.taking_back import Lost
from contracts.audit import AnomalyFound, AnomalyKind
from tlog.tree import leaf_hash


@dataclass(slots=True, kw_only=True)
class Unread:
    """Facts by the hash of their bytes, taken one after the other."""

    _by_leaf: dict[bytes, Delivery] = field(default_factory=dict)
    _partitions: dict[tuple[str, int], list[bytes]] = field(default_factory=lambda: defaultdict(list))
    _taken: set[bytes] = field(default_factory=set)

    @classmethod
    async def of(cls, lost: Lost, uow: UnitOfWork) -> "Unread":
        """Read the topics to their ends; what the record has already is left out."""
        unread = cls()
        async for deliveries in lost.unread():
            known = await uow.entries.leaf_hashes_of([each.envelope.id for each in deliveries])
            for delivery in deliveries:
                leaf = leaf_hash(delivery.envelope.value)
                if leaf not in known.get(delivery.envelope.id, ()) and leaf not in unread._by_leaf:
                    unread._by_leaf[leaf] = delivery
                    unread._partitions[delivery.record.topic, delivery.record.partition].append(leaf)
        return unread

    def queues(self) -> list[list[bytes]]:
        """The leaf hashes of what is not taken yet, by partition."""
        for place, leaves in self._partitions.items():
            self._partitions[place] = [leaf for leaf in leaves if leaf not in self._taken]
        return [leaves for leaves in self._partitions.values() if leaves]

    def take(self, value: bytes) -> Delivery:
        """The fact with these bytes, with its place if a topic has it."""
        leaf = leaf_hash(value)
        self._taken.add(leaf)
        return self._by_leaf[leaf] if leaf in self._by_leaf else without_place(value)

    def value(self, leaf: bytes) -> bytes:
        """The bytes with this hash."""
        return self._by_leaf[leaf].envelope.value


class Reported:
    """The anomalies that this record told of before its database was restored."""

    def __init__(self, facts: Sequence[Delivery]) -> None:
        self._facts: dict[tuple[AnomalyKind, UUID, int], AnomalyFound] = {}
        self.taken: set[UUID] = set()
        """The ids of those that the record knows again, as anomalies."""
        for each in facts:
            try:
                fact = decode(each, {AnomalyFound.TYPE: AnomalyFound}).envelope.fact
            except WrongBody:
                continue
            if isinstance(fact, AnomalyFound):
                self._facts[fact.kind, fact.about_fact_id, fact.seen_seq] = fact

    def take(self, anomaly: Anomaly) -> AnomalyFound | None:
        """What was told of this anomaly, once."""
        found = self._facts.pop((anomaly.kind, anomaly.arrival.fact_id, anomaly.arrival.seq), None)
        if found is not None:
            self.taken.add(found.anomaly_id)
        return found

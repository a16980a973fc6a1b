"""Records whose headers have any octets for names, as a producer in another language may write them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiokafka import AIOKafkaProducer
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy

from chassis.broker import MAX_REQUEST_BYTES

ZSTD = 4


class _Octets(str):
    """A name of the client library's type that goes onto the wire as octets of our choice."""

    octets: bytes

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        return self.octets


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """One record; the names of its headers are octets."""

    key: bytes
    value: bytes | None
    headers: Sequence[tuple[bytes, bytes]] = field(default_factory=tuple)


async def send_in_one_batch(servers: str, topic: str, records: Sequence[Odd]) -> None:
    """Send records to partition 0 in one compressed batch."""
    # Not the idempotent producer of ours: it takes batches of the compiled builder alone, which wants a true `str`.
    producer = AIOKafkaProducer(bootstrap_servers=servers)
    await producer.start()
    try:
        batch = producer.create_batch()
        batch._builder = _DefaultRecordBatchBuilderPy(2, ZSTD, 0, -1, -1, 0, MAX_REQUEST_BYTES)
        for record in records:
            headers = [(_name(octets), value) for octets, value in record.headers]
            batch.append(timestamp=None, key=record.key, value=record.value, headers=headers)
        await (await producer.send_batch(batch, topic, partition=0))
    finally:
        await producer.stop()


def _name(octets: bytes) -> _Octets:
    name = _Octets()
    name.octets = octets
    return name

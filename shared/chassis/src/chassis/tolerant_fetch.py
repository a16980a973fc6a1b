"""Fetching a partition when the client's parser refuses a record: a header's name there is not UTF-8.

The compiled parser raises in the middle of a fetch and keeps nothing of it. Here the same fetch is asked for again and
taken apart in Python, slowly and seldom, with such a name kept as surrogates, so that its bytes come back
(docs/decisions/0013).
"""

from collections.abc import Iterator
from dataclasses import replace

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.consumer.fetcher import READ_COMMITTED, PartitionRecords
from aiokafka.errors import LeaderNotAvailableError, for_code
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.record.default_records import _DefaultRecordBatchPy, _DefaultRecordPy
from aiokafka.record.memory_records import _MemoryRecordsPy
from aiokafka.record.util import decode_varint

from chassis.record import NOT_TEXT, Record, names_are_text, received

PARTITION_BYTES = 1_048_576
"""As much as the client asks for: what it could not parse lies within."""


async def fetch(client: AIOKafkaConsumer, place: TopicPartition, offset: int) -> Iterator[Record]:
    """The records of one partition from an offset, as far as one fetch goes; raises KafkaError."""
    node = client._client.cluster.leader_for_partition(place)
    if node is None or node == -1:
        raise LeaderNotAvailableError(place)
    asked = [(place.topic, [(place.partition, offset, PARTITION_BYTES)])]
    answer = await client._client.send(node, FetchRequest(0, 0, PARTITION_BYTES, READ_COMMITTED, asked))
    [(_, [(_, error_code, _, *rest)])] = answer.topics
    if error_code:
        raise for_code(error_code)(place)
    # Since version 11 the preferred replica stands between the aborted transactions and the records.
    aborted = rest[2] if answer.API_VERSION >= 11 else rest[-2]
    raw = PartitionRecords(place, _Batches(rest[-1]), aborted, offset, None, None, True, READ_COMMITTED)
    return (replace(received(each), names_are_text=names_are_text(each.headers)) for each in raw)


class _Batches(_MemoryRecordsPy):  # type: ignore[misc]  # final there: nobody else needs another batch
    """The batches of a fetch, each read by `_Batch`."""

    def next_batch(self) -> "_Batch | None":  # type: ignore[override]
        octets = self._next_slice
        self._cache_next()
        return None if octets is None else _Batch(octets)


class _Batch(_DefaultRecordBatchPy):  # type: ignore[misc]  # as above
    """A batch whose records may have headers of any name."""

    def _read_msg(self, decode_varint: object = None) -> _DefaultRecordPy:
        cursor = _Cursor(self._buffer, self._pos)
        end = cursor.varint() + cursor.position
        cursor.varint()  # attributes, unused
        timestamp = self.first_timestamp + cursor.varint()
        offset = self.base_offset + cursor.varint()
        key, value = cursor.octets(), cursor.octets()
        headers = [cursor.header() for _ in range(cursor.varint())]
        if cursor.position != end:
            raise ValueError(f"a record ends at {end}, its headers at {cursor.position}")
        self._pos = end
        return _DefaultRecordPy(offset, timestamp, self.timestamp_type, key, value, headers)


class _Cursor:
    """Reads the parts of a record (Kafka's protocol guide, "Record Format") one after the other."""

    def __init__(self, buffer: bytearray, position: int) -> None:
        self._buffer = buffer
        self.position = position

    def varint(self) -> int:
        number, self.position = decode_varint(self._buffer, self.position)
        return number

    def octets(self) -> bytes | None:
        """Bytes with their length before them; -1 means null."""
        length = self.varint()
        if length < 0:
            return None
        begin, self.position = self.position, self.position + length
        return bytes(self._buffer[begin : self.position])

    def header(self) -> tuple[str, bytes | None]:
        return (self.octets() or b"").decode(errors=NOT_TEXT), self.octets()

"""A Kafka record as it came, before anybody has read it."""

from collections.abc import Iterable
from dataclasses import dataclass

import orjson
from aiokafka import ConsumerRecord, TopicPartition

NOT_TEXT = "surrogateescape"
"""How a header's name that is not UTF-8 is held as a str: its bytes come back by encoding with the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    topic: str
    partition: int
    offset: int
    key: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]
    value: bytes | None
    names_are_text: bool = True
    """Every header's name is UTF-8, as Kafka's protocol wants it; the client's parser gives no others."""

    @property
    def place(self) -> TopicPartition:
        return TopicPartition(self.topic, self.partition)

    def header(self, name: str) -> str | None:
        """The first header of that name as text; None when absent, null or not UTF-8."""
        for key, value in self.headers:
            if key == name and value is not None:
                try:
                    return value.decode()
                except UnicodeDecodeError:
                    return None
        return None


def names_are_text(headers: Iterable[tuple[str, bytes | None]]) -> bool:
    """False when a name holds bytes that are not UTF-8."""
    try:
        "".join(name for name, _ in headers).encode()
    except UnicodeEncodeError:
        return False
    return True


def received(raw: "ConsumerRecord[bytes, bytes]") -> Record:
    """Take over what the client library fetched."""
    return Record(
        topic=raw.topic,
        partition=raw.partition,
        offset=raw.offset,
        key=raw.key,
        headers=tuple(raw.headers),
        value=raw.value,
    )


def headers_to_json(headers: tuple[tuple[str, bytes | None], ...]) -> str:
    """Headers as a row keeps them: in hex, because neither needs to be text."""
    pairs = [[name.encode(errors=NOT_TEXT).hex(), None if value is None else value.hex()] for name, value in headers]
    return orjson.dumps(pairs).decode()


def headers_from_json(text: str) -> tuple[tuple[str, bytes | None], ...]:
    """The reverse of headers_to_json."""
    return tuple(
        (bytes.fromhex(name).decode(errors=NOT_TEXT), None if value is None else bytes.fromhex(value))
        for name, value in orjson.loads(text)
    )

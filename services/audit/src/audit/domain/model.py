"""The state of the record as data: what is known of the streams of facts, and how far the tree has grown.

A stream is one (source, subject); its facts carry seq 1, 2, 3 … without gaps.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, TypeAlias
from uuid import UUID

from contracts.audit import AnomalyKind
from tlog.checkpoint import Checkpoint
from tlog.tree import CompactRange

Stream: TypeAlias = tuple[str, UUID]


class Arrival(NamedTuple):
    """An event as it came, with its place on the topic. A tuple: thousands are made in a second, and hashed once."""

    fact_id: UUID
    stream: Stream
    seq: int
    type: str
    topic: str
    partition: int
    offset: int
    value: bytes
    leaf_hash: bytes

    @property
    def source(self) -> str:
        return self.stream[0]

    @property
    def subject(self) -> UUID:
        return self.stream[1]


@dataclass(slots=True, kw_only=True)
class Known:
    """What the record holds of the facts and streams in hand; grows while a batch is judged."""

    leaf_hashes: dict[UUID, tuple[bytes, ...]]
    """By fact id; more than one is a fork."""
    last_seq: dict[Stream, int]
    """The highest seq of each stream; absent before its first fact."""
    taken: set[tuple[Stream, int]]
    """The places of streams that a fact has; complete where `seq` is not above the highest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """Why an appended event is not the next of its stream."""

    kind: AnomalyKind
    arrival: Arrival
    place: int
    """Its number among the appended of its batch, from 0."""
    expected_seq: int


class Verdict(StrEnum):
    """What an event is to the record; all but a repeat are appended."""

    NEXT = "next"
    REPEAT = "repeat"
    GAP = "gap"
    FORK = "fork"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What becomes of a batch of arrivals, in their order."""

    appended: tuple[Arrival, ...]
    anomalies: tuple[Anomaly, ...]
    repeated: tuple[Arrival, ...]
    """What the record holds already, byte for byte."""

    @property
    def repeats(self) -> int:
        return len(self.repeated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One log of the record: the entries from `first_index` on, under an origin and a key of its own.

    What is None of `past_index`, `last_checkpoint` and `closed_at` is not known yet: the log is open.
    """

    number: int = 1
    origin: str | None = None
    """None of the first log: it is called what the settings and its checkpoints call it."""
    first_index: int = 0
    after_checkpoint: int = 0
    """The number of the last checkpoint of the log before."""
    opened_at: datetime | None = None
    """The first log began with its first checkpoint."""
    past_index: int | None = None
    last_checkpoint: int | None = None
    closed_at: datetime | None = None

    @property
    def name(self) -> str:
        """The last word of the origin, under which its files lie; nothing for the first log."""
        return "" if self.origin is None else self.origin.rpartition("/")[2]


FIRST = Shard()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The newest checkpoint that was signed."""

    number: int
    size: int
    root: bytes
    note: bytes
    vkey: str
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """How far the entries are hashed, and the last statement about it."""

    range: CompactRange
    signed: Signed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What a place outside the database tells of the newest signed checkpoint; `trouble` is why it tells nothing."""

    place: str
    stated: Checkpoint | None = None
    is_signed: bool = False
    """By the key that signs today; what an older key signed is known to the database or tells nothing."""
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A checkpoint that the log has signed and its restored database does not know."""

    size: int
    root: bytes
    note: bytes
    at: datetime
    """When it was shown, as far as that is known."""
    is_told: bool
    """It lies on the topic; else in a place that nobody but this log writes."""

    @property
    def head(self) -> tuple[int, bytes]:
        return self.size, self.root


def evolve(known: Known, arrival: Arrival) -> None:
    """Know one more appended event."""
    known.leaf_hashes[arrival.fact_id] = (*known.leaf_hashes.get(arrival.fact_id, ()), arrival.leaf_hash)
    known.last_seq[arrival.stream] = max(arrival.seq, known.last_seq.get(arrival.stream, 0))
    known.taken.add((arrival.stream, arrival.seq))

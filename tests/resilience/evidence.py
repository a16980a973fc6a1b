"""Everything that is left when the system is quiet, as plain data; `gathering.py` fills it, the properties judge it."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Final

from tests.resilience.between import Handing
from tests.resilience.journal import Acknowledged
from tests.resilience.mailbox import Mail

Row = Mapping[str, Any]
Stream = tuple[str, str]
"""(source, subject)"""
Part = tuple[bytes, Row]
"""(salt, body)"""
HOLDING: Final[Mapping[str, tuple[str, ...]]] = {
    "nominations": ("nominations", "review"),
    "review": ("review",),
    "portal": ("nominations", "review"),
}
"""Who keeps whose personal parts: the producer its own, the others those that they read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One record on a topic of facts."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes
    id: str
    source: str
    type: str
    subject: str
    seq: int
    data: Row = field(default_factory=dict)
    actor_role: str = "service"
    personal_commit: str = ""
    time: str = ""

    @property
    def stream(self) -> Stream:
        return self.source, self.subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Spine:
    """The spine's tables of one service."""

    outbox: Sequence[Row] = ()
    parked: Sequence[Row] = ()
    letters: Sequence[Row] = ()
    inbox: Mapping[Stream, int] = field(default_factory=dict)
    """Last seq applied, of the live group."""
    positions: Mapping[tuple[str, int], int] = field(default_factory=dict)
    sequences: Mapping[str, int] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    """The services whose facts it consumes with an inbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The public record: entries in their order, what was signed, what the world was shown."""

    entries: Sequence[Row] = ()
    checkpoints: Sequence[Row] = ()
    shown: Sequence[bytes] = ()
    """The notes on the topic of checkpoints, in its order."""
    anomalies: Sequence[Row] = ()
    proofs: Mapping[str, bytes] = field(default_factory=dict)
    """By fact id, as the service gave them over HTTP."""
    vkey: str = ""
    next_index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One quiet moment. `facts` in the order of each partition, partition after partition, repeats included."""

    acknowledged: Sequence[Acknowledged] = ()
    facts: Mapping[str, Sequence[Published]] = field(default_factory=dict)
    ends: Mapping[tuple[str, int], int] = field(default_factory=dict)
    spines: Mapping[str, Spine] = field(default_factory=dict)
    record: Record = field(default_factory=Record)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    """Rows of the services' own tables, as `<service>.<table>`."""
    projections: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rebuilt: Mapping[str, Sequence[str]] = field(default_factory=dict)
    mails: Sequence[Mail] = ()
    caught: Set[Handing] = frozenset()
    """What a fault found between the mail server's 250 and its mark."""
    logged: Mapping[str, int] = field(default_factory=dict)
    """Rows that say who commanded, by service."""
    personal: Mapping[str, Mapping[str, bytes | None]] = field(default_factory=dict)
    """The last record of each fact on `<service>.personal`; None is a tombstone."""
    holders: Mapping[str, Mapping[str, Part]] = field(default_factory=dict)
    """What the table of personal parts holds, by service and fact."""

    def first(self, service: str) -> list[Published]:
        """The facts of a service without their repeats, in the order of each partition."""
        seen: set[str] = set()
        found = []
        for fact in self.facts.get(service, ()):
            if fact.id not in seen:
                seen.add(fact.id)
                found.append(fact)
        return found

    def all_first(self) -> list[Published]:
        return [fact for service in self.facts for fact in self.first(service)]

"""The model of the spine: what one consumer must have done with the records it was given, and nothing more."""

from dataclasses import dataclass, field

Key = tuple[str, int]
"""(subject, seq)"""


@dataclass(slots=True)
class Stream:
    """One subject as its consumer sees it."""

    last: int = 0
    applied: list[int] = field(default_factory=list)
    parked: set[int] = field(default_factory=set)
    lettered: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Model:
    """`poisoned` are facts whose handler fails for good, until they are healed."""

    told: dict[str, int] = field(default_factory=dict)
    streams: dict[str, Stream] = field(default_factory=dict)
    poisoned: set[Key] = field(default_factory=set)

    @property
    def has_letters(self) -> bool:
        return any(stream.lettered for stream in self.streams.values())

    @property
    def waiting_for_nothing(self) -> list[Key]:
        """What parked facts wait for, where it is not a letter."""
        streams = [(subject, each) for subject, each in self.streams.items() if each.parked and not each.lettered]
        return [(subject, each.last + 1) for subject, each in streams]

    def submitted(self, subject: str) -> None:
        self.told[subject] = self.told.get(subject, 0) + 1

    def delivered(self, subject: str, seq: int) -> None:
        """A repeat changes nothing, the next is applied with all that waited for it, a jump waits."""
        stream = self.streams.setdefault(subject, Stream())
        if seq <= stream.last or seq in stream.lettered:
            return
        if seq > stream.last + 1:
            stream.parked.add(seq)
            return
        self._take(subject, stream, seq)

    def replayed(self, subject: str, seq: int) -> None:
        """A letter that was healed: applied, then its followers."""
        stream = self.streams[subject]
        stream.lettered.discard(seq)
        self._take(subject, stream, seq)

    def given_up(self, subject: str, seq: int) -> None:
        """A letter that was discarded, or a fact that never came: its followers are applied."""
        stream = self.streams[subject]
        stream.lettered.discard(seq)
        stream.last = seq
        self._follow(subject, stream)

    def _take(self, subject: str, stream: Stream, seq: int) -> None:
        if (subject, seq) in self.poisoned:
            stream.lettered.add(seq)
            return
        stream.applied.append(seq)
        stream.last = seq
        self._follow(subject, stream)

    def _follow(self, subject: str, stream: Stream) -> None:
        if stream.last + 1 in stream.parked:
            stream.parked.discard(stream.last + 1)
            self._take(subject, stream, stream.last + 1)

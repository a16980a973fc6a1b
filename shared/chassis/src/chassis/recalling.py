"""Folding back in what a restored database lost: its own facts, and what it had heard from others by then."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from chassis import published
from chassis.database import Connection
from chassis.decoding import Delivery, WrongBody, decode, read
from chassis.inbox import Inbox
from chassis.intake import Topic
from chassis.topic_reader import MakeReader, reading_topic
from contracts.envelope import Envelope
from contracts.fact import Fact
from contracts.registry import FACTS

F = TypeVar("F", bound=Fact)


class NotRecalled(Exception):
    """The fact alone does not say what the state was: its subject is named to the operator as lost."""


@dataclass(slots=True)
class Heard:
    """What other services told since the positions of the restored database."""

    inbox: Inbox
    deliveries: list[Delivery] = field(default_factory=list)
    by_id: dict[UUID, Envelope[Fact]] = field(default_factory=dict)

    async def listen(self, connection: Connection, make_reader: MakeReader, topic: Topic) -> None:
        """Read one topic from where this database's group stands to its end."""
        starts = await published.positions(connection, self.inbox.group, topic.name)
        async with reading_topic(make_reader, topic.name) as reader:
            async for lying in reader.since(starts):
                await self._take([read(each.record, topic.service) for each in lying])

    async def _take(self, outcomes: Sequence[object]) -> None:
        told = [each for each in outcomes if isinstance(each, Delivery)]
        await self.inbox.load(told)
        for each in told:
            try:
                decoded = decode(each, FACTS)
            except WrongBody:
                continue
            self.deliveries.append(decoded)
            self.by_id[decoded.envelope.id] = decoded.envelope

    def has_passed(self, envelope: Envelope[Any]) -> bool:
        """The database's consumer has applied it already, or it was folded."""
        return envelope.seq <= self.inbox.last_seq.get((envelope.subject, envelope.source), 0)

    def passed(self, envelope: Envelope[Any]) -> None:
        """Its effect is in the state now: the consumer, which will read it again, drops it."""
        self.inbox.passed((envelope.subject, envelope.source), envelope.seq)


def fact_of(event: Envelope[F]) -> F:
    """The fact that a told event carries; raises NotRecalled for one that was told before its type was known here."""
    if event.fact is None:
        raise NotRecalled
    return event.fact


RecallHandler: TypeAlias = Callable[[Any, Any, Heard], Awaitable[None]]
"""Folds one fact into the state without telling anything; raises NotRecalled."""

Recalled: TypeAlias = Mapping[type[Fact], RecallHandler]


def in_order(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """By time, and by `seq` within a subject: a clock that stepped back between two facts does not turn them round."""
    placed: list[tuple[datetime, UUID, int, Delivery]] = []
    latest: dict[tuple[UUID, str], tuple[datetime, UUID]] = {}
    for delivery in sorted(deliveries, key=lambda each: each.envelope.seq):
        own = (delivery.envelope.time, delivery.envelope.id)
        time, fact_id = latest[delivery.stream] = max(own, latest.get(delivery.stream, own))
        placed.append((time, fact_id, delivery.envelope.seq, delivery))
    return [delivery for *_, delivery in sorted(placed, key=lambda each: each[:3])]

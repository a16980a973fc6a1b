"""What a service does with messages: the shapes of its handler tables.

A handler is a plain function of a message, the unit of work and the time. It cannot commit, publish or read the clock.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from chassis.decoding import Delivery
from contracts.envelope import Envelope
from contracts.fact import Fact

CommandHandler: TypeAlias = Callable[[Any, Any, datetime], Awaitable[object]]
EventHandler: TypeAlias = Callable[[Any, Any, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """A whole batch at once, in order per subject; now is each fact's time: a rebuild equals what it replaces."""

    types: frozenset[type[Fact]]
    handle: Callable[[Sequence[Envelope[Any]], Any], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorder:
    """Whatever is a CloudEvent, past the inbox: the handler itself knows repeats, gaps and forks."""

    handle: Callable[[Sequence[Delivery], Any, datetime], Awaitable[None]]
    batch_records: int = 500
    """How many one commit covers, at most."""
    records_at_once: int = 500
    """How many of a batch it is handed at once, in their order; the next ones are read while the database works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """The tables of one service."""

    commands: Mapping[type, CommandHandler] = field(default_factory=dict)
    events: Mapping[type[Fact], EventHandler] = field(default_factory=dict)
    projection: Projection | None = None
    recorder: Recorder | None = None

    def types(self) -> dict[str, type[Fact]]:
        """Every type of fact that this service decodes, by wire name."""
        projected = self.projection.types if self.projection else frozenset()
        return {fact_type.TYPE: fact_type for fact_type in {*self.events, *projected}}

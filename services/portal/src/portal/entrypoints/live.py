"""The live counter: one poll of the projection a process, however many watch; each watcher gets the latest state.

The counter's state is one number that only grows, so it is the event id: who comes back with it misses nothing.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from chassis.rate_limit import too_many
from chassis.telemetry import log
from portal.adapters.clients.record import CheckpointShown
from portal.views.figures import Record

POLL_SECONDS = 0.5
HEARTBEAT_SECONDS = 15.0
FULL_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveState:
    """What the counter shows; `id` changes exactly when it does."""

    record: Record
    checkpoint: CheckpointShown | None

    @property
    def id(self) -> str:
        return f"{self.record.facts}-{self.checkpoint.size if self.checkpoint else 0}"


@dataclass(slots=True, kw_only=True)
class Seats:
    """How many pages may stay connected: from one address, and in this process."""

    each: int
    all: int
    taken: Counter[str] = field(default_factory=Counter)

    def refuse_full(self, address: str) -> None:
        """Raise 429 when there is no seat; the page goes on without a live counter."""
        if self.taken[address] >= self.each or self.taken.total() >= self.all:
            raise too_many(FULL_SECONDS)

    @contextmanager
    def seated(self, address: str) -> Iterator[None]:
        """Hold a seat while the stream lasts."""
        self.taken[address] += 1
        try:
            yield
        finally:
            self.taken[address] -= 1
            if not self.taken[address]:
                del self.taken[address]


@dataclass(slots=True, kw_only=True)
class LiveCounter:
    """`read` gives the state now; `stopping` is set when the process ends."""

    read: Callable[[], Awaitable[LiveState]]
    stopping: asyncio.Event
    _state: LiveState | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _watchers: int = 0
    _polling: asyncio.Task[None] | None = None

    async def states(self, last_id: str) -> AsyncIterator[LiveState | None]:
        """States newer than the one known; None is a heartbeat. Ends when the process does."""
        self._watchers += 1
        if self._polling is None or self._polling.done():
            self._polling = asyncio.create_task(self._poll(), name="live-counter")
        try:
            while not self.stopping.is_set():
                changed = self._changed
                state = self._state
                if state is not None and state.id != last_id:
                    last_id = state.id
                    yield state
                elif not await self._within(changed, HEARTBEAT_SECONDS):
                    yield None
        finally:
            self._watchers -= 1

    async def _poll(self) -> None:
        while self._watchers and not self.stopping.is_set():
            try:
                found = await self.read()
            except Exception as error:  # noqa: BLE001 (the counter stands still, the next poll may see again)
                log.warning("live counter can't be read", error_class=type(error).__name__)
            else:
                if self._state is None or found.id != self._state.id:
                    self._state = found
                    self._wake()
            await self._within(self.stopping, POLL_SECONDS)
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    @staticmethod
    async def _within(event: asyncio.Event, seconds: float) -> bool:
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return False
        return True

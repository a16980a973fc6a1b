"""Facts of many streams at a steady rate, put on a topic as another service would, one in twenty of them twice."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from chassis.testing import Neighbour
from contracts.envelope import parse
from services.audit.tests.builders import TYPE, a_fact

FACTS_PER_SECOND = 60
STREAMS = 500
TICKS = 10
"""A second."""


@dataclass(slots=True, kw_only=True)
class Load:
    """`sent` holds each fact once, in the order in which they were first sent."""

    other: Neighbour
    rng: Random
    sent: list[bytes] = field(default_factory=list)
    repeats: int = 0
    _seq: Counter[UUID] = field(default_factory=Counter)
    _task: asyncio.Task[None] | None = None
    _is_wanted: bool = True

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End after the fact in hand; raises what sending raised."""
        self._is_wanted = False
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        while self._is_wanted:
            for _ in range(FACTS_PER_SECOND // TICKS):
                await self._send()
            await asyncio.sleep(1 / TICKS)

    async def _send(self) -> None:
        if self.sent and self.rng.random() < 0.05:
            fact = self.rng.choice(self.sent)
            self.repeats += 1
        else:
            subject = UUID(int=self.rng.randrange(STREAMS))
            self._seq[subject] += 1
            fact = a_fact(subject, self._seq[subject])
            self.sent.append(fact)
        read = parse(fact)
        await self.other.send_fact(fact, read.subject, read.id, TYPE)

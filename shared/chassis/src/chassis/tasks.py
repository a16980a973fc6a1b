"""Loops of a service beside its consumer and relay: senders, clocks, sequencers. They run in `consume` and `all`."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from chassis.database import Pool
from chassis.dispatch import Dispatcher
from chassis.health import Health
from chassis.settings import ChassisSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskContext:
    """What a loop may use; it ends soon after `stopping` is set."""

    dispatcher: Dispatcher
    pool: Pool
    settings: ChassisSettings
    environ: Mapping[str, str]
    health: Health
    now: Callable[[], datetime]
    stopping: asyncio.Event
    behind: Callable[[], int]
    """How many records this process is about to apply; 0 where it applies nothing now."""

    async def rest(self, seconds: float) -> None:
        """Wait, or less when it is time to stop."""
        try:
            await asyncio.wait_for(self.stopping.wait(), seconds)
        except TimeoutError:
            return


Task: TypeAlias = Callable[[TaskContext], Coroutine[Any, Any, None]]

"""After a database came back from a copy: what was erased since is erased again, and nobody is told twice.

A consumer needs nothing of this: its positions came back too, so it reads the erasures once more. Only the service that
told of them does not read its own topic.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chassis import personal
from chassis.dispatch import Dispatcher
from contracts.envelope import Envelope
from contracts.fact import Fact


async def erase_again(dispatcher: Dispatcher, told: Sequence[Envelope[Fact]]) -> int:
    """Do again what the service's own facts of erasure say, in one transaction; how many parts they name."""
    forget, erased = dispatcher.handlers.forget, personal.erasures(told)

    async def work(uow: Any, now: datetime) -> None:
        await uow.personal.erase(erased)
        if forget is not None:
            for envelope in told:
                await forget(envelope, uow, now)

    await dispatcher.tick(work)
    return len(erased)

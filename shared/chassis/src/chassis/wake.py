"""Waking the relay: at once in its own process, across processes by a NOTIFY from a side connection.

Never inside the business transaction: NOTIFY takes a cluster-wide lock at commit and would serialise all commits.
"""

import asyncio
from dataclasses import dataclass, field

from chassis.database import TROUBLE, connect

CHANNEL = "outbox"
COALESCE_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Wake:
    """Set after every commit that left rows in the outbox."""

    event: asyncio.Event = field(default_factory=asyncio.Event)

    def committed(self) -> None:
        self.event.set()


async def announce(wake: Wake, database_url: str, service: str) -> None:
    """In a process without a relay: turn wakes into one NOTIFY each few milliseconds; the poll covers a lost one."""
    while True:
        try:
            connection = await connect(database_url, application_name=f"{service}-announce")
            try:
                while True:
                    await wake.event.wait()
                    await asyncio.sleep(COALESCE_SECONDS)
                    wake.event.clear()
                    await connection.execute(f"NOTIFY {CHANNEL}")
            finally:
                connection.terminate()
        except TROUBLE:
            await asyncio.sleep(1)

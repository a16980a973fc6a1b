"""PostgreSQL as the tests kill and starve it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self

import psutil  # type: ignore[import-untyped]

from local_stack.postgres import Postgres
from local_stack.processes import Child
from local_stack.state import State

# Tests kill processes, never the machine: the page cache survives what they do.
# A small disk must hold the log of what was written too.
SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_connections": "300", "max_wal_size": "128MB"}


@dataclass(slots=True)
class Database:
    """One server, killed and started on the same data and port."""

    server: Postgres
    child: Child

    @classmethod
    @asynccontextmanager
    async def running(cls, state: State, port: int) -> AsyncIterator[Self]:
        server = Postgres(state, port, settings=SETTINGS)
        made = cls(server, await asyncio.to_thread(server.start))
        try:
            yield made
        finally:
            await asyncio.to_thread(made.child.stop)

    @property
    def port(self) -> int:
        return self.server.port

    @property
    def admin_url(self) -> str:
        return self.server.admin_url

    async def kill(self) -> None:
        """SIGKILL the postmaster and every backend, as the loss of a machine would."""
        family = psutil.Process(self.child.process.pid)
        for process in [family, *family.children(recursive=True)]:
            _kill(process)
        await asyncio.to_thread(self.child.process.wait)

    async def restart(self) -> None:
        self.child = await asyncio.to_thread(self.server.start)


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return

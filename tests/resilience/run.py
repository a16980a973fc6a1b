"""One run: start, work under faults, quiet, evidence, rebuild. What came of it is judged by the properties."""

import asyncio
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import asyncpg
import httpx

from local_stack.recipients import recipients
from tests.resilience.between import Handing, caught
from tests.resilience.evidence import Evidence
from tests.resilience.gathering import gather, projections
from tests.resilience.generator import Generator
from tests.resilience.journal import Journal
from tests.resilience.quiet import until_quiet
from tests.resilience.stage import READY_SECONDS, Stage

REBUILD_SECONDS = 600
SENDER = "notifications"


@dataclass(slots=True)
class Tally:
    """What was done to the system, for the report."""

    faults: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    """Crash points that were not reached in time."""
    recoveries: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Seconds until the killed was ready again, by fault."""
    skipped: dict[str, str] = field(default_factory=dict)
    stuck: list[str] = field(default_factory=list)
    """Faults after which somebody did not become ready again."""
    caught: set[Handing] = field(default_factory=set)
    """Mails that a fault found between the server's 250 and their mark."""


@dataclass(slots=True, kw_only=True)
class Run:
    stage: Stage
    generator: Generator
    journal: Journal
    rng: Random
    tally: Tally = field(default_factory=Tally)
    background: set[asyncio.Task[None]] = field(default_factory=set)

    async def note_caught(self, struck: str = SENDER) -> None:
        """Right after whatever strikes the sender, its database or the way between them; of others nothing."""
        if struck == SENDER:
            self.tally.caught.update(await caught(self.stage.mailbox, self.stage.admin_url(SENDER)))

    async def evidence(self) -> Evidence:
        """Stop working, wait until nothing moves, read everything, rebuild the portal and read it again."""
        await self.generator.stop()
        await self._finish_watching()
        await _renew_sender(self)
        await until_quiet(self.stage)
        found = await gather(self.stage, self.journal, self.tally.caught)
        await _rebuild_portal(self.stage)
        return replace(found, rebuilt=await projections(self.stage))

    async def _finish_watching(self) -> None:
        for watch in list(self.background):
            watch.cancel()
        await asyncio.gather(*self.background, return_exceptions=True)


@asynccontextmanager
async def working(stage: Stage, seed: int, rate: float) -> AsyncIterator[Run]:
    """The system with its recipients, under load."""
    for member in list(stage.crew.members.values()):
        member.start()
    await stage.crew.ready(READY_SECONDS)
    await _register_recipients(stage)
    journal = Journal(Path(stage.state.root) / f"acknowledged-{seed}.jsonl")
    run = Run(
        stage=stage,
        generator=Generator.on(stage, journal, Random(f"{seed} work"), rate),
        journal=journal,
        rng=Random(f"{seed} faults"),
    )
    run.generator.start()
    yield run


async def _register_recipients(stage: Stage) -> None:
    headers = {"Authorization": f"Bearer {stage.token('operator')}"}
    async with httpx.AsyncClient(timeout=60, trust_env=False, headers=headers) as http:
        url = f"{stage.urls['notifications']}/recipients"
        answer = await http.post(url, json={"recipients": recipients()})
        answer.raise_for_status()


async def _rebuild_portal(stage: Stage) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "portal", "rebuild"),
        env=stage.environment("portal"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd="/",
    )
    said, _ = await asyncio.wait_for(process.communicate(), REBUILD_SECONDS)
    if process.returncode != 0:
        raise RuntimeError(f"the rebuild failed: {said.decode()}")


async def _renew_sender(run: Run) -> None:
    """Stop whoever sends mails, let the leases of dead senders run out now, start it again."""
    stage = run.stage
    senders = [member for member in stage.crew.of("notifications") if member.role in ("consume", "all")]
    for sender in senders:
        await sender.stop()
    await run.note_caught()
    connection = await asyncpg.connect(stage.admin_url("notifications"))
    try:
        await connection.execute("UPDATE message SET leased_until = now() WHERE leased_until > now()")
    finally:
        await connection.close()
    for sender in senders:
        sender.start()

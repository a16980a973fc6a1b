"""Faults of what surrounds the services for a while: full disks, more replicas, another order, another clock."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

from services.portal.tests.whole_system import SERVICES
from tests.resilience.crew import Member
from tests.resilience.disks import Disk
from tests.resilience.run import Run

FULL_SECONDS = 8.0
BACK = timedelta(hours=-1)
BACK_SECONDS = 12.0
TOGETHER_SECONDS = 12.0
READY_SECONDS = 240.0
PRELOADED: Final = tuple(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


async def start_in_some_order(run: Run) -> None:
    """All of it is killed, database and broker too, and comes back in a shuffled order."""
    stage = run.stage
    members = stage.crew.running()
    for member in members:
        member.kill()
        member.is_wanted = False
    await stage.brokers.kill()
    await stage.database.kill()
    steps: list[Callable[[], Awaitable[None]]] = [stage.brokers.restart, stage.database.restart]
    steps += [_starting(member) for member in members]
    run.rng.shuffle(steps)
    await asyncio.gather(run.note_caught(), *(_later(step, 0.4 * place) for place, step in enumerate(steps)))
    await stage.crew.ready(READY_SECONDS)
    run.tally.faults["everything started in some order"] += 1


async def two_relays(run: Run) -> None:
    """A second relay waits for the lock; the leader is killed, and the second too."""
    service = run.rng.choice(("nominations", "review", "notifications"))
    second = run.stage.member(f"{service}.relay-2", service, "relay", next(run.stage.numbers))
    await _beside(run, [second], service)
    run.tally.faults["two relays"] += 1


async def three_replicas(run: Run) -> None:
    """Two more consumers share the partitions; one of the three is killed, then the new ones leave."""
    service = run.rng.choice(SERVICES)
    more = [
        run.stage.member(f"{service}.consume-{number}", service, "consume", next(run.stage.numbers))
        for number in (2, 3)
    ]
    await _beside(run, more, service)
    run.tally.faults["three replicas of a consumer"] += 1


async def _beside(run: Run, more: list[Member], service: str) -> None:
    for member in more:
        run.stage.crew.add(member)
        member.start()
    await asyncio.sleep(TOGETHER_SECONDS / 2)
    run.rng.choice(run.stage.crew.of(service)).kill()
    await run.note_caught(service)
    await asyncio.sleep(TOGETHER_SECONDS / 2)
    await asyncio.gather(more[0].kill_for_good(), *(member.stop() for member in more[1:]))
    await run.note_caught(service)


async def fill_disk_of_database(run: Run) -> None:
    await _fill(run, run.stage.database_disk, "database")
    await run.note_caught()
    await run.stage.database.kill()
    await run.stage.database.restart()
    await run.note_caught()


async def fill_disk_of_broker(run: Run) -> None:
    await _fill(run, run.stage.broker_disk, "broker")
    await run.stage.brokers.kill()
    await run.stage.brokers.restart()


async def _fill(run: Run, disk: Disk | None, whose: str) -> None:
    if disk is None:
        raise RuntimeError(f"the {whose} has no disk of its own")
    await asyncio.to_thread(disk.fill)
    await asyncio.sleep(FULL_SECONDS)
    disk.free()
    run.tally.faults[f"disk of the {whose} full"] += 1


async def set_clock_back(run: Run) -> None:
    """The services' clock jumps back an hour while they run, and forward again."""
    stage, clock = run.stage, run.stage.state.root / "clock"
    clock.write_text("+0s")
    preloaded = {
        "LD_PRELOAD": str(PRELOADED[0]),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    await _restarted(run, preloaded)
    clock.write_text(f"{int(BACK.total_seconds())}s")
    stage.clock_offset = BACK
    await asyncio.sleep(BACK_SECONDS)
    clock.write_text("+0s")
    stage.clock_offset = timedelta()
    await asyncio.sleep(2)
    await _restarted(run, {})
    run.tally.faults["clock set back an hour"] += 1


async def _restarted(run: Run, more: dict[str, str]) -> None:
    """Kill everybody and let them come back with this beside their environment."""
    for member in run.stage.crew.running():
        plain = {name: value for name, value in member.environment.items() if name not in FAKED}
        member.environment = plain | more
        member.kill()
    await run.note_caught()
    await asyncio.sleep(1)
    await run.stage.crew.ready(READY_SECONDS)


FAKED: Final = ("LD_PRELOAD", "FAKETIME_TIMESTAMP_FILE", "FAKETIME_CACHE_DURATION", "FAKETIME_DONT_FAKE_MONOTONIC")


def why_no_clock() -> str | None:
    """Why the clock can't be set back for the services alone, or None."""
    return None if PRELOADED else "libfaketime is not installed (Debian: faketime)"


def _starting(member: Member) -> Callable[[], Awaitable[None]]:
    async def start() -> None:
        await member.ended()
        member.start()

    return start


async def _later(step: Callable[[], Awaitable[None]], seconds: float) -> None:
    await asyncio.sleep(seconds)
    await step()

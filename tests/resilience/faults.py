"""What is done to the system: each fault is a coroutine that strikes, waits as long as the fault lasts, and mends."""

import asyncio
import time
from collections.abc import Awaitable

import asyncpg
import httpx

from services.portal.tests.whole_system import SERVICES
from tests.resilience.crew import Member
from tests.resilience.points import POINTS, REACH_SECONDS, Point, kill_at
from tests.resilience.run import Run

RECOVERY_SECONDS = 240.0
FROZEN_SECONDS = 10.0


async def kill_somebody(run: Run) -> None:
    """SIGKILL a process at a random moment."""
    await asyncio.sleep(run.rng.random() * 0.3)
    for victim in _chosen(run, 1):
        if await _kill(run, victim):
            run.tally.faults["process killed at random"] += 1


async def kill_together(run: Run) -> None:
    """SIGKILL two or three at once."""
    for victim in _chosen(run, run.rng.randint(2, 3)):
        if await _kill(run, victim):
            run.tally.faults["processes killed together"] += 1


async def kill_at_a_point(run: Run) -> None:
    """SIGKILL exactly between two statements."""
    await kill_at_this(run, run.rng.choice(POINTS), REACH_SECONDS)


async def kill_at_this(run: Run, point: Point, seconds: float) -> None:
    if await kill_at(run.stage, point, seconds):
        await run.note_caught(point.service)
        run.tally.faults[f"at a point: {point.name}"] += 1
    else:
        run.tally.missed[point.name] += 1


async def restart_broker(run: Run) -> None:
    """SIGKILL the broker; with copies one of them, and the others must go on alone for a while."""
    brokers = run.stage.brokers
    number = run.rng.randrange(len(brokers.nodes))
    await brokers.kill(number)
    await asyncio.sleep(2 if len(brokers.nodes) == 1 else 10)
    await _timed(
        run, "broker killed" if len(brokers.nodes) == 1 else "one of three brokers killed", brokers.restart(number)
    )


async def freeze_broker(run: Run) -> None:
    """SIGSTOP for ten seconds: connections stay, nothing answers."""
    run.stage.brokers.freeze()
    await asyncio.sleep(FROZEN_SECONDS)
    run.stage.brokers.thaw()
    run.tally.faults["broker frozen"] += 1


async def restart_database(run: Run) -> None:
    await run.stage.database.kill()
    await asyncio.sleep(1)
    noting = asyncio.create_task(run.note_caught())
    await _timed(run, "database killed", run.stage.database.restart())
    await noting


async def cut_database_connections(run: Run) -> None:
    """pg_terminate_backend on everybody."""
    connection = await asyncpg.connect(run.stage.database.admin_url)
    try:
        await connection.fetch(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname IS NOT NULL AND pid <> pg_backend_pid()"
        )
    finally:
        await connection.close()
    await run.note_caught()
    run.tally.faults["database connections terminated"] += 1


async def cut_network(run: Run) -> None:
    """Every connection of a service to its database, or of everybody to Kafka, is reset."""
    service = run.rng.choice([*SERVICES, ""])
    if service:
        run.stage.proxies[service].cut()
        await run.note_caught(service)
    elif run.stage.kafka_proxy is not None:
        run.stage.kafka_proxy.cut()
    run.tally.faults["connections cut"] += 1


async def freeze_network(run: Run) -> None:
    """Nothing passes between a service and its database for a while, then all of it does."""
    service = run.rng.choice(SERVICES)
    run.stage.proxies[service].freeze()
    await asyncio.sleep(run.rng.uniform(1, 6))
    await run.note_caught(service)
    run.stage.proxies[service].thaw()
    run.tally.faults["database out of reach for seconds"] += 1


async def _timed(run: Run, name: str, mending: Awaitable[None]) -> None:
    """Mend, then wait until everybody is ready again."""
    run.tally.faults[name] += 1
    await mending
    since = time.monotonic()
    await run.stage.crew.ready(RECOVERY_SECONDS)
    run.tally.recoveries[name].append(time.monotonic() - since)


def _chosen(run: Run, count: int) -> list[Member]:
    """Nobody, while all of them are down."""
    running = run.stage.crew.running()
    return run.rng.sample(running, min(count, len(running)))


async def _kill(run: Run, victim: Member) -> bool:
    """Kill, and in the background take the time until the successor is ready."""
    if not victim.kill():
        return False
    run.background.add(watch := asyncio.create_task(_watch(run, victim)))
    watch.add_done_callback(run.background.discard)
    await run.note_caught(victim.service)
    return True


async def _watch(run: Run, victim: Member) -> None:
    since = time.monotonic()
    async with httpx.AsyncClient(trust_env=False) as http:
        while time.monotonic() - since < RECOVERY_SECONDS:
            await asyncio.sleep(0.25)
            if await victim.is_ready(http):
                run.tally.recoveries["process killed"].append(time.monotonic() - since)
                return

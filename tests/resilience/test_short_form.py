"""The short form of `make chaos`: every kind of kill, and trouble with the broker and the database, under load.

Six of the crash points, those of relay, mail and record among them; the long form has all of them, frozen and full
servers, replicas, start orders and another clock too, a thousand times.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from random import Random

import pytest

from local_stack.state import State, make_folder
from tests.resilience import faults
from tests.resilience.points import one_of_each
from tests.resilience.properties import violations
from tests.resilience.properties.mail import repeats
from tests.resilience.run import Run, working
from tests.resilience.stage import stage

SEED = int(os.environ.get("SEED", "20471"))
RATE = 2.0
WARM_SECONDS = 3.0
MOST_SECONDS = 90.0
SIX = (
    "relay, delete: never reaches the database",
    "relay, delete: done but unheard",
    "consumer, commit: never reaches the database",
    "command, commit: done but unheard",
    "mail, mark after 250: never reaches the database",
    "record, commit of a checkpoint: never reaches the database",
)


@pytest.fixture
async def run(run_folder: State) -> AsyncIterator[Run]:
    async with (
        stage(State(make_folder(run_folder.root / "resilience"), run_folder.downloads)) as made,
        working(made, SEED, RATE) as under_load,
    ):
        yield under_load


def killing(name: str) -> Callable[[Run], Awaitable[None]]:
    """Kill at a point of this name, which comes up sooner or later under load."""
    [point] = [each for each in one_of_each() if each.name == name]
    return lambda run: faults.kill_at_this(run, point, MOST_SECONDS)


async def test_nothing_is_lost_doubled_or_out_of_order_under_faults(run: Run) -> None:
    strikes = [*[faults.kill_somebody] * 4, *map(killing, SIX), faults.kill_together]
    strikes += [faults.restart_database, faults.restart_broker, faults.cut_database_connections, faults.cut_network]
    Random(SEED).shuffle(strikes)
    await asyncio.sleep(WARM_SECONDS)

    for strike in strikes:
        await strike(run)

    evidence = await run.evidence()
    print(f"\nseed {SEED}: {dict(run.tally.faults)}, not reached {dict(run.tally.missed)}")
    print(f"mails that came again: {repeats(evidence)}, caught between 250 and mark: {len(run.tally.caught)}")
    assert violations(evidence) == []
    assert run.tally.missed == {}
    assert [member.name for member in run.stage.crew.members.values() if member.own_deaths] == []
    assert len(evidence.all_first()) > 100

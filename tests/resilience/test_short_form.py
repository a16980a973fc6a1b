"""The short form of `make chaos`: every kind of kill, and trouble with the broker and the database, under load.

Every crash point and every fault stands in it once; the long form repeats them by the thousand.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from random import Random

import pytest

from local_stack.state import State, make_folder
from tests.resilience import faults
from tests.resilience.properties import violations
from tests.resilience.properties.mail import repeats
from tests.resilience.run import Run, working
from tests.resilience.stage import stage

SEED = int(os.environ.get("SEED", "20471"))
RATE = 2.0
WARM_SECONDS = 3.0


@pytest.fixture
async def run(run_folder: State) -> AsyncIterator[Run]:
    async with (
        stage(State(make_folder(run_folder.root / "resilience"), run_folder.downloads)) as made,
        working(made, SEED, RATE) as under_load,
    ):
        yield under_load


async def test_nothing_is_lost_doubled_or_out_of_order_under_faults(run: Run) -> None:
    strikes = [*[faults.kill_somebody] * 4, *[faults.kill_at_a_point] * 6, faults.kill_together]
    strikes += [faults.restart_database, faults.restart_broker, faults.cut_database_connections, faults.cut_network]
    Random(SEED).shuffle(strikes)
    await asyncio.sleep(WARM_SECONDS)

    for strike in strikes:
        await strike(run)

    evidence = await run.evidence()
    print(f"\nseed {SEED}: {dict(run.tally.faults)}, not reached {dict(run.tally.missed)}")
    print(f"mails that came again: {repeats(evidence)}")
    assert violations(evidence) == []
    assert [member.name for member in run.stage.crew.members.values() if member.own_deaths] == []
    assert len(evidence.all_first()) > 100

"""`make chaos`: the long form. Phases, each with a system of its own; their evidence is judged, the report written."""

import argparse
import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from local_stack import test_run
from local_stack.state import State
from tests.resilience import disks, faults, surroundings
from tests.resilience.outcome import Outcome, judged
from tests.resilience.report import write
from tests.resilience.run import Run, working
from tests.resilience.stage import stage

RATE = 1.5
Strike = Callable[[Run], Coroutine[object, object, None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """So many kills, so many seconds apart on average, and troubles spread evenly between them."""

    name: str
    share: float
    seconds_between: float
    troubles: tuple[Strike, ...]
    copies: int = 1
    apart: bool = False
    skipped: dict[str, str] = field(default_factory=dict)


def phases() -> list[Phase]:
    """The same kills on three systems."""
    network = (faults.cut_database_connections, faults.cut_network, faults.freeze_network)
    servers = (faults.restart_broker, faults.freeze_broker, faults.restart_database)
    replicas = (surroundings.two_relays, surroundings.three_replicas)
    surrounding, skipped = _possible_here()
    return [
        Phase(
            name="parts of every service in processes of their own",
            share=0.78,
            seconds_between=1.5,
            troubles=(*network, *servers, *replicas) * 2,
            apart=True,
        ),
        Phase(
            name="each service one process",
            share=0.14,
            seconds_between=2.5,
            troubles=(*network, *servers, *replicas, surroundings.start_in_some_order, *surrounding),
            skipped=skipped,
        ),
        Phase(
            name="three brokers, two must have each record",
            share=0.08,
            seconds_between=2.5,
            troubles=(faults.restart_broker,) * 4,
            copies=3,
        ),
    ]


def _possible_here() -> tuple[list[Strike], dict[str, str]]:
    """What this machine lets us do, and the rest with its reason."""
    strikes: list[Strike] = []
    skipped = {}
    if reason := disks.why_not():
        skipped["disk of the database full"] = skipped["disk of the broker full"] = reason
    else:
        strikes += [surroundings.fill_disk_of_database, surroundings.fill_disk_of_broker]
    if reason := surroundings.why_no_clock():
        skipped["clock set back an hour"] = reason
    else:
        strikes.append(surroundings.set_clock_back)
    return strikes, skipped


async def strike_all(run: Run, phase: Phase, kills: int) -> None:
    """Kill until there were so many; troubles of the surroundings go on beside the kills."""
    done, planned = run.stage.crew.kills, run.rng.sample(phase.troubles, len(phase.troubles))
    beside: asyncio.Task[None] | None = None
    while run.stage.crew.kills - done < kills:
        progress = (run.stage.crew.kills - done) / kills
        is_time = progress >= 1 - len(planned) / len(phase.troubles)
        if planned and is_time and (beside is None or beside.done()):
            if beside is not None:
                beside.result()
            beside = asyncio.create_task(planned.pop()(run))
        # Points wait for their moment; random kills go on meanwhile.
        strike = run.rng.choice((faults.kill_somebody, faults.kill_somebody, faults.kill_at_a_point))
        began = time.monotonic()
        await strike(run)
        await asyncio.sleep(max(0.0, run.rng.uniform(0.3, 1.7) * phase.seconds_between - (time.monotonic() - began)))
    for trouble in planned:
        await trouble(run)
    if beside is not None:
        await beside


async def perform(state: State, phase: Phase, seed: int, kills: int) -> Outcome:
    """One phase from its start to its judgement."""
    small = phase.copies == 1 and disks.why_not() is None
    async with (
        stage(state, copies=phase.copies, apart=phase.apart, small_disks=small) as made,
        working(made, seed, RATE) as run,
    ):
        began = time.monotonic()
        run.tally.skipped |= phase.skipped
        await strike_all(run, phase, kills)
        return judged(phase.name, run, await run.evidence(), time.monotonic() - began)


async def main(seed: int, kills: int) -> int:
    outcomes = []
    for number, phase in enumerate(phases()):
        print(f"… {phase.name}", flush=True)
        with test_run.folder() as state:
            outcome = await perform(state, phase, seed + number, round(kills * phase.share))
        outcomes.append(outcome)
        print(outcome.summary(), flush=True)
    write(outcomes, seed)
    return 0 if all(not outcome.violations for outcome in outcomes) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--kills", type=int, required=True)
    asked = parser.parse_args()
    raise SystemExit(asyncio.run(main(asked.seed, asked.kills)))

"""`make chaos`: the long form. Phases, each with a system of its own; their evidence is judged, the report written."""

import argparse
import asyncio
import signal
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field

from local_stack import test_run
from local_stack.state import State
from tests.resilience import disks, faults, surroundings
from tests.resilience.outcome import Outcome, judged, unreached
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
    """Kill until there were so many; crash points and troubles of the surroundings go on beside the random kills."""
    striking = [
        asyncio.create_task(_kill_at_points(run)),
        asyncio.create_task(_trouble(run, phase.troubles, lambda: run.stage.crew.kills / kills)),
    ]
    while run.stage.crew.kills < kills and not any(task.done() for task in striking[:1]):
        await run.rng.choice((faults.kill_somebody, faults.kill_somebody, faults.kill_together))(run)
        await asyncio.sleep(run.rng.uniform(0.3, 1.7) * phase.seconds_between)
    striking[0].cancel()
    await asyncio.wait(striking[:1])
    await striking[1]


async def _kill_at_points(run: Run) -> None:
    while True:
        await faults.kill_at_a_point(run)
        await asyncio.sleep(1)


async def _trouble(run: Run, troubles: Sequence[Strike], progress: Callable[[], float]) -> None:
    """Each once, in a shuffled order, spread over the run."""
    for number, trouble in enumerate(run.rng.sample(troubles, len(troubles))):
        while progress() < number / len(troubles):  # noqa: ASYNC110 (kills are counted, not signalled)
            await asyncio.sleep(0.5)
        try:
            await trouble(run)
        except TimeoutError as error:
            run.tally.stuck.append(f"{trouble.__name__}: {error}")


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
    """Run every phase; ended by SIGTERM too it stops its servers and unmounts its disks."""
    whole = asyncio.current_task()
    if whole is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, whole.cancel)
    outcomes = []
    for number, phase in enumerate(phases()):
        print(f"… {phase.name}", flush=True)
        with test_run.folder() as state:
            outcome = await perform(state, phase, seed + number, round(kills * phase.share))
        outcomes.append(outcome)
        print(outcome.summary(), flush=True)
        # After each phase: an hour's work is not lost with the last of it.
        write(outcomes, seed, kills)
    print(*unreached(outcomes), sep="\n")
    return 0 if not unreached(outcomes) and all(not outcome.violations for outcome in outcomes) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--kills", type=int, required=True)
    asked = parser.parse_args()
    raise SystemExit(asyncio.run(main(asked.seed, asked.kills)))

"""Floor and subject in turns (A B C A B C …), compared within each turn: a noisy neighbour slows both."""

import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from tests.bench.table import Aim, Line


@dataclass(slots=True)
class Pass:
    """How long one pass over `count` messages took, by the wall and by this process's CPU."""

    count: int = 0
    wall_seconds: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def rate(self) -> float:
        return self.count / self.wall_seconds

    @property
    def cpu_microseconds(self) -> float:
        """CPU of the measuring process alone, per message."""
        return self.cpu_seconds / self.count * 1e6


@contextmanager
def timed(count: int) -> Iterator[Pass]:
    """Measure the block as one pass over `count` messages."""
    measured = Pass(count)
    wall, cpu = time.perf_counter(), time.process_time()
    yield measured
    measured.wall_seconds = time.perf_counter() - wall
    measured.cpu_seconds = time.process_time() - cpu


Runs = Mapping[str, Callable[[], Awaitable[Pass]]]


async def take_turns(rounds: int, runs: Runs) -> dict[str, list[Pass]]:
    """Run each in turn, `rounds` times after one that warms up; every other turn backwards."""
    passes: dict[str, list[Pass]] = {name: [] for name in runs}
    for turn in range(-1, rounds):
        for name in runs if turn % 2 == 0 else reversed(list(runs)):
            measured = await runs[name]()
            if turn >= 0:
                passes[name].append(measured)
    return passes


def ratio(name: str, subject: Sequence[Pass], floor: Sequence[Pass], aim: Aim | None = None) -> Line:
    """The subject's rate in per cent of the floor's: the median of the turns, each compared with its own floor."""
    percents = [100 * mine.rate / bare.rate for mine, bare in zip(subject, floor, strict=True)]
    spent = [100 * bare.cpu_microseconds / mine.cpu_microseconds for mine, bare in zip(subject, floor, strict=True)]
    beside = f"{_rates(subject)} beside {_rates(floor)}; by CPU {median(spent):.0f} %"
    return Line(
        name=name, figure=median(percents), unit="%", aim=aim, spread=(min(percents), max(percents)), beside=beside
    )


def rate(name: str, subject: Sequence[Pass], unit: str, aim: Aim | None = None) -> Line:
    """The median rate."""
    rates = [each.rate for each in subject]
    cpu = median(each.cpu_microseconds for each in subject)
    return Line(
        name=name,
        figure=median(rates),
        unit=unit,
        aim=aim,
        spread=(min(rates), max(rates)),
        beside=f"{cpu:.0f} µs CPU each",
    )


def _rates(passes: Sequence[Pass]) -> str:
    cpu = median(each.cpu_microseconds for each in passes)
    return f"{median(each.rate for each in passes):,.0f}/s ({cpu:.0f} µs CPU)"

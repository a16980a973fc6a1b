"""What is measured, at which sizes, at which share of recorded traces."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tests.bench import growth, intaking, journey, latency, lawful, recording, relaying, scaling, web
from tests.bench.ground import Ground
from tests.bench.table import Line

BOTH = (0.01, 1.0)
Extent = tuple[int, int]
"""A count, and a number of rounds."""


class Size(StrEnum):
    QUICK = "quick"
    USUAL = "usual"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """`measure` is called with a ground and the extent of the size asked for."""

    name: str
    measure: Callable[[Ground, int, int], Awaitable[list[Line]]]
    sizes: Mapping[Size, Extent]
    trace_ratios: tuple[float, ...] = (0.01,)


def _sizes(usual: Extent, quick: Extent, full: Extent | None = None) -> dict[Size, Extent]:
    return {Size.QUICK: quick, Size.USUAL: usual, Size.FULL: full or usual}


MEASUREMENTS = (
    Measurement(name="relay", measure=relaying.measure, sizes=_sizes((20_000, 9), (5_000, 3)), trace_ratios=BOTH),
    Measurement(
        name="batch", measure=intaking.measure_batches, sizes=_sizes((20_000, 9), (5_000, 3)), trace_ratios=BOTH
    ),
    Measurement(
        name="events", measure=intaking.measure_events, sizes=_sizes((10_000, 3), (2_000, 3)), trace_ratios=BOTH
    ),
    Measurement(name="latency", measure=latency.measure, sizes=_sizes((2_000, 3), (400, 1)), trace_ratios=BOTH),
    Measurement(name="http", measure=web.measure, sizes=_sizes((500, 7), (100, 3)), trace_ratios=BOTH),
    Measurement(name="journey", measure=journey.measure, sizes=_sizes((10_000, 1), (1_000, 1)), trace_ratios=BOTH),
    Measurement(name="record", measure=recording.measure, sizes=_sizes((50_000, 5), (5_000, 2), (500_000, 3))),
    Measurement(name="law", measure=lawful.measure, sizes=_sizes((10_000, 5), (1_000, 3))),
    Measurement(name="scaling", measure=scaling.measure, sizes=_sizes((40_000, 3), (5_000, 1))),
    Measurement(name="growth", measure=growth.measure, sizes=_sizes((100_000, 1), (20_000, 1), (1_000_000, 1))),
)

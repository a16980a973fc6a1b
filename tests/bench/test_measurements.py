"""Each measurement runs, at the smallest size, and the table says what was measured. No time is asserted here."""

import json
from pathlib import Path

import pytest

from local_stack.test_run import KafkaForTests, PostgresForTests
from tests.architecture.repository import SERVICES
from tests.bench import table
from tests.bench.ground import Ground
from tests.bench.plan import MEASUREMENTS, Measurement
from tests.bench.rounds import Pass, ratio
from tests.bench.table import Line, at_least, at_most

SMALLEST = {
    "batch": (1_500, 2),
    "scaling": (240, 1),
    "journey": (40, 1),
    "latency": (40, 1),
    "growth": (400, 1),
    "record": (2_500, 1),
}
TOPICS = ("nominations.facts", "nominations.personal", "review.facts", "notifications.facts")
TOLD = {
    "batch": {"floor: fetch + validate + COPY", "of it getmany + validate", "of it COPY of the same bytes"},
    "journey": {
        *(f"memory of {name}, all parts" for name in SERVICES),
        *(f"bytes per fact in {name}'s database" for name in SERVICES),
        *(f"bytes per record on {name}" for name in TOPICS),
    },
}
"""What must stand in the table whatever the size."""


@pytest.fixture
def ground(kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path) -> Ground:
    return Ground(servers=kafka.servers, admin_url=postgres.admin_url, state_dir=tmp_path, trace_ratio=0.01)


@pytest.mark.parametrize("measurement", MEASUREMENTS, ids=lambda each: each.name)
async def test_a_measurement_runs_and_reports(measurement: Measurement, ground: Ground) -> None:
    count, rounds = SMALLEST.get(measurement.name, (120, 2))

    lines = await measurement.measure(ground, count, rounds)

    assert lines
    assert all(line.name and line.unit for line in lines)
    assert TOLD.get(measurement.name, set()) <= {line.name for line in lines}
    assert table.from_json(table.as_json(lines)) == lines


def test_a_ratio_is_the_median_of_turns_each_compared_with_its_own_floor() -> None:
    subject = [Pass(100, 2.0, 1.0), Pass(100, 8.0, 1.0), Pass(100, 2.5, 1.0)]
    floor = [Pass(100, 1.0, 0.5), Pass(100, 4.0, 0.5), Pass(100, 2.0, 0.5)]

    line = ratio("subject / floor", subject, floor, at_least(70))

    assert (line.figure, line.spread, line.verdict) == (50.0, (50.0, 80.0), "MISSED")
    assert line.beside.endswith("by CPU 50 %")


@pytest.mark.parametrize(
    ("figure", "aim", "verdict"),
    [
        (70.0, at_least(70), "met"),
        (69.9, at_least(70), "MISSED"),
        (8.0, at_most(8), "met"),
        (8.1, at_most(8), "MISSED"),
        (8.1, None, "–"),
    ],
)
def test_a_figure_that_misses_its_aim_says_so(figure: float, aim: table.Aim | None, verdict: str) -> None:
    line = Line(name="a", figure=figure, unit="%", aim=aim)

    assert line.verdict == verdict
    assert verdict in table.as_text([line])
    assert verdict in table.as_markdown([line])
    assert json.loads(table.as_json([line]))[0]["verdict"] == verdict

"""`make bench`: every measurement in a process of its own on one broker and one database server, one table at the end.

`--quick` takes a fraction of everything, `--full` a million facts for the slope. The table is appended to
docs/benchmarks.md, unless it was asked for in part or for nothing but itself.
"""

import argparse
import asyncio
import gc
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson
import uvloop

from tests.bench import table
from tests.bench.ground import Ground, recorded_traces, servers
from tests.bench.machine import described
from tests.bench.plan import MEASUREMENTS, Measurement, Size
from tests.bench.table import Line

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "docs" / "benchmarks.md"


def main(arguments: Sequence[str]) -> int:
    """0 when everything was measured, whether or not it meets its aim; 1 when a measurement failed."""
    asked = _parser().parse_args(arguments)
    if asked.measure:
        return _measure(asked.measure, orjson.loads(sys.stdin.read()))
    chosen = [each for each in MEASUREMENTS if not asked.only or each.name in asked.only]
    with servers(0.01) as ground:
        machine = asyncio.run(described(ground.admin_url))
        lines, failed = _run_all(ground, chosen, asked.size)
    _show(lines, machine, as_json=asked.json)
    if not asked.only and not asked.keep_out:
        _append(lines, machine, asked.size)
    for name in failed:
        sys.stderr.write(f"not measured: {name}\n")
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench")
    size = parser.add_mutually_exclusive_group()
    for each in (Size.QUICK, Size.FULL):
        size.add_argument(f"--{each}", dest="size", action="store_const", const=each, default=Size.USUAL)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--only", nargs="+", choices=[each.name for each in MEASUREMENTS], help="these alone")
    parser.add_argument("--keep-out", action="store_true", help="do not append to docs/benchmarks.md")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    return parser


def _run_all(ground: Ground, chosen: Sequence[Measurement], size: Size) -> tuple[list[Line], list[str]]:
    lines: list[Line] = []
    failed: list[str] = []
    for each in chosen:
        for ratio in each.trace_ratios:
            sys.stderr.write(f"… {each.name}, {ratio:.0%} of traces\n")
            measured = _apart(replace(ground, trace_ratio=ratio), each, size)
            if measured is None:
                failed.append(f"{each.name} at {ratio:.0%} of traces")
            else:
                lines += [_of_ratio(line, ratio) for line in measured]
    return lines, failed


def _of_ratio(line: Line, ratio: float) -> Line:
    """Aims hold at one trace in a hundred; with all of them recorded the figure stands beside, without an aim."""
    return line if ratio < 1 else replace(line, name=f"{line.name}, all traces recorded", aim=None)


def _apart(ground: Ground, measurement: Measurement, size: Size) -> list[Line] | None:
    """One measurement in a fresh process: its memory, garbage and traces are its own."""
    told = {
        "servers": ground.servers,
        "admin_url": ground.admin_url,
        "state_dir": str(ground.state_dir),
        "trace_ratio": ground.trace_ratio,
        "size": size,
    }
    argv = [sys.executable, "-m", "tests.bench", "--measure", measurement.name]
    done = subprocess.run(argv, input=orjson.dumps(told), stdout=subprocess.PIPE, cwd=ROOT, check=False)
    return table.from_json(done.stdout.decode()) if done.returncode == 0 else None


def _measure(name: str, told: dict[str, str]) -> int:
    ground = Ground(
        servers=told["servers"],
        admin_url=told["admin_url"],
        state_dir=Path(told["state_dir"]),
        trace_ratio=float(told["trace_ratio"]),
    )
    (chosen,) = [each for each in MEASUREMENTS if each.name == name]
    count, rounds = chosen.sizes[Size(told["size"])]
    # As in a service's process (chassis.process).
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    with recorded_traces(ground):
        lines = uvloop.run(_lines(chosen, ground, count, rounds))
    sys.stdout.write(table.as_json(lines))
    return 0


async def _lines(chosen: Measurement, ground: Ground, count: int, rounds: int) -> list[Line]:
    return await chosen.measure(ground, count, rounds)


def _show(lines: Sequence[Line], machine: str, *, as_json: bool) -> None:
    if as_json:
        print(table.as_json(lines))
        return
    print(f"{machine}\n\n{table.as_text(lines)}")


def _append(lines: Sequence[Line], machine: str, size: Size) -> None:
    now = datetime.now(UTC)
    with RESULTS.open("a") as results:
        results.write(f"\n### {now:%Y-%m-%d %H:%M} UTC, {size}\n\n{machine}\n\n{table.as_markdown(lines)}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

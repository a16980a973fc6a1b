"""The whole suite: its parts as runs of pytest of their own, two at a time, because tests wait more than they work.

Each part has its own broker and database (conftest.py) and says at its end how long it took. What a part printed is
shown when it is over, so that failures of two are not mixed. `python -m pytest` runs everything in one, as ever.
"""

import asyncio
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

AT_ONCE: Final = 2
Part = tuple[str, ...]
PARTS: Final[tuple[Part, ...]] = (
    # The longest first, so that none of them is left for the end; few, since a broker takes nine seconds of processor.
    ("tests/contract",),
    ("services/portal",),
    ("tests/resilience", "tests/end_to_end"),
    ("tests/access", "services/nominations"),
    ("deploy/local", "tests/sign_in", "services/audit", "services/notifications", "services/review"),
    ("tests/architecture", "tests/bench", "tests/observability", "tests/supply", "shared", "verifier"),
)
OUTCOME: Final = re.compile(r"(\d+) (passed|failed|skipped|error)")


@dataclass(frozen=True, slots=True)
class Ended:
    part: Part
    code: int
    said: str
    seconds: float

    @property
    def outcomes(self) -> Counter[str]:
        """How many passed, failed and so on, by pytest's closing line."""
        closing = self.said.strip().rpartition("\n")[2]
        return Counter({outcome: int(count) for count, outcome in OUTCOME.findall(closing)})


def not_in_one_part(files: Sequence[str], parts: Sequence[Part] = PARTS) -> list[str]:
    """The test files that no part runs, or more than one does."""
    folders = [folder for part in parts for folder in part]
    return [file for file in files if sum(file.startswith(f"{folder}/") for folder in folders) != 1]


async def run(parts: Sequence[Part], arguments: Sequence[str]) -> int:
    """Run all parts; 0 when every one of them is green."""
    this = asyncio.current_task()
    assert this is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, this.cancel)
    turns = asyncio.Semaphore(AT_ONCE)
    async with asyncio.TaskGroup() as group:  # which waits for all of them also when it is cancelled
        running = [group.create_task(_in_turn(turns, part, arguments)) for part in parts]
    ended = [each.result() for each in running]
    outcomes = sum((each.outcomes for each in ended), Counter())
    print("\n".join(f"{each.seconds:6.0f} s  {' '.join(each.part)}" for each in ended))
    failed = outcomes["failed"] + outcomes["error"]
    print(f"{outcomes['passed']} passed, {failed} failed, {outcomes['skipped']} skipped", flush=True)
    return max(each.code for each in ended)


async def _in_turn(turns: asyncio.Semaphore, part: Part, arguments: Sequence[str]) -> Ended:
    async with turns:
        began = time.monotonic()
        code, said = await _pytest([*part, *arguments])
        print(f"\n===== {' '.join(part)}\n{said}", flush=True)
        return Ended(part, code, said, time.monotonic() - began)


async def _pytest(arguments: Sequence[str]) -> tuple[int, str]:
    """One run; when we are stopped it is stopped too, once, and given the time to end its servers."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "pytest",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,  # Ctrl-C would reach it twice
    )
    reading = asyncio.ensure_future(child.communicate())
    try:
        said, _ = await asyncio.shield(reading)
    except asyncio.CancelledError:
        child.terminate()
        print((await reading)[0].decode(errors="replace"), flush=True)
        raise
    assert child.returncode is not None
    return child.returncode, said.decode(errors="replace")


if __name__ == "__main__":
    try:
        sys.exit(asyncio.run(run(PARTS, sys.argv[1:])))
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit(130)

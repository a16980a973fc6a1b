"""A nomination's life told once, on the composed system: what a newcomer does with `make up` and `make demo`."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from local_stack import ports
from local_stack.state import home, make_folder

UP_SECONDS = 240
STOP_SECONDS = 60
FIRST_PORT, STEP = 8000, 97


def free_shift() -> int:
    """A number by which all ports of the stack can be moved here."""
    for turn in range(1, 60):
        shift = turn * STEP
        wanted = [8000, 8001, 8002, 8003, 8004, 8010, 8025, 8026, 15432, 19092, 19093]
        if all(ports.is_free(port + shift) for port in wanted):
            return shift
    raise RuntimeError("no free ports for a second stack")


class Stack:
    """`make up` without make: the same module, on moved ports and a state of its own."""

    def __init__(self, state: Path) -> None:
        self.shift = free_shift()
        self.environment = {**os.environ, "THIDUA_STATE": str(state), "THIDUA_PORT_SHIFT": str(self.shift)}
        self.register = f"http://127.0.0.1:{FIRST_PORT + self.shift}/"
        self.log = state / "up.txt"

    def run(self, *verb: str) -> subprocess.CompletedProcess[str]:
        """Run one verb to its end."""
        argv = [sys.executable, "-m", "local_stack", *verb]
        return subprocess.run(argv, env=self.environment, capture_output=True, text=True, timeout=600, check=False)

    @contextmanager
    def up(self) -> Iterator[None]:
        """Everything runs; Ctrl-C at the end."""
        with self.log.open("w") as out:
            argv = [sys.executable, "-m", "local_stack", "up"]
            process = subprocess.Popen(argv, env=self.environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            self._wait(process)
            yield
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(STOP_SECONDS) in (0, 130), self.log.read_text()

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + UP_SECONDS
        while self.register.rstrip("/") not in self.log.read_text():
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"make up did not come up:\n{self.log.read_text()}")
            time.sleep(0.2)


@pytest.fixture
def state() -> Iterator[Path]:
    """A folder that PostgreSQL's own user can reach, also as root."""
    folder = make_folder(make_folder(home() / "tests") / f"life-{os.getpid()}")
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_a_list_of_200_becomes_awards_and_all_of_it_is_there_after_a_restart(state: Path) -> None:
    stack = Stack(state)

    with stack.up():
        demo = stack.run("demo")
        assert demo.returncode == 0, demo.stdout + demo.stderr
        nomination = re.search(r"make trace ID=(\S+)", demo.stdout)
        assert nomination is not None, demo.stdout
        trace = stack.run("trace", nomination.group(1))
        before = httpx.get(stack.register).text

    for service in ("nominations", "review", "notifications", "audit", "portal"):
        assert service in trace.stdout, trace.stdout + trace.stderr
    with stack.up():
        after = httpx.get(stack.register).text
    assert total(before) == total(after) == 200


def total(page: str) -> int:
    """The number of awards that the register says it has."""
    found = re.search(r'id="results-title"[^>]*>\s*(\d+) ', page)
    assert found is not None, page[:2000]
    return int(found.group(1))

"""`make up` without make: the same module, on moved ports and a state of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from local_stack import layout, ports, up
from local_stack.state import home, make_folder

UP_SECONDS = 240
STOP_SECONDS = 60
FIRST_PORT, STEP = 8000, 97
WANTED = tuple(port - layout.PORT_SHIFT for port in up.PURPOSES)


@contextmanager
def state_folder(name: str) -> Iterator[Path]:
    """A folder that PostgreSQL's own user can reach, also as root; removed at the end."""
    folder = make_folder(make_folder(home() / "tests") / f"{name}-{os.getpid()}")
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def free_shift() -> int:
    """A number by which all ports of the stack can be moved here."""
    for turn in range(60):
        # Two runs at once would see the same ports free.
        shift = (1 + (os.getpid() + turn) % 60) * STEP
        if all(ports.is_free(port + shift) for port in WANTED):
            return shift
    raise RuntimeError("no free ports for a second stack")


class Stack:
    """One `make up`, and the verbs beside it."""

    def __init__(self, state: Path, extra: Mapping[str, str] | None = None) -> None:
        self.state = state
        self.shift = free_shift()
        self.environment = {
            **os.environ,
            "THIDUA_STATE": str(state),
            "THIDUA_PORT_SHIFT": str(self.shift),
            **(extra or {}),
        }
        self.register = f"http://127.0.0.1:{FIRST_PORT + self.shift}/"
        self.log = state / "up.txt"

    def moved(self, port: int) -> int:
        """Where this stack listens instead of a port of layout's."""
        return port - layout.PORT_SHIFT + self.shift

    def managed(self, service: str, path: str) -> httpx.Response:
        """What the management port of a service answers."""
        port = self.moved(layout.MANAGEMENT_PORTS[service])
        return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=5)

    def is_ready(self, service: str) -> bool:
        try:
            return self.managed(service, "/readyz").status_code == 200
        except httpx.HTTPError:
            return False

    def run(self, *verb: str) -> subprocess.CompletedProcess[str]:
        """Run one verb to its end."""
        argv = [sys.executable, "-m", "local_stack", *verb]
        return subprocess.run(argv, env=self.environment, capture_output=True, text=True, timeout=600, check=False)

    @contextmanager
    def up(self) -> Iterator[None]:
        """Everything runs; Ctrl-C at the end."""
        with self.rising():
            self.wait_until_up()
            yield

    @contextmanager
    def rising(self) -> Iterator[None]:
        """Everything is being started; Ctrl-C at the end."""
        with self.log.open("w") as out:
            argv = [sys.executable, "-m", "local_stack", "up"]
            self._process = process = subprocess.Popen(argv, env=self.environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(STOP_SECONDS) in (0, 130), self.log.read_text()

    def wait_until_up(self) -> None:
        """Wait until it says where to look; fails with what it said instead."""
        deadline = time.monotonic() + UP_SECONDS
        while self.register.rstrip("/") not in self.log.read_text():
            if self._process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"make up did not come up:\n{self.log.read_text()}")
            time.sleep(0.2)

"""The composed system with each service on the release that the test chooses, changed while the rest runs on."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture import installation
from tests.architecture.repository import ROOT, SERVICES, Repository
from tests.end_to_end.stack import Stack

READY_SECONDS = 90
# The portal decides nothing; it comes last, as it would in a province.
ORDER = (*(name for name in SERVICES if name != "portal"), "portal")


@dataclass(frozen=True, slots=True)
class Interpreter:
    """What runs one service: the Python of an environment; `members` is where ours lie, if not in this checkout."""

    python: Path
    members: Path | None = None

    def script(self) -> str:
        return f'#!/bin/sh\nexec {shlex.quote(str(self.python))} "$@"\n'


PRESENT = Interpreter(Path(sys.executable))


def released(release: Path, service: str, environments: Path, target: Path) -> Interpreter:
    """A service as it was released: its own wheels on the third parties that it pinned."""
    python = installation.third_parties(release / "requirements" / f"{service}.lock", environments)
    [declared] = [member for member in Repository(ROOT).services if member.name == service]
    names = installation.closure(Repository(ROOT), declared)
    members = target / "members"
    installation.install_members(python, release / "wheels", names, members)
    return Interpreter(environment_of(target / "environment", python, members), members)


def environment_of(folder: Path, third_parties: Path, members: Path) -> Path:
    """An environment of its own, so that a process which reads no PYTHONPATH has the same modules."""
    venv.create(folder, with_pip=False)
    [installed] = third_parties.parents[1].glob("lib/python*/site-packages")
    [own] = folder.glob("lib/python*/site-packages")
    (own / "released.pth").write_text(f"{members}\n{installed}\n")
    return folder / "bin" / "python"


class MixedStack(Stack):
    """`make up` with a chosen interpreter per service."""

    def __init__(self, state: Path, chosen: Mapping[str, Interpreter]) -> None:
        self.pythons = state / "pythons"
        self.pythons.mkdir(mode=0o755)
        super().__init__(state, {"THIDUA_PYTHONS": str(self.pythons)})
        self.chosen = dict(chosen)
        for service, interpreter in chosen.items():
            self._write(service, interpreter)

    def arrange(self, chosen: Mapping[str, Interpreter]) -> None:
        """Restart the services that shall run on another interpreter than now; the others run on."""
        changed = [service for service in chosen if chosen[service] != self.chosen[service]]
        before = {service: self._pid(service) for service in changed}
        for service, pid in before.items():
            self._write(service, chosen[service])
            os.kill(pid, signal.SIGTERM)
        for service, pid in before.items():
            self._wait_for_successor(service, pid)
        self.chosen = dict(chosen)

    def plays(self) -> str | None:
        """Play a list of five through its whole life and check it; return what went wrong."""
        done = self.run("demo", "5")
        return None if done.returncode == 0 else done.stdout + done.stderr

    @contextmanager
    def playing(self) -> Iterator[None]:
        """The same story in the background, for as long as the test looks on."""
        argv = [sys.executable, "-m", "local_stack", "demo", "5"]
        story = subprocess.Popen(argv, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield
        finally:
            story.kill()
            story.wait()

    def dead_letters(self, service: str) -> int:
        done = self.run("run", service, "status")
        assert done.returncode == 0, done.stderr
        return int(json.loads(done.stdout)["dead_letters"])

    def _wait_for_successor(self, service: str, before: int) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while self._pid(service) == before or not self.is_ready(service):
            if time.monotonic() > deadline:
                log = (self.state / "logs" / f"{service}.log").read_text()
                pytest.fail(f"{service} did not come back:\n{log[-4000:]}")
            time.sleep(0.2)

    def _write(self, service: str, interpreter: Interpreter) -> None:
        script = self.pythons / service
        draft = script.with_suffix(".new")
        draft.write_text(interpreter.script())
        draft.chmod(0o755)
        draft.rename(script)

    def _pid(self, service: str) -> int:
        return int(json.loads((self.state / "run" / f"{service}.pid").read_text())["pid"])

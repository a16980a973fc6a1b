"""The composed system with each service on the release that the test chooses, changed while the rest runs on."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.architecture.repository import SERVICES
from tests.contract.interpreters import Interpreter
from tests.end_to_end.stack import Stack

READY_SECONDS = 90
# The portal decides nothing; it comes last, as it would in a province.
ORDER = (*(name for name in SERVICES if name != "portal"), "portal")


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
        """Restart the services that shall run on another interpreter than now, and wait; the others run on."""
        self.exchange(chosen)
        for service in chosen:
            self.wait_for(service, self.is_ready)

    def exchange(self, chosen: Mapping[str, Interpreter]) -> None:
        """The same, whether or not they become ready."""
        changed = [service for service in chosen if chosen[service] != self.chosen[service]]
        before = {service: self._pid(service) for service in changed}
        self.chosen |= chosen
        for service, pid in before.items():
            self._write(service, chosen[service])
            os.kill(pid, signal.SIGTERM)
        for service in changed:
            self.wait_for(service, lambda name: self._pid(name) != before[name])

    def migrate(self, service: str, interpreter: Interpreter) -> None:
        """Run the migrations of this code, whatever code runs there."""
        self._write(service, interpreter)
        done = self.run("run", service, "migrate")
        self._write(service, self.chosen[service])
        assert done.returncode == 0, done.stderr

    def plays(self) -> str | None:
        """Play a list of five through its whole life and check it; return what went wrong."""
        with self.playing() as outcome:
            return outcome()

    @contextmanager
    def playing(self) -> Iterator[Callable[[], str | None]]:
        """The same in the background; what is given waits for the end and returns what went wrong."""
        argv = [sys.executable, "-m", "local_stack", "demo", "5"]
        said = self.state / "story.txt"
        with said.open("w") as out:
            story = subprocess.Popen(argv, env=self.environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield lambda: said.read_text() if story.wait() else None
        finally:
            story.kill()
            story.wait()

    def troubles(self, service: str) -> dict[str, str]:
        """What /readyz says is wrong, by check; nothing from a process that does not answer yet."""
        try:
            checks = self.managed(service, "/readyz").json()["checks"]
        except httpx.HTTPError:
            return {}
        return {check["name"]: check["message"] for check in checks if not check["ok"]}

    def counted(self, service: str, sample: str) -> float:
        """A counter of the process that runs now, over all its labels."""
        families = text_string_to_metric_families(self.managed(service, "/metrics").text)
        return sum(each.value for family in families for each in family.samples if each.name == sample)

    def letters(self, service: str) -> set[str]:
        """Why the service could not take what others told."""
        done = self.run("run", service, "dead-letters", "list")
        assert done.returncode == 0, done.stderr
        told: list[dict[str, Any]] = json.loads(done.stdout)
        return {letter["reason"] for letter in told}

    def wait_for(self, service: str, holds: Callable[[str], object]) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not holds(service):
            if time.monotonic() > deadline:
                log = (self.state / "logs" / f"{service}.log").read_text()
                pytest.fail(f"{service}: {self.troubles(service)}\n{log[-4000:]}")
            time.sleep(0.2)

    def _write(self, service: str, interpreter: Interpreter) -> None:
        script = self.pythons / service
        draft = script.with_suffix(".new")
        draft.write_text(interpreter.script())
        draft.chmod(0o755)
        draft.rename(script)

    def _pid(self, service: str) -> int:
        return int(json.loads((self.state / "run" / f"{service}.pid").read_text())["pid"])

"""Child processes: started into their own session with a log file and a pid file, ended by pid.

A pid file names the process by pid and start time, so a run that was killed half-way leaves behind what the
next one can end without ever ending a stranger that was given the same pid.
"""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from local_stack.state import write_private

LOG_LIMIT_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What to start and how to end it."""

    name: str
    argv: Sequence[str]
    environment: Mapping[str, str]
    user: int | None = None
    group: int | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace_seconds: float = 20.0
    is_service: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    program: Program
    process: subprocess.Popen[bytes]
    log: Path
    pid_file: Path

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.is_alive:
            self.process.send_signal(self.program.stop_signal)

    def stop(self) -> None:
        """End it gently, after its grace forcibly; a second call does nothing."""
        self.ask_to_stop()
        try:
            self.process.wait(self.program.grace_seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.pid_file.unlink(missing_ok=True)

    def last_lines(self, count: int = 15) -> list[str]:
        return last_lines(self.log, count)


def start(program: Program, logs: Path, run: Path) -> Child:
    """Start it in a session of its own: a Ctrl-C in the terminal reaches the supervisor alone."""
    log = logs / f"{program.name}.log"
    rotate(log)
    with log.open("ab") as output:
        process = subprocess.Popen(
            program.argv,
            env=dict(program.environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=program.user,
            group=program.group,
            extra_groups=None if program.user is None else [],
            cwd="/",
        )
    pid_file = run / f"{program.name}.pid"
    # Whole at once: whoever waits for the successor reads it meanwhile.
    write_private(pid_file, identity(process.pid))
    return Child(program, process, log, pid_file)


def identity(pid: int) -> str:
    """Return what tells this process from a later one with the same pid."""
    return json.dumps({"pid": pid, "started": _started(pid)})


def find(recorded: str) -> psutil.Process | None:
    """Return the process of a recorded identity while it lives."""
    try:
        entry = json.loads(recorded)
        process = psutil.Process(entry["pid"])
        is_same = process.create_time() == entry["started"]
    except (ValueError, KeyError, TypeError, psutil.Error):
        return None
    return process if is_same and process.status() != psutil.STATUS_ZOMBIE else None


def _started(pid: int) -> float | None:
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return None


def end_leftovers(run: Path) -> list[str]:
    """End what a killed run left behind, by its pid files; return their names."""
    ended = []
    for pid_file in sorted(run.glob("*.pid")):
        process = find(pid_file.read_text())
        if process is not None:
            _end(process)
            ended.append(pid_file.stem)
        pid_file.unlink(missing_ok=True)
    return ended


def _end(process: psutil.Process) -> None:
    # SIGINT is PostgreSQL's fast shutdown; its SIGTERM would wait for every client to leave.
    gentle = signal.SIGINT if process.name() == "postgres" else signal.SIGTERM
    try:
        process.send_signal(gentle)
        process.wait(15)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(5)
    except psutil.NoSuchProcess:
        return


def rotate(log: Path) -> None:
    """Keep a log bounded: copied to `.1` and emptied in place, as its writer has it open for appending."""
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        shutil.copyfile(log, log.with_name(f"{log.name}.1"))
        os.truncate(log, 0)


def last_lines(log: Path, count: int) -> list[str]:
    if not log.exists():
        return []
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 64 * 1024))
        return file.read().decode(errors="replace").splitlines()[-count:]

"""Children, leftovers, ports and the sole runner, with real processes."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from local_stack import locks, ports, processes
from local_stack.processes import Program
from local_stack.state import State, make_folder
from local_stack.supervisor import Supervisor
from local_stack.troubles import AlreadyRunning, PortTaken

SLEEPER = [sys.executable, "-c", "import time; print('awake', flush=True); time.sleep(60)"]
FAILING = [sys.executable, "-c", "print('no such table'); raise SystemExit(3)"]


def program(name: str, argv: list[str]) -> Program:
    return Program(name=name, argv=argv, environment={}, grace_seconds=5)


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path, tmp_path)


def test_a_taken_port_is_named_with_its_holder() -> None:
    with socket.socket() as listener:
        listener.bind((ports.HOST, 0))
        listener.listen()
        port = listener.getsockname()[1]

        with pytest.raises(PortTaken, match=rf"{port} \(portal\).*pid {os.getpid()}"):
            ports.require_free(port, "portal")


def test_what_a_killed_run_left_behind_is_ended(state: State) -> None:
    child = processes.start(program("left", SLEEPER), state.logs, state.run)

    ended = processes.end_leftovers(state.run)

    assert ended == ["left"]
    assert child.process.poll() is not None
    assert list(state.run.iterdir()) == []


def test_a_stranger_with_a_recorded_pid_is_left_alone(state: State) -> None:
    stranger = subprocess.Popen(SLEEPER, stdout=subprocess.DEVNULL)
    recorded = re.sub(r'"started": [\d.]+', '"started": 1.0', processes.identity(stranger.pid))
    (state.run / "kafka.pid").write_text(recorded)

    ended = processes.end_leftovers(state.run)

    assert (ended, stranger.poll()) == ([], None)
    stranger.kill()
    stranger.wait()


@pytest.mark.parametrize("broken", ["", "{", "[]", "42", '{"pid": "x", "started": 1}'])
def test_a_pid_file_that_was_cut_off_stops_nothing(state: State, broken: str) -> None:
    (state.run / "portal.pid").write_text(broken)

    assert processes.end_leftovers(state.run) == []


def test_a_child_that_ignores_its_signal_is_killed_after_its_grace(state: State) -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    argv = [sys.executable, "-c", deaf]
    child = processes.start(Program(name="deaf", argv=argv, environment={}, grace_seconds=0.5), state.logs, state.run)
    while child.last_lines() != ["deaf"]:
        time.sleep(0.05)

    child.stop()

    assert child.process.returncode == -signal.SIGKILL


def test_a_log_stays_bounded(state: State) -> None:
    log = state.logs / "portal.log"
    log.write_bytes(b"x" * (processes.LOG_LIMIT_BYTES + 1))

    processes.rotate(log)

    assert (log.stat().st_size, (state.logs / "portal.log.1").stat().st_size) == (0, processes.LOG_LIMIT_BYTES + 1)


def test_a_child_that_dies_is_named_with_its_last_lines_and_started_again_later(state: State) -> None:
    said: list[str] = []
    seconds = [0.0]
    supervisor = Supervisor(state, said.append, lambda: seconds[0])
    first = supervisor.start(program("review", FAILING))
    first.process.wait(10)

    supervisor.look_once()
    supervisor.look_once()
    still_dead = supervisor.child("review")
    seconds[0] = 1.0
    supervisor.look_once()
    second = supervisor.child("review")
    second.process.wait(10)
    supervisor.look_once()

    assert still_dead is first
    assert second is not first
    assert [line.splitlines()[0][:24] for line in said] == [
        "✗ review đã dừng (mã 3),",
        "↻ review chạy lại · rest",
        "✗ review đã dừng (mã 3),",
    ]
    assert "| no such table" in said[0]
    assert "sau 1 giây" in said[0]
    assert "sau 2 giây" in said[2]


def test_services_stop_before_what_they_stand_on(state: State) -> None:
    supervisor = Supervisor(state, lambda _line: None, time.monotonic)
    note = state.root / "order"
    tell = "import signal,sys,time\ndef end(*_):\n    open(sys.argv[1],'a').write(sys.argv[2]+' '); sys.exit()\n"
    tell += "signal.signal(15, end)\nprint('up', flush=True)\nwhile True: time.sleep(0.05)\n"
    for name, is_service in (("postgres", False), ("kafka", False), ("review", True)):
        argv = [sys.executable, "-c", tell, str(note), name]
        child = supervisor.start(Program(name=name, argv=argv, environment={}, is_service=is_service))
        while child.last_lines() != ["up"]:
            time.sleep(0.05)

    supervisor.stop_all()

    assert note.read_text().split() == ["review", "kafka", "postgres"]


def test_a_second_run_on_the_same_state_is_refused_and_the_first_one_named(tmp_path: Path) -> None:
    with (
        locks.sole_runner(tmp_path / "up.lock"),
        pytest.raises(AlreadyRunning, match=rf"pid {os.getpid()}"),
        locks.sole_runner(tmp_path / "up.lock"),
    ):
        pass

    assert locks.holder(tmp_path / "up.lock") is None


def test_folders_above_the_state_keep_their_modes(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)

    make_folder(private / "state" / "logs")

    assert private.stat().st_mode & 0o777 == 0o700
    assert (private / "state").stat().st_mode & 0o777 == 0o711


def test_a_secret_is_made_once_and_readable_by_its_owner_alone(state: State) -> None:
    first, second = state.secret("postgres"), state.secret("postgres")

    path = state.root / "secrets" / "postgres"
    assert first == second
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)

"""Kafka and PostgreSQL for one test run: free ports, a folder of its own, nothing left behind."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local_stack import ports, processes
from local_stack.kafka import SHORT_SESSION, Kafka
from local_stack.postgres import Postgres
from local_stack.state import State, home, make_folder


@dataclass(frozen=True, slots=True)
class KafkaForTests:
    """A broker: `servers` asks nobody and lets everybody do everything, `guarded` is the door of production."""

    servers: str
    guarded: str | None = None
    """None where the run was given a broker of somebody else's."""
    admin_password: str | None = None


@dataclass(frozen=True, slots=True)
class PostgresForTests:
    admin_url: str


@contextmanager
def folder() -> Iterator[State]:
    """Make the run's folder and remove it at the end, with those of runs that were killed."""
    runs = make_folder(home() / "tests")
    _remove_abandoned(runs)
    run = make_folder(runs / f"run-{os.getpid()}")
    (run / "owner").write_text(processes.identity(os.getpid()))
    try:
        yield State(run, make_folder(home() / "downloads"))
    finally:
        shutil.rmtree(run, ignore_errors=True)


@contextmanager
def kafka(state: State, reuse: str | None) -> Iterator[KafkaForTests]:
    """Start a broker, or take the one at `reuse`."""
    if reuse:
        yield KafkaForTests(reuse)
        return
    port, controller_port, open_port = ports.choose_free(3)
    node = Kafka(state, port, controller_port, settings=SHORT_SESSION, open_port=open_port)
    child = node.start()
    try:
        yield KafkaForTests(f"{ports.HOST}:{open_port}", node.servers, node.admin_password)
    finally:
        child.stop()


@contextmanager
def postgres(state: State, reuse: str | None) -> Iterator[PostgresForTests]:
    """Start a server with a superuser's address, or take the one at `reuse`."""
    if reuse:
        yield PostgresForTests(reuse)
        return
    # Tests kill processes, never the machine: the page cache survives what they do.
    server = Postgres(state, ports.choose_free(1)[0], settings={"fsync": "off", "full_page_writes": "off"})
    child = server.start()
    try:
        yield PostgresForTests(server.admin_url)
    finally:
        child.stop()


def _remove_abandoned(runs: Path) -> None:
    for run in runs.glob("run-*"):
        owner = run / "owner"
        if owner.exists() and processes.find(owner.read_text()) is None:
            processes.end_leftovers(run / "run")
            shutil.rmtree(run, ignore_errors=True)

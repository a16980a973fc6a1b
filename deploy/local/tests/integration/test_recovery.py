"""Servers whose last start was killed half-way, begun again on the same state."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from local_stack import ports, processes
from local_stack.kafka import SHORT_SESSION, Kafka
from local_stack.loops import run_apart
from local_stack.postgres import Postgres
from local_stack.state import State, make_folder
from local_stack.topics import apply_topics
from local_stack.troubles import NeverReady


@pytest.fixture
def state(run_folder: State, request: pytest.FixtureRequest) -> State:
    return State(make_folder(run_folder.root / request.node.name[:40]), run_folder.downloads)


START = """
import sys
from pathlib import Path
from local_stack.postgres import Postgres
from local_stack.state import State
Postgres(State(Path(sys.argv[1]), Path(sys.argv[2])), int(sys.argv[3])).start()
"""


def test_an_initdb_that_was_killed_is_begun_again(state: State) -> None:
    [port] = ports.choose_free(1)
    arguments = [sys.executable, "-c", START, str(state.root), str(state.downloads), str(port)]
    first = subprocess.Popen(arguments, start_new_session=True)
    # PG_VERSION is among the first files that initdb writes, seconds before it is done on a slow machine.
    while not list(state.folder("postgres").glob("*/PG_VERSION")):
        time.sleep(0.002)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()

    server = Postgres(state, port)
    child = server.start()
    server.create_service("review")
    child.stop()

    assert child.process.returncode == 0


def test_postgres_starts_after_its_supervisor_was_killed(state: State) -> None:
    server = Postgres(state, ports.choose_free(1)[0])
    child = server.start()
    server.create_service("review")

    ended = processes.end_leftovers(state.run)
    child.process.wait(10)
    again = server.start()
    again.stop()

    assert ended == ["postgres"]


def test_postgres_starts_after_it_was_killed_itself(state: State) -> None:
    server = Postgres(state, ports.choose_free(1)[0])
    child = server.start()
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait(10)

    again = server.start()
    again.stop()

    assert again.process.returncode == 0


def test_a_postgres_that_cannot_start_is_named_with_its_log(state: State) -> None:
    server = Postgres(state, ports.choose_free(1)[0], settings={"shared_buffers": "nonsense"})

    with pytest.raises(NeverReady, match='invalid value for parameter "shared_buffers"'):
        server.start()


def test_a_kafka_format_that_was_cut_off_is_begun_again_and_a_killed_broker_keeps_its_topics(state: State) -> None:
    make_folder(state.folder("kafka") / "data" / "half-made")
    port, controller_port = ports.choose_free(2)
    node = Kafka(state, port, controller_port, settings=SHORT_SESSION)
    child = node.start()
    created = run_apart(apply_topics(node.servers, owners=["portal"], admin_password=node.admin_password))
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait(10)

    again = node.start()
    kept = run_apart(apply_topics(node.servers, owners=["portal"], admin_password=node.admin_password))
    again.stop()

    assert (created, kept) == (["portal.dead-letters: created"], [])
    assert not (state.folder("kafka") / "data" / "half-made").exists()


def test_a_kafka_that_cannot_start_tells_why(state: State) -> None:
    port, controller_port = ports.choose_free(2)
    node = Kafka(state, port, controller_port, settings={"num.io.threads": "none"})
    shutil.rmtree(state.folder("kafka"))
    (state.folder("kafka") / "formatted").touch()

    with pytest.raises(NeverReady, match=r"num\.io\.threads"):
        node.start()

"""The same life in containers: `docker compose up`, a list of 200, every check, stop, start, and all of it is there."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from local_stack.containers import COMPOSE, PUBLIC_URL
from local_stack.repository import ROOT
from tests.end_to_end.test_a_nominations_life import total

UP_SECONDS = 1800
WANTED = os.environ.get("CONTAINERS") == "yes"
ROWS = 200

pytestmark = pytest.mark.skipif(not WANTED, reason="needs a container engine and minutes: make test-containers")


def told(*argv: str) -> str:
    """What a command said; fails with it when the command did."""
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, timeout=UP_SECONDS, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def running() -> Iterator[None]:
    told(*COMPOSE, "up", "--build", "--wait")
    try:
        yield
    finally:
        told(*COMPOSE, "stop")


def awards() -> int:
    return total(httpx.get(f"{PUBLIC_URL}/", timeout=60, trust_env=False).text)


def test_a_list_of_200_becomes_awards_and_all_of_it_is_there_after_a_restart() -> None:
    told(sys.executable, "-m", "local_stack", "compose-environment")
    with running():
        before = awards()
        story = told(sys.executable, "-m", "local_stack", "demo", str(ROWS), "containers")
        after = awards()
    print(story)
    assert after == before + ROWS

    with running():
        assert awards() == after

"""A service's own verbs under `make up`, in the environment it runs with; and the state of all five at a glance."""

import json
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import httpx

from local_stack import layout
from local_stack.kafka import Kafka
from local_stack.postgres import Postgres
from local_stack.readiness import failing_checks
from local_stack.state import State
from local_stack.troubles import VerbFailed

HEADINGS: Final = (
    ("dịch vụ", "hộp gửi", "bị từ chối", "thư chết", "đang chờ", "đã đọc", "sẵn sàng"),
    ("service", "outbox", "refused", "dead letters", "parked", "read", "ready"),
)
WIDTHS: Final = (14, 8, 11, 13, 9, 9, 9)


def environment(service: str, state: State) -> dict[str, str]:
    """Return what `make up` gave the service."""
    postgres = Postgres(state, layout.POSTGRES_PORT)
    kafka = Kafka(state, layout.KAFKA_PORT, layout.KAFKA_CONTROLLER_PORT)
    return layout.environment(service, state, postgres, kafka.servers)


def run(state: State, service: str, verb: Sequence[str]) -> int:
    """Run `python -m <service> <verb>` where the person stands, so that files are theirs; return its exit code."""
    # -P: a folder of that name where the person stands is not the service.
    argv = [layout.python(service), "-P", "-m", service, *verb]
    return subprocess.run(argv, env=environment(service, state), check=False).returncode


def show_status(state: State, say: Callable[[str], None]) -> int:
    """Print one line per service and every check that fails; 1 when there is something to do."""
    services = tuple(layout.SERVICE_PORTS)
    with ThreadPoolExecutor(len(services)) as pool:
        lines = list(pool.map(lambda service: _line(service, state), services))
    for heading in HEADINGS:
        say(_aligned(heading))
    with httpx.Client(timeout=5, trust_env=False) as http:
        failing = [failing_checks(http, layout.management_url(service)) for service in services]
    for line, checks in zip(lines, failing, strict=True):
        say(_aligned([*line, "✗" if checks else "✓"]))
        for check in checks:
            say(f"    ✗ {check}")
    # Outbox and read are work in progress; the three between them wait for a person.
    return int(any(failing) or any(number != "0" for line in lines for number in line[2:5]))


def _line(service: str, state: State) -> list[str]:
    argv = [layout.python(service), "-m", service, "status"]
    done = subprocess.run(argv, env=environment(service, state), capture_output=True, text=True, cwd="/", check=False)
    if done.returncode != 0:
        raise VerbFailed(service, "status", done.stderr.splitlines()[-5:])
    told = json.loads(done.stdout)
    read = sum(topic["read"] for topic in told["read"])
    numbers = (told["outbox"]["rows"], told["outbox"]["refused"], told["dead_letters"], told["parked"], read)
    return [service, *map(str, numbers)]


def _aligned(cells: Sequence[str]) -> str:
    first, *others = (
        cell.ljust(width) if place == 0 else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True))
    )
    return " ".join([first, *others]).rstrip()

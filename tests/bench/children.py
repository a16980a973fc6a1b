"""Processes started for a measurement: their environment, their CPU and memory, their end."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import psutil  # type: ignore[import-untyped]

from chassis.settings import ChassisSettings

PASSED_ON = (
    "database_url",
    "kafka_servers",
    "oidc_issuer",
    "oidc_jwks_url",
    "topic_prefix",
    "state_dir",
    "trace_ratio",
)
STOP_SECONDS = 30.0
HASH_KEY = "0123456789abcdef0123456789abcdef"
READY_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Child:
    process: subprocess.Popen[bytes]

    @property
    def cpu_seconds(self) -> float:
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    @property
    def resident_bytes(self) -> int:
        return int(psutil.Process(self.process.pid).memory_info().rss)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)


@contextmanager
def child(arguments: Sequence[str], environ: Mapping[str, str]) -> Iterator[Child]:
    """A Python module as a process; what it logs below a warning is not kept."""
    started = subprocess.Popen(
        [sys.executable, "-m", *arguments], env={"PATH": os.environ["PATH"], **environ}, stdout=sys.stderr
    )
    try:
        yield Child(started)
    finally:
        started.send_signal(signal.SIGCONT)
        started.terminate()
        try:
            started.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


def environment(settings: ChassisSettings, **others: str) -> dict[str, str]:
    """The settings as a process reads them."""
    names = (
        "database_url",
        "kafka_servers",
        "oidc_issuer",
        "oidc_jwks_url",
        "topic_prefix",
        "state_dir",
        "trace_ratio",
        "person_requests_per_minute",
        "address_requests_per_minute",
    )
    own = {name.upper(): str(getattr(settings, name)) for name in names}
    anywhere = {"HTTP_PORT": "0", "MANAGEMENT_PORT": "0", "LOG_LEVEL": "ERROR", "PERSON_HASH_KEY": HASH_KEY}
    return {**own, **anywhere, **others}


async def answers(url: str) -> None:
    """Wait until a page answers well; raises TimeoutError."""
    async with asyncio.timeout(READY_SECONDS), httpx.AsyncClient() as client:
        while True:
            try:
                if (await client.get(url)).is_success:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)

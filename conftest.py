"""Kafka and PostgreSQL for the whole test run: started when first asked for, stopped by pid at its end."""

import os
import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from local_stack import test_run
from local_stack.state import State
from local_stack.test_run import KafkaForTests, PostgresForTests


def pytest_configure() -> None:
    """Let a terminated run end like an interrupted one, so that its servers are stopped."""
    signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@pytest.fixture(scope="session")
def run_folder() -> Iterator[State]:
    with test_run.folder() as state:
        yield state


@pytest.fixture(scope="session")
def kafka(run_folder: State) -> Iterator[KafkaForTests]:
    """A Kafka broker (`.servers`); with TEST_KAFKA_SERVERS the one named there."""
    with test_run.kafka(run_folder, os.environ.get("TEST_KAFKA_SERVERS")) as broker:
        yield broker


@pytest.fixture(scope="session")
def postgres(run_folder: State) -> Iterator[PostgresForTests]:
    """A PostgreSQL server (`.admin_url`); with TEST_POSTGRES_URL the one named there."""
    with test_run.postgres(run_folder, os.environ.get("TEST_POSTGRES_URL")) as server:
        yield server

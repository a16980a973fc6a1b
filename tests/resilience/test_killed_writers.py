"""The short form of `make chaos-record`: two writers of one record, killed at random under load."""

import os
from pathlib import Path

from local_stack.test_run import KafkaForTests, PostgresForTests
from tests.resilience.killed_writers import apart

SEED = int(os.environ.get("SEED", "20471"))
SECONDS = 6.0


async def test_of_two_writers_that_are_killed_at_random_one_goes_on_and_nothing_is_lost_or_doubled(
    kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path
) -> None:
    done = await apart(kafka, postgres, tmp_path, SEED, SECONDS)

    assert done.kills
    assert done.checks > 1
    assert done.facts > 50

"""The program on docs/supervision.md, run as it stands there."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE

from deploy.local.tests.integration.guarded_kafka import RECORD, guarded
from local_stack.repository import ROOT
from local_stack.rights import SUPERVISOR
from local_stack.test_run import KafkaForTests

PAGE = ROOT / "docs" / "supervision.md"
PATIENCE_SECONDS = 60


def program() -> str:
    (found,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return str(found)


async def test_the_pages_program_reads_all_facts_and_checkpoints(kafka: KafkaForTests) -> None:
    async with guarded(kafka) as cluster:
        environment = {
            "PATH": os.environ["PATH"],
            "KAFKA_SERVERS": cluster.servers,
            "SUPERVISOR_PASSWORD": cluster.passwords[SUPERVISOR],
        }
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program(), env=environment, stdout=PIPE, stderr=PIPE
        )
        assert child.stdout is not None
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                lines = [(await child.stdout.readline()).decode().split() for _ in range(5)]
        finally:
            child.kill()
            _, complaint = await child.communicate()

    named = set(re.findall(r"^\| `([a-z.]+)` \|", PAGE.read_text(), re.MULTILINE))
    readable = {topic.name for topic in cluster.topics if SUPERVISOR in topic.readers}
    read = {topic for topic, *_ in lines}
    assert (read, named, len(read)) == (readable, readable, 5), complaint.decode()
    assert {" ".join(line[3:]) for line in lines} == {RECORD.decode()}


def test_the_pages_program_is_short() -> None:
    lines = [line for line in program().splitlines() if line.strip()]

    assert len(lines) <= 12

"""The program on docs/supervision.md, run as it stands there."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE

from deploy.local.tests.integration.guarded_kafka import RECORD, Guarded
from local_stack.repository import ROOT
from local_stack.rights import SUPERVISOR

PAGE = ROOT / "docs" / "supervision.md"
PATIENCE_SECONDS = 60


def program() -> str:
    (found,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return str(found)


async def test_the_pages_program_reads_all_facts_and_checkpoints(cluster: Guarded) -> None:
    readable = {topic.name for topic in cluster.topics if SUPERVISOR in topic.readers}
    environment = {
        "PATH": os.environ["PATH"],
        "KAFKA_SERVERS": cluster.servers,
        "SUPERVISOR_PASSWORD": cluster.passwords[SUPERVISOR],
    }
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program(), env=environment, stdout=PIPE, stderr=PIPE
    )
    read: set[str] = set()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while read != readable and (line := await child.stdout.readline()):  # type: ignore[union-attr]
                topic, _, _, value = line.decode().rstrip("\n").split(" ", 3)
                # Other tests leave other records.
                read |= {topic} if value == RECORD.decode() else set()
    finally:
        child.kill()
        _, complaint = await child.communicate()

    named = set(re.findall(r"^\| `([a-z]+\.[a-z]+)` \|", PAGE.read_text(), re.MULTILINE))
    assert (read, named) == (readable, readable), complaint.decode()


def test_the_pages_program_has_the_ten_lines_that_its_heading_says() -> None:
    lines = [line for line in program().splitlines() if line.strip()]

    assert len(lines) == 10
    assert "## With ten lines of Python" in PAGE.read_text()

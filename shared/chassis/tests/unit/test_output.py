"""A verb's output may be read in part, as by `head`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
PROGRAM = """
import argparse, sys
from dataclasses import replace
from chassis import command_line
from chassis.service import Verb
from shared.chassis.tests.toy import toy

async def say(_asked):
    sys.stdout.write("x" * {size})
    return 0

verb = Verb(name="say", help="say it", add_arguments=lambda parser: None, run=say)
sys.exit(command_line.run(replace(toy(), verbs=(verb,)), ["say"], {{}}))
"""


@pytest.mark.parametrize("size", [100, 1_000_000])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_whoever_has_read_enough_sees_no_traceback(size: int, unbuffered: str) -> None:
    """The smaller one is still in the buffer, if there is one, when the verb has ended."""
    argv = [sys.executable, "-c", PROGRAM.format(size=size)]
    environ = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    child = subprocess.Popen(argv, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.close()

    _, complaint = child.communicate(timeout=60)

    assert (child.returncode, complaint) == (1, b"")

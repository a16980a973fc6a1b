"""The same life in containers: `docker compose up`, a list of 200, every check, stop, start, and all of it is there.

And a file of evidence lies in the bucket under its digest, is served as it was kept, and is there after the restart.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from local_stack import layout
from local_stack.containers import COMPOSE, PUBLIC_URL
from local_stack.demo import AGENCY
from local_stack.repository import ROOT
from local_stack.state import of_checkout
from local_stack.systems import Containers
from services.nominations.tests.papers import pdf
from tests.end_to_end.test_a_nominations_life import total

UP_SECONDS = 1800
WANTED = os.environ.get("CONTAINERS") == "yes"
ROWS = 200
MIB = 1024 * 1024

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


def asked(method: str, path: str, **what: Any) -> httpx.Response:
    """What nominations answers the sample officer."""
    token = Containers(of_checkout(os.environ.get("THIDUA_STATE"))).token("officer")
    headers = {"Authorization": f"Bearer {token}", "Content-Disposition": 'attachment; filename="bao-cao.pdf"'}
    url = f"{layout.service_url('nominations')}{path}"
    answer = httpx.request(method, url, headers=headers, timeout=60, trust_env=False, **what)
    assert answer.is_success, answer.text
    return answer


def with_evidence(content: bytes) -> str:
    """A draft with this file; returns the path of the file."""
    named = {"subject_kind": "individual", "award_code": "BKT", "commendation_kind": "merit", "name": "Phạm Văn Hòm"}
    made = asked("POST", "/nominations", json={"nominations": [{**named, "receiving_agency": AGENCY}]}).json()
    path = f"/nominations/{made['nomination_ids'][0]}/evidence"
    return f"{path}/{asked('POST', f'{path}?part=achievement-report', content=content).json()['file_id']}"


def in_bucket() -> set[str]:
    """The digests of all objects, as the S3 server's own folder has them."""
    lines = told(*COMPOSE, "exec", "-T", "evidence", "find", "/data/minh-chung/sha256", "-type", "f").splitlines()
    return {line.removeprefix("/data/minh-chung/sha256/").replace("/", "") for line in lines}


def test_a_list_of_200_becomes_awards_and_all_of_it_is_there_after_a_restart() -> None:
    told(sys.executable, "-m", "local_stack", "compose-environment")
    with running():
        before = awards()
        story = told(sys.executable, "-m", "local_stack", "demo", str(ROWS), "containers")
        after = awards()
        content = pdf(padding_bytes=6 * MIB)
        file = with_evidence(content)
        served = asked("GET", file).content
        kept = in_bucket()
    print(story)
    assert after == before + ROWS
    assert served == content
    assert hashlib.sha256(content).hexdigest() in kept

    with running():
        assert awards() == after
        assert in_bucket() == kept
        assert asked("GET", file).content == content

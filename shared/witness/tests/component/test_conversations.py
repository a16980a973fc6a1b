"""The witness as it is run: `python -m witness serve`, asked over HTTP, killed and started again."""

import json
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path

import pytest

from shared.tlog.tests.builders import SIGNER, VKEY
from shared.witness.tests.builders import ENTRIES, WITNESS, asking
from shared.witness.tests.running import ask, witness
from tlog import note
from tlog.cosignature import time_of
from tlog.policy import parse as parse_policy
from tlog.witness import AddCheckpoint

POLICY = parse_policy(f"log {VKEY}\nwitness w {WITNESS.verifier()}\nquorum w\n".encode())
PLACE = sha256(SIGNER.name.encode()).hexdigest()
FORK = [b"x", *ENTRIES[1:]]


def add(url: str, request: AddCheckpoint) -> tuple[int, str, bytes]:
    return ask(f"{url}/add-checkpoint", request.format())


def evidence(folder: Path) -> tuple[int, list[dict[str, object]]]:
    argv = [sys.executable, "-m", "witness", "evidence", "--store", "store/it"]
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_a_log_is_cosigned_step_by_step_and_remembered_through_a_kill(tmp_path: Path) -> None:
    with witness(tmp_path) as url:
        assert ask(f"{url}/{PLACE}/checkpoint")[0] == 404
        status, _, lines = add(url, asking(0, 5))
        assert status == 200
        assert POLICY.verify(asking(0, 5).checkpoint + lines).size == 5
        [line] = note.parse_signatures(lines)
        assert abs(time_of(line.octets) - time.time()) < 60
    with witness(tmp_path) as url:
        assert add(url, asking(0, 9)) == (409, "text/x.tlog.size", b"5\n")
        assert add(url, asking(5, 9))[0] == 200
        assert add(url, asking(9, 9))[0] == 200
        status, content_type, shown = ask(f"{url}/{PLACE}/checkpoint")

    assert (status, content_type, POLICY.verify(shown).size) == (200, "text/plain; charset=utf-8", 9)
    assert evidence(tmp_path) == (0, [])


def test_of_many_at_once_from_one_size_one_is_cosigned(tmp_path: Path) -> None:
    with witness(tmp_path) as url:
        assert add(url, asking(0, 5))[0] == 200
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda size: add(url, asking(5, size)), range(6, 22)))

    assert sorted({status for status, _, _ in answers}) == [200, 409]
    assert [status for status, _, _ in answers].count(200) == 1


def test_a_fork_is_refused_and_both_sides_are_kept(tmp_path: Path) -> None:
    with witness(tmp_path) as url:
        assert add(url, asking(0, 5))[0] == 200
        assert add(url, asking(0, 5, FORK))[0] == 409
        assert evidence(tmp_path)[0] == 1
        assert add(url, replace(asking(0, 5, FORK), old=5))[0] == 422
        assert add(url, asking(5, 9, FORK))[0] == 422
        assert add(url, asking(5, 9))[0] == 200

    code, kept = evidence(tmp_path)
    assert code == 1
    assert [each["reason"] for each in kept] == [
        "two trees of 5 entries",
        "9 entries do not extend 5: the consistency proof leads to another root",
    ]
    for each in kept:
        assert POLICY.verify(str(each["cosigned"]).encode()).size == 5
        request = str(each["request"]).encode()
        assert note.verify(request.partition(b"\n\n")[2], [SIGNER.verifier()]).signatures


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"x" * 16_385, 413), (replace(asking(0, 5), checkpoint=b"x").format(), 400)],
    ids=["nothing", "too much", "no checkpoint"],
)
def test_what_is_no_request_is_refused_and_the_witness_goes_on(tmp_path: Path, body: bytes, status: int) -> None:
    with witness(tmp_path) as url:
        assert ask(f"{url}/add-checkpoint", body)[0] == status
        assert ask(f"{url}/elsewhere", b"x")[0] == 404
        assert ask(f"{url}/")[0] == 404
        connection = HTTPConnection(url.removeprefix("http://"))
        connection.putrequest("POST", "/add-checkpoint")
        connection.endheaders()
        assert connection.getresponse().status == 411
        connection.close()
        assert add(url, asking(0, 5))[0] == 200


def test_a_new_key_is_printed_with_its_public_half(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "witness", "new-key", "witness.example/mttq"]
    made = [subprocess.run(argv, capture_output=True, text=True, check=True) for _ in range(2)]

    assert made[0].stdout != made[1].stdout
    assert re.fullmatch(r"PRIVATE\+KEY\+witness\.example/mttq\+[0-9a-f]{8}\+\S{44}\n", made[0].stdout)
    assert re.fullmatch(r"witness\.example/mttq\+[0-9a-f]{8}\+B\S{43}\n", made[0].stderr)

import subprocess
import sys
from pathlib import Path

import pytest

from shared.tlog.tests import vectors


def verify(folder: Path, entry: bytes, *trust: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a stranger would."""
    (folder / "it.tlog-proof").write_bytes(vectors.LOG_PROOF_7_OF_15)
    (folder / "it.entry").write_bytes(entry)
    command = [sys.executable, "-m", "tlog", "it.tlog-proof", "it.entry", *trust]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_stranger_verifies_a_proof_with_the_logs_key_alone(tmp_path: Path) -> None:
    run = verify(tmp_path, b"eit", "--vkey", vectors.LOG_VKEY)

    assert (run.returncode, run.stdout, run.stderr) == (
        0,
        f"verified: entry 7 of the 15 in {vectors.LOG_NAME}\n",
        "",
    )


def test_a_stranger_verifies_a_proof_with_a_policy(tmp_path: Path) -> None:
    policy = f"log {vectors.LOG_VKEY}\nwitness w {vectors.WITNESS_VKEY}\nquorum w\n"
    (tmp_path / "policy").write_text(policy, encoding="utf-8")

    assert verify(tmp_path, b"eit", "--policy", "policy").returncode == 0


@pytest.mark.parametrize(
    ("entry", "vkey", "reason"),
    [
        (b"eight", vectors.LOG_VKEY, "refused: the inclusion proof leads to another root\n"),
        (b"eit", vectors.GO_VKEY, "refused: nobody known has signed\n"),
        (b"eit", "not a key", "refused: a key of another algorithm\n"),
    ],
)
def test_a_stranger_hears_why_a_proof_is_refused(tmp_path: Path, entry: bytes, vkey: str, reason: str) -> None:
    run = verify(tmp_path, entry, "--vkey", vkey)

    assert (run.returncode, run.stdout, run.stderr) == (1, "", reason)

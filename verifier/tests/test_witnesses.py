"""What the witnesses saw against what the log shows: by folders of files, and once with a real witness over HTTP."""

import hashlib
from pathlib import Path

import pytest

from shared.tlog.tests.builders import SIGNER, VKEY
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.cosignature import CosignatureSigner
from tlog.note import Ed25519Signer, private_form
from verifier.tests.logs import entry, flaws, note_of, run, write_log

NAMES = ("one", "two")
SIGNERS = {name: CosignatureSigner.of_seed(f"{name}.example", bytes([place]) * 32) for place, name in enumerate(NAMES)}
OTHER = Ed25519Signer.parse(private_form("other.example", bytes(32)))
VIEW = hashlib.sha256(SIGNER.name.encode()).hexdigest()


def cosigned(name: str, note: bytes) -> bytes:
    """As a witness shows it: the log's note and its own line."""
    text = note.decode().rpartition("\n\n")[0] + "\n"
    return note + f"{SIGNERS[name].cosign(text, 1_700_000_000).line()}\n".encode()


def seen(folder: Path, **views: bytes) -> Path:
    """A policy of both witnesses; those that have seen something show it in a folder."""
    for name, raw in views.items():
        (folder / name / VIEW).mkdir(parents=True)
        (folder / name / VIEW / "checkpoint").write_bytes(raw)
    lines = [f"witness {name} {SIGNERS[name].verifier()} {folder / name}" for name in NAMES]
    policy = folder / "witnesses.policy"
    policy.write_text("\n".join([f"log {VKEY} {folder / 'log'}", *lines, "quorum none", ""]))
    return policy


def note(size: int) -> bytes:
    return note_of([entry(number) for number in range(size)])


def test_views_that_the_log_extends_are_verified_and_the_silent_named(tmp_path: Path) -> None:
    write_log(tmp_path / "log", 300)
    policy = seen(tmp_path, one=cosigned("one", note(257)))

    code, answer = run(tmp_path, "witnesses", "--policy", policy)

    assert (code, answer["size"], answer["seen"]) == (0, 300, {"one": 257})
    assert answer["silent"] == {"two": "it has cosigned nothing of this log"}


def test_another_tree_of_a_size_is_a_fork_and_both_notes_are_kept(tmp_path: Path) -> None:
    write_log(tmp_path / "log", 300)
    other = cosigned("two", note_of([entry(number + 1) for number in range(257)]))
    policy = seen(tmp_path, one=cosigned("one", note(300)), two=other)

    code, answer = run(tmp_path, "witnesses", "--policy", policy, "--evidence", tmp_path / "kept")

    assert code == 1
    (flaw,) = flaws(answer)
    assert flaw.startswith("the witness two: ")
    assert (tmp_path / "kept" / "two.note").read_bytes() == other
    assert (tmp_path / "kept" / "two.log.note").read_bytes() == note(300)


def test_a_log_that_was_set_back_shows_less_than_a_witness_saw(tmp_path: Path) -> None:
    write_log(tmp_path / "log", 5)
    policy = seen(tmp_path, one=cosigned("one", note(6)))

    code, answer = run(tmp_path, "witnesses", "--policy", policy, "--patience", "0")

    assert (code, flaws(answer)) == (1, ["the witness one: it saw 6 entries, the log shows 5"])


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (note(5), "its own signature is not there"),
        (cosigned("two", note(5)), "its own signature is not there"),
        (cosigned("one", checkpoint.sign(Checkpoint(OTHER.name, 5, bytes(32)), OTHER)), "no log of the policy"),
        (cosigned("one", note(5)).replace(b"\n5\n", b"\n4\n"), "does not hold"),
    ],
    ids=["without its line", "with another's line", "of another log", "changed"],
)
def test_a_view_that_nobody_vouches_for_is_refused(tmp_path: Path, raw: bytes, why: str) -> None:
    write_log(tmp_path / "log", 5)
    policy = seen(tmp_path, one=raw)

    code, answer = run(tmp_path, "witnesses", "--policy", policy)

    assert code == 1
    assert why in flaws(answer)[0]


def test_where_no_witness_can_be_asked_nothing_is_checked(tmp_path: Path) -> None:
    write_log(tmp_path / "log", 5)

    code, answer = run(tmp_path, "witnesses", "--policy", seen(tmp_path))

    assert (code, str(answer["reason"]).count("it has cosigned nothing of this log")) == (2, 2)

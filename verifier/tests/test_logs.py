"""Whole logs and two checkpoints, as a stranger checks them; each flipped bit is found and named."""

import json
import os
import shutil
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from shared.tlog.tests.builders import SIGNER, mutations
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from verifier import verify
from verifier.tests.logs import POLICY, entry, files, flaws, note_of, run, write_log

PROGRAM = Path(verify.__file__)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 255, 256, 257, 300, 511, 513, 800])
def test_a_log_of_any_size_is_verified(tmp_path: Path, size: int) -> None:
    code, answer = run(tmp_path, "log", write_log(tmp_path / "log", size))

    assert (code, answer.get("entries_checked"), answer.get("size")) == (0, size, size), answer


def test_a_log_with_three_levels_is_verified_and_grows_from_any_of_its_sizes(tmp_path: Path) -> None:
    log = write_log(tmp_path / "log", 66_000)
    entries = [entry(number) for number in range(66_000)]
    assert run(tmp_path, "log", log)[0] == 0

    for size in (1, 255, 256, 65_535, 65_536, 65_537, 65_792, 65_999):
        (tmp_path / "old").write_bytes(note_of(entries[:size]))
        code, answer = run(tmp_path, "compare", tmp_path / "old", log / "checkpoint", "--log", log)
        assert (code, answer.get("extends")) == (0, size), answer


def test_every_flipped_bit_of_a_small_log_is_found_and_its_file_named(tmp_path: Path) -> None:
    log = write_log(tmp_path / "log", 3)
    for path in files(log):
        octets, name = path.read_bytes(), path.relative_to(log).as_posix()
        for at in range(len(octets)):
            path.write_bytes(octets[:at] + bytes([octets[at] ^ 1 << at % 8]) + octets[at + 1 :])
            code, answer = run(tmp_path, "log", log)
            assert code == 1
            assert any(name in flaw for flaw in flaws(answer)), (name, at, answer)
        path.write_bytes(octets)


@pytest.mark.parametrize("place", [0, 1, 31, 32, 4_000, -1])
def test_a_flipped_bit_in_any_file_of_a_big_log_is_found_and_its_file_named(tmp_path: Path, place: int) -> None:
    log = write_log(tmp_path / "log", 800)
    for path in files(log):
        octets, name = path.read_bytes(), path.relative_to(log).as_posix()
        at = place % len(octets)
        path.write_bytes(octets[:at] + bytes([octets[at] ^ 0x10]) + octets[at + 1 :])
        code, answer = run(tmp_path, "log", log)
        assert code == 1
        assert any(name in flaw for flaw in flaws(answer)), (name, at, answer)
        path.write_bytes(octets)


def test_the_verdict_says_on_which_side_the_flaw_lies(tmp_path: Path) -> None:
    log = write_log(tmp_path / "log", 300)
    bundle, tile = log / "tile/entries/001.p/44", log / "tile/0/001.p/44"
    for path, side in ((bundle, "the tiles are those that were signed"), (tile, "the entries are those that were")):
        octets = path.read_bytes()
        path.write_bytes(octets[:9] + b"!" + octets[10:])
        code, answer = run(tmp_path, "log", log)
        assert code == 1
        assert any(side in flaw for flaw in flaws(answer))
        path.write_bytes(octets)


def test_every_mutation_of_a_checkpoint_is_refused(tmp_path: Path) -> None:
    log, trusted = write_log(tmp_path / "log", 2), verify.parse_policy(POLICY.encode())
    for mutated in mutations((log / "checkpoint").read_bytes()):
        with pytest.raises(verify.Refused):
            trusted.verify(mutated)
    (log / "checkpoint").write_bytes(mutated)
    assert run(tmp_path, "log", log)[0] == 1


def test_a_missing_file_a_file_too_long_and_a_rewritten_log_are_refused(tmp_path: Path) -> None:
    log = write_log(tmp_path / "log", 300)
    tile = log / "tile/0/000"
    octets = tile.read_bytes()
    tile.unlink()
    code, answer = run(tmp_path, "log", log)
    assert (code, flaws(answer)[0]) == (1, "tile/0/000: missing")
    tile.write_bytes(octets + b"\0")
    assert run(tmp_path, "log", log)[0] == 1
    shutil.rmtree(log)
    write_log(log, 301)
    (log / "checkpoint").write_bytes(note_of([entry(number) for number in range(300)]))
    assert run(tmp_path, "log", log)[0] == 1  # partial files of another size are missing


def test_a_partial_file_that_is_gone_is_cut_from_the_full_one(tmp_path: Path) -> None:
    log = write_log(tmp_path / "log", 512)
    (log / "checkpoint").write_bytes(note_of([entry(number) for number in range(300)]))

    code, answer = run(tmp_path, "log", log)

    # The level above has no full tile yet: its partial one is asked for by its width.
    assert (code, flaws(answer)[0]) == (1, "tile/1/000.p/1: missing")
    (log / "tile/1/000.p/1").write_bytes((log / "tile/1/000.p/2").read_bytes()[:32])
    assert run(tmp_path, "log", log)[0] == 0


def test_a_log_that_was_rewritten_after_somebody_saw_it_is_refused(tmp_path: Path) -> None:
    log = write_log(tmp_path / "log", 300)
    honest, other = [entry(number) for number in range(200)], [entry(number + 1) for number in range(200)]
    for entries, code in ((honest, 0), (other, 1)):
        (tmp_path / "seen").write_bytes(note_of(entries))
        assert run(tmp_path, "log", log, "--seen", tmp_path / "seen")[0] == code
        assert run(tmp_path, "compare", tmp_path / "seen", log / "checkpoint", "--log", log)[0] == code


def test_two_trees_of_one_size_are_a_fork_and_need_no_log(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(note_of([entry(1)]))
    (tmp_path / "b").write_bytes(note_of([entry(2)]))

    assert run(tmp_path, "compare", tmp_path / "a", tmp_path / "a")[0] == 0
    code, answer = run(tmp_path, "compare", tmp_path / "a", tmp_path / "b")
    assert (code, answer) == (1, {"flaws": ["two trees of 1 entries: the log was forked"]})


def test_two_sizes_without_the_log_are_not_checked(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(note_of([entry(1)]))
    (tmp_path / "b").write_bytes(note_of([entry(1), entry(2)]))

    assert run(tmp_path, "compare", tmp_path / "a", tmp_path / "b")[0] == 2


# The index.


def test_the_index_is_a_function_of_the_bundles(tmp_path: Path) -> None:
    log = write_log(tmp_path / "log", 300)

    answers = [run(tmp_path, "rebuild-index", log, "-o", tmp_path / name)[1] for name in ("one", "two")]

    listed = json.loads((tmp_path / "one" / "index.json").read_text())
    assert answers[0]["sha256"] == answers[1]["sha256"]
    assert listed["case"]["case-2"] == list(range(2, 300, 5))
    assert listed["unit"]["00001@2025-07-01"] == list(range(1, 300, 3))
    assert listed["type"]["review.case-opened.v1"] == list(range(1, 300, 2))
    assert listed["day"]["2026-11-01"] == list(range(0, 300, 28))
    first = (tmp_path / "one" / "entries.csv").read_text().splitlines()[:2]
    assert first[0] == "index,id,time,type,unit,case,nomination,subject,seq"
    assert first[1].startswith(
        "0,id-0,2026-11-01T01:02:03.456789Z,review.case-opened.v0,00000@2025-07-01,case-0,,case-0,0"
    )


def test_no_index_is_made_of_a_log_with_a_flaw(tmp_path: Path) -> None:
    log = write_log(tmp_path / "log", 3)
    (log / "tile/0/000.p/3").write_bytes(bytes(96))

    assert run(tmp_path, "rebuild-index", log, "-o", tmp_path / "index")[0] == 1
    assert not (tmp_path / "index").exists()


# As a program.


def test_it_needs_nothing_of_this_project_and_says_what_it_found(tmp_path: Path) -> None:
    log = write_log(tmp_path / "log", 300)
    (tmp_path / "policy").write_text(POLICY)
    alone = shutil.copy(PROGRAM, tmp_path / "verify")

    def ask(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-I", alone, *words], cwd=tmp_path, capture_output=True, text=True, check=False,
            env={"PATH": os.environ["PATH"]},
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    code, said = ask("log", str(log), "--policy", "policy", "--keep", "kept", "--json")
    assert (code, json.loads(said)["verdict"]) == (0, "verified")
    assert ask("log", str(log), "--policy", "policy", "--seen", "kept")[0] == 0
    (log / "tile/0/000").write_bytes(bytes(8192))
    code, said = ask("log", str(log), "--policy", "policy", "--json")
    assert (code, json.loads(said)["verdict"]) == (1, "refused")
    assert ask("log", "nowhere", "--policy", "policy")[0] == 2
    assert ask("log", str(log))[0] == 2
    assert ask("log", "http://127.0.0.1:9", "--policy", "policy")[0] == 2
    for module in ("tlog", "chassis", "contracts"):
        assert f"import {module}" not in PROGRAM.read_text()
        assert f"from {module}" not in PROGRAM.read_text()


def test_a_log_is_fetched_over_http(tmp_path: Path) -> None:
    log = write_log(tmp_path / "site" / "log", 300)
    (tmp_path / "policy").write_text(POLICY)
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/log/"
        answers = [run(tmp_path, "log", address)]
        (log / "tile/0/001.p/44").unlink()
        answers.append(run(tmp_path, "log", address))
        (log / "checkpoint").unlink()
        answers.append(run(tmp_path, "log", address))
        server.shutdown()

    assert [code for code, _ in answers] == [0, 1, 2]
    assert flaws(answers[1][1])[0] == "tile/0/001.p/44: missing"


def test_two_signed_empty_trees_with_different_roots_are_a_fork(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(note_of([]))
    (tmp_path / "other").write_bytes(checkpoint.sign(Checkpoint(SIGNER.name, 0, bytes(32)), SIGNER))

    assert run(tmp_path, "compare", tmp_path / "empty", tmp_path / "empty")[0] == 0
    for old, new in (("empty", "other"), ("other", "empty")):
        code, answer = run(tmp_path, "compare", tmp_path / old, tmp_path / new)
        assert (code, answer) == (1, {"flaws": ["two trees of 0 entries: the log was forked"]})

"""A record of several logs: each begins with the last note of the one before; what breaks the chain is named."""

import hashlib
import json
from pathlib import Path

import pytest

from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.note import Ed25519Signer
from tlog.tiles import HEIGHT, WIDTH, encode_entries, encode_hashes, is_stored, new_files
from tlog.tree import CompactRange, leaf_hash
from verifier.tests.logs import entry, flaws, run
from verifier.tests.test_witnesses import SIGNERS, cosigned

ORIGIN = "log.example/thidua"
LOGS = [Ed25519Signer.of_seed(name, bytes([place]) * 32) for place, name in enumerate((ORIGIN, f"{ORIGIN}/2027"))]


def closing(note: bytes, *, following: str = LOGS[1].name, kind: str = "audit.shard-closed.v1") -> bytes:
    data = {"last_note": note.decode(), "next_origin": following, "number": 1, "origin": ORIGIN}
    return json.dumps({"data": data, "id": "id-0", "type": kind}, ensure_ascii=False, separators=(",", ":")).encode()


def note_of(signer: Ed25519Signer, entries: list[bytes]) -> bytes:
    root = CompactRange().grown(map(leaf_hash, entries)).range.root()
    return checkpoint.sign(Checkpoint(signer.name, len(entries), root), signer)


def write(folder: Path, signer: Ed25519Signer, entries: list[bytes]) -> bytes:
    completed = CompactRange().grown(map(leaf_hash, entries)).completed
    stored = {(node.level // HEIGHT, node.position): octets for node, octets in completed if is_stored(node)}
    for tile in new_files(0, len(entries)):
        start, level = tile.number * WIDTH, tile.level
        hashes = [] if level is None else [stored[level, start + at] for at in range(tile.width)]
        content = encode_entries(entries[start : start + tile.width]) if level is None else encode_hashes(hashes)
        (folder / tile.path()).parent.mkdir(parents=True, exist_ok=True)
        (folder / tile.path()).write_bytes(content)
    (folder / "checkpoint").write_bytes(note_of(signer, entries))
    return note_of(signer, entries)


def a_record(folder: Path, first: bytes | None = None) -> Path:
    """Two logs of 300 and 301 entries, and a policy that names both keys."""
    log = folder / "log"
    last = write(log, LOGS[0], [entry(number) for number in range(300)])
    write(log / "2027", LOGS[1], [closing(last) if first is None else first, *map(entry, range(300, 600))])
    listed = [{"origin": LOGS[0].name, "path": ""}, {"origin": LOGS[1].name, "path": "2027"}]
    (log / "shards").write_text(json.dumps({"logs": listed}))
    keys = "".join(f"log {signer.verifier()}\n" for signer in LOGS)
    (folder / "both").write_text(f"{keys}quorum none\n")
    return log


def test_all_logs_are_checked_as_one_record(tmp_path: Path) -> None:
    log = a_record(tmp_path)

    code, answer = run(tmp_path, "log", log, "--policy", tmp_path / "both")

    assert (code, answer.get("entries_checked")) == (0, 601), answer
    assert (answer["origin"], answer["size"], answer["follows"]) == (LOGS[1].name, 301, [f"{ORIGIN}: 300"])


def test_each_log_may_have_a_policy_of_its_own_and_none_may_lack_one(tmp_path: Path) -> None:
    log = a_record(tmp_path)
    for place, signer in enumerate(LOGS):
        (tmp_path / str(place)).write_text(f"log {signer.verifier()}\nquorum none\n")
    one, other = tmp_path / "0", tmp_path / "1"

    assert run(tmp_path, "log", log, "--policy", one, "--policy", other)[0] == 0
    code, answer = run(tmp_path, "log", log, "--policy", one)
    assert (code, "no log of the policy" in str(answer)) == (1, True)


def test_without_a_list_of_logs_it_says_that_the_others_of_the_policy_are_not_checked(tmp_path: Path) -> None:
    log = a_record(tmp_path)
    (log / "shards").unlink()

    code, answer = run(tmp_path, "log", log, "--policy", tmp_path / "both")

    assert (code, answer["size"]) == (0, 300)
    assert answer["not_checked"] == "the other logs of the policy: no list (shards) says where they lie"


@pytest.mark.parametrize(("where", "size"), [("log", 300), ("log/2027", 301)])
def test_a_witness_is_asked_about_the_log_that_is_looked_at(tmp_path: Path, where: str, size: int) -> None:
    log = a_record(tmp_path)
    views = [tmp_path / "one" / hashlib.sha256(signer.name.encode()).hexdigest() for signer in LOGS]
    for folder, view in zip((log, log / "2027"), views, strict=True):
        view.mkdir(parents=True)
        (view / "checkpoint").write_bytes(cosigned("one", (folder / "checkpoint").read_bytes()))
    keys = f"log {LOGS[0].verifier()} {log}\nlog {LOGS[1].verifier()} {log / '2027'}\n"
    policy = tmp_path / "witnessed"
    policy.write_text(f"{keys}witness one {SIGNERS['one'].verifier()} {tmp_path / 'one'}\nquorum one\n")

    code, answer = run(tmp_path, "witnesses", "--policy", policy, "--log", tmp_path / where)

    assert (code, answer["seen"]) == (0, {"one": size}), answer
    _, newest = run(tmp_path, "witnesses", "--policy", policy)
    assert newest["seen"] == {"one": 301}
    (views[1] / "checkpoint").write_bytes((views[0] / "checkpoint").read_bytes())
    code, answer = run(tmp_path, "witnesses", "--policy", policy)
    assert (code, "where it was asked for" in flaws(answer)[0]) == (1, True)


def other_tree() -> bytes:
    return note_of(LOGS[0], [entry(number) for number in range(1, 301)])


BREAKS = {
    "an earlier note": (
        closing(note_of(LOGS[0], [entry(number) for number in range(299)])),
        f"{LOGS[1].name}: entry 0 closes {ORIGIN} at 299 entries, {ORIGIN} shows 300",
    ),
    "another tree": (closing(other_tree()), f"{LOGS[1].name}: entry 0 closes {ORIGIN} at 300 entries"),
    "a note that nobody signed": (
        closing(other_tree().replace(b"\n300\n", b"\n301\n")),
        f"{LOGS[1].name}: entry 0: the signature of {ORIGIN} does not hold",
    ),
    "another successor": (
        closing(note_of(LOGS[0], [entry(number) for number in range(300)]), following="other.example/2027"),
        f"{LOGS[1].name}: entry 0 begins another log",
    ),
    "another fact": (entry(1), f"{LOGS[1].name}: entry 0: does not say how the log before was closed"),
}


@pytest.mark.parametrize("what", BREAKS)
def test_what_breaks_the_chain_is_named(tmp_path: Path, what: str) -> None:
    first, flaw = BREAKS[what]

    code, answer = run(tmp_path, "log", a_record(tmp_path, first), "--policy", tmp_path / "both")

    assert (code, [each.startswith(flaw) for each in flaws(answer)]) == (1, [True]), answer


def test_a_flipped_bit_in_any_log_is_found_and_its_log_named(tmp_path: Path) -> None:
    log = a_record(tmp_path)
    for prefix, origin in (("", LOGS[0].name), ("2027/", LOGS[1].name)):
        path = log / prefix / "tile/entries/000"
        octets = path.read_bytes()
        path.write_bytes(octets[:900] + bytes([octets[900] ^ 1]) + octets[901:])
        code, answer = run(tmp_path, "log", log, "--policy", tmp_path / "both")
        path.write_bytes(octets)
        assert (code, flaws(answer)[0].startswith(f"{origin}: tile/entries/000: entry ")) == (1, True)


def test_a_checkpoint_that_was_seen_of_the_old_log_must_be_its_beginning(tmp_path: Path) -> None:
    log = a_record(tmp_path)
    honest, other = [entry(number) for number in range(200)], [entry(number + 1) for number in range(200)]
    for entries, code in ((honest, 0), (other, 1)):
        (tmp_path / "seen").write_bytes(note_of(LOGS[0], entries))
        assert run(tmp_path, "log", log, "--policy", tmp_path / "both", "--seen", tmp_path / "seen")[0] == code


def test_a_later_log_by_itself_says_what_it_does_not_know(tmp_path: Path) -> None:
    log = a_record(tmp_path)

    code, answer = run(tmp_path, "log", log / "2027", "--policy", tmp_path / "both")

    assert (code, answer["not_checked"]) == (0, "the log before this one, which its entry 0 closes")


@pytest.mark.parametrize("listed", ["[]", '{"logs": [{}]}', '{"logs": [{"path": ""}, {"path": "../x"}]}', "no JSON"])
def test_a_list_of_logs_that_leads_elsewhere_is_refused(tmp_path: Path, listed: str) -> None:
    log = a_record(tmp_path)
    (log / "shards").write_text(listed)

    code, answer = run(tmp_path, "log", log, "--policy", tmp_path / "both")

    assert (code, answer) == (1, {"flaws": ["shards: not a list of logs"]})


def test_the_index_goes_over_all_logs(tmp_path: Path) -> None:
    log = a_record(tmp_path)

    code, answer = run(tmp_path, "rebuild-index", log, "--policy", tmp_path / "both", "-o", tmp_path / "index")

    listed = json.loads((tmp_path / "index" / "index.json").read_text())
    assert (code, answer["entries"]) == (0, 601)
    assert listed["type"]["audit.shard-closed.v1"] == [300]
    assert listed["case"]["case-2"] == [*range(2, 300, 5), *range(303, 601, 5)]

"""Logs as folders of files, and the verifier asked about them as its command line does."""

import json
from collections.abc import Iterator
from pathlib import Path

from shared.tlog.tests.builders import SIGNER, VKEY
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.tiles import HEIGHT, WIDTH, encode_entries, encode_hashes, is_stored, new_files
from tlog.tree import CompactRange, leaf_hash
from verifier import verify

PARSER = verify.parser()
POLICY = f"log {VKEY}\nquorum none\n"


def entry(number: int) -> bytes:
    """A fact as the record holds it."""
    unit, case = f"{number % 3:05}@2025-07-01", f"case-{number % 5}"
    return json.dumps(
        {
            "data": {"case_id": case, "proposing_unit": unit},
            "id": f"id-{number}",
            "seq": number,
            "subject": case,
            "time": f"2026-11-{number % 28 + 1:02}T01:02:03.456789Z",
            "type": f"review.case-opened.v{number % 2}",
        },
        separators=(",", ":"),
    ).encode()


def note_of(entries: list[bytes]) -> bytes:
    root = CompactRange().grown(map(leaf_hash, entries)).range.root()
    return checkpoint.sign(Checkpoint(SIGNER.name, len(entries), root), SIGNER)


def write_log(folder: Path, size: int) -> Path:
    """A log as files."""
    entries = [entry(number) for number in range(size)]
    completed = CompactRange().grown(map(leaf_hash, entries)).completed
    stored = {(node.level // HEIGHT, node.position): octets for node, octets in completed if is_stored(node)}
    folder.mkdir(parents=True)
    for tile in new_files(0, size):
        start = tile.number * WIDTH
        level = tile.level
        content = (
            encode_entries(entries[start : start + tile.width])
            if level is None
            else encode_hashes(stored[level, start + at] for at in range(tile.width))
        )
        (folder / tile.path()).parent.mkdir(parents=True, exist_ok=True)
        (folder / tile.path()).write_bytes(content)
    (folder / "checkpoint").write_bytes(note_of(entries))
    return folder


def run(folder: Path, *words: str | Path) -> tuple[int, dict[str, object]]:
    """As the command line does it, in this process: hundreds of flips would be hundreds of processes."""
    (folder / "policy").write_text(POLICY)
    policy = [] if "--policy" in words else ["--policy", folder / "policy"]
    asked = PARSER.parse_args([*map(str, words), *map(str, policy), "--json"])
    try:
        return 0, asked.run(asked)
    except verify.Refused as error:
        return 1, {"flaws": str(error).split("\n")}
    except verify.NotChecked as error:
        return 2, {"reason": str(error)}


def flaws(answer: dict[str, object]) -> list[str]:
    found = answer["flaws"]
    assert isinstance(found, list)
    return found


def files(log: Path) -> Iterator[Path]:
    return (path for path in sorted(log.rglob("*")) if path.is_file() and path.name != "checkpoint")

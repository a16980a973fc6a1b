"""Proofs that Go's tree library accepts and refuses: valid ones, and what becomes of them when one thing is changed.

`probes.json` holds what the tests of github.com/transparency-dev/merkle v0.0.2 (Apache-2.0) try, each with the verdict
of that library; README.md says how it was made.
"""

import json
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path

TRIVIAL = "always consistent"


@dataclass(frozen=True, slots=True)
class Probe:
    """A proof in a tree of `size`: of leaf `start` with hash `first`, or of the first `start` leaves with that root."""

    what: str
    start: int
    size: int
    first: bytes
    root: bytes
    proof: tuple[bytes, ...]
    is_valid: bool

    def __str__(self) -> str:
        return f"{self.start} in {self.size}: {self.what}"

    @property
    def is_expected_here(self) -> bool:
        """Go does not look at the roots where nothing is to be proved; here what is no hash of 32 bytes is refused."""
        return self.is_valid and self.what != TRIVIAL


def _read(kind: str, start: str, first: str, root: str) -> list[Probe]:
    listed = json.loads(Path(__file__).with_name("probes.json").read_text())[kind]
    return [
        Probe(
            each["what"], each[start], each["size"], b64decode(each[first]), b64decode(each[root]),
            tuple(map(b64decode, each["proof"])), each["is_valid"],
        )
        for each in listed
    ]  # fmt: skip


INCLUSION = _read("inclusion", "index", "leaf", "root")
CONSISTENCY = _read("consistency", "old", "old_root", "root")

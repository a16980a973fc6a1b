"""Proofs of inclusion in one file, which convinces without the log's help (c2sp.org/tlog-proof@v1).

Lines: the header, `extra <base64>` or nothing, `index <n>`, hashes in base64, none, the checkpoint verbatim.
"""

from dataclasses import dataclass

from tlog.checkpoint import Checkpoint
from tlog.encoding import decode_base64, decode_decimal, decode_hash, encode_base64
from tlog.errors import Malformed
from tlog.policy import Policy
from tlog.tree import leaf_hash, verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """That a checkpoint covers the entry at an index. Nothing vouches for `extra`."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def format(self) -> bytes:
        """The bytes that `parse` reads."""
        extra = [] if self.extra is None else [f"extra {encode_base64(self.extra)}"]
        hashes = map(encode_base64, self.hashes)
        return "\n".join([HEADER, *extra, f"index {self.index}", *hashes, "", ""]).encode() + self.checkpoint


def parse(raw: bytes) -> Proof:
    """Read a proof without verifying it; `parse(raw).format() == raw`, else raises Malformed."""
    head, separator, checkpoint = raw.partition(b"\n\n")
    if not separator or not head.isascii():
        raise Malformed("not a proof, a blank line and a checkpoint")
    header, *lines = head.decode("ascii").split("\n")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = decode_base64(lines.pop(0).removeprefix("extra "))
    if header != HEADER or not lines or not lines[0].startswith("index "):
        raise Malformed(f"not a proof that begins with {HEADER} and an index")
    index = decode_decimal(lines.pop(0).removeprefix("index "))
    return Proof(index=index, hashes=tuple(map(decode_hash, lines)), checkpoint=checkpoint, extra=extra)


def verify(raw: bytes, entry: bytes, policy: Policy) -> Checkpoint:
    """Check that the entry's bytes are in a trusted log, and return the checkpoint that covers them.

    Raises Malformed or NotVerified.
    """
    proof = parse(raw)
    checkpoint = policy.verify(proof.checkpoint)
    verify_inclusion(leaf_hash(entry), proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    return checkpoint

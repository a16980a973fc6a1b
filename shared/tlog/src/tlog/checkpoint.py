"""Checkpoints: what a log states about its tree (c2sp.org/tlog-checkpoint@v1.0.0).

A signed note of three lines: origin, tree size, root hash in base64. The log's key is named like its origin.
"""

from dataclasses import dataclass

from tlog import note
from tlog.encoding import decode_decimal, decode_hash, encode_base64
from tlog.errors import Malformed, NotVerified
from tlog.note import Ed25519Signer, Ed25519Verifier, Note


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The size and root of a log's tree. Extension lines are read, but none should be written."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def format(self) -> str:
        """The text of the note."""
        return "".join(f"{line}\n" for line in (self.origin, self.size, encode_base64(self.root), *self.extensions))


def parse(text: str) -> Checkpoint:
    """Read a note's text; `parse(text).format() == text`, else raises Malformed."""
    *lines, end = text.split("\n")
    if len(lines) < 3 or end or not all(lines):
        raise Malformed("not an origin, a size and a root")
    origin, size, root, *extensions = lines
    return Checkpoint(origin, decode_decimal(size), decode_hash(root), tuple(extensions))


def stated(raw: bytes) -> Checkpoint:
    """Read what a signed note states, whoever signed it: no signature is verified; raises Malformed."""
    return parse(note.parse(raw).text)


def sign(checkpoint: Checkpoint, signer: Ed25519Signer) -> bytes:
    """Make the signed note of a log whose key is named like its origin."""
    if signer.name != checkpoint.origin:
        raise ValueError("a log's key is named like its origin")
    text = checkpoint.format()
    if parse(text) != checkpoint:
        raise ValueError("a checkpoint that reads as another one")
    return Note(text, (signer.sign(text),)).format()


def verify(raw: bytes, log: Ed25519Verifier) -> Checkpoint:
    """Read a checkpoint that this log has signed; raises Malformed or NotVerified."""
    checkpoint = parse(note.verify(raw, [log]).text)
    if checkpoint.origin != log.name:
        raise NotVerified(f"a checkpoint of {checkpoint.origin}, not of {log.name}")
    return checkpoint

"""What a log and a witness say to each other (c2sp.org/tlog-witness): `add-checkpoint`, and the way to what is kept.

A request is `old <size>`, a consistency proof from that size in base64 lines, a blank line, the checkpoint verbatim.
The answer is signature lines; or, with 409, the size that the witness knows.
"""

from dataclasses import dataclass
from hashlib import sha256

from tlog.encoding import decode_decimal, decode_hash, encode_base64
from tlog.errors import Malformed

ADD_CHECKPOINT = "add-checkpoint"
SIZE_TYPE = "text/x.tlog.size"
MAX_PROOF = 63

_OLD = "old "


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCheckpoint:
    """The body of a request: the tree of this checkpoint begins with the `old` leaves that the witness has cosigned."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: bytes

    def format(self) -> bytes:
        """The bytes that `parse` reads."""
        head = "\n".join([f"{_OLD}{self.old}", *map(encode_base64, self.proof), "", ""])
        return head.encode() + self.checkpoint


def parse(raw: bytes) -> AddCheckpoint:
    """Read a request without judging it; `parse(raw).format() == raw`, else raises Malformed."""
    head, separator, checkpoint = raw.partition(b"\n\n")
    if not separator or not head.isascii() or not checkpoint:
        raise Malformed("not an old size, a proof, a blank line and a checkpoint")
    old, *proof = head.decode("ascii").split("\n")
    if not old.startswith(_OLD):
        raise Malformed("not an old size")
    if len(proof) > MAX_PROOF:
        raise Malformed(f"a proof of more than {MAX_PROOF} hashes")
    size = decode_decimal(old.removeprefix(_OLD))
    return AddCheckpoint(old=size, proof=tuple(map(decode_hash, proof)), checkpoint=checkpoint)


def format_size(size: int) -> bytes:
    """The body of an answer 409: the size that the witness cosigned last, 0 if none."""
    return f"{size}\n".encode()


def parse_size(raw: bytes) -> int:
    """Read what `format_size` writes; raises Malformed."""
    if not raw.endswith(b"\n") or not raw.isascii():
        raise Malformed("not a size in a line of its own")
    return decode_decimal(raw.removesuffix(b"\n").decode("ascii"))


def place_of(origin: str) -> str:
    """The folder of a log under a witness's monitoring prefix: SHA-256 of its origin in hex."""
    return sha256(origin.encode()).hexdigest()

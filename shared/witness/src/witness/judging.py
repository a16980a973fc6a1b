"""What a witness answers to a log (c2sp.org/tlog-witness, "add-checkpoint"), in the order that the specification gives.

Pure: what is asked, what is trusted and what was cosigned last decide, and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tlog import checkpoint, note, witness
from tlog.checkpoint import Checkpoint
from tlog.errors import Malformed, NotVerified
from tlog.note import Ed25519Verifier, Note
from tlog.tree import EMPTY_ROOT, verify_consistency
from tlog.witness import AddCheckpoint


@dataclass(frozen=True, slots=True)
class Head:
    """The tree of a log that was cosigned last; the empty one before the first time."""

    size: int = 0
    root: bytes = EMPTY_ROOT


class Refused(Exception):
    """The answer is not a cosignature; `status` is HTTP's. `fork` says how the log has contradicted itself, if so."""

    def __init__(self, status: int, reason: str, fork: str = "") -> None:
        super().__init__(reason)
        self.status = status
        self.fork = fork


class Behind(Refused):
    """The log asked from another size than the one that was cosigned last."""

    def __init__(self, size: int, fork: str = "") -> None:
        super().__init__(409, f"{size} entries were cosigned last", fork)
        self.size = size


class Forked(Refused):
    """The log has signed a tree that does not extend what it signed before: both are kept as evidence."""

    def __init__(self, fork: str) -> None:
        super().__init__(422, fork, fork)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that can be judged: the log's own key has signed the checkpoint."""

    request: AddCheckpoint
    stated: Checkpoint
    log_lines: Note
    """The checkpoint with the log's own signatures and no others."""

    def judge(self, known: Head) -> None:
        """Let pass what extends the tree that was cosigned last; raises Behind, Forked or Refused."""
        stated, request = self.stated, self.request
        is_other = stated.size == known.size and stated.root != known.root
        fork = f"two trees of {stated.size} entries" if is_other else ""
        if request.old != known.size:
            raise Behind(known.size, fork)
        if stated.size == 0 and stated.root != EMPTY_ROOT:
            raise Refused(422, "an empty tree with another root", fork)
        if fork:
            raise Forked(fork)
        if not request.old and request.proof:
            raise Refused(422, "a proof from the empty tree")
        try:
            verify_consistency(known.size, stated.size, request.proof, known.root, stated.root)
        except NotVerified as error:
            raise Forked(f"{stated.size} entries do not extend {known.size}: {error}") from None


def read(raw: bytes, logs: Sequence[Ed25519Verifier]) -> Asked:
    """Read a request of a log that this witness knows; raises Refused."""
    try:
        request = witness.parse(raw)
        stated = checkpoint.stated(request.checkpoint)
    except Malformed as error:
        raise Refused(400, str(error)) from None
    if request.old > stated.size or stated.extensions:
        raise Refused(400, "an old size beyond the new one, or a checkpoint with extensions")
    keys = [log for log in logs if log.name == stated.origin]
    if not keys:
        raise Refused(404, "a log that this witness does not know")
    try:
        verified = note.verify(request.checkpoint, keys)
    except NotVerified as error:
        raise Refused(403, str(error)) from None
    # What is signed is made anew from what was read: a witness states what it has checked, byte for byte.
    return Asked(request, stated, Note(stated.format(), verified.signatures))

"""The log's private key: the one place that holds it. A key kept in hardware would be another file with this shape."""

from audit.domain.errors import OtherLog
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.note import Ed25519Signer


class LogSigner:
    """Signs the checkpoints of one log, whose key is named like its origin (c2sp.org/tlog-checkpoint)."""

    def __init__(self, origin: str, private_key: str) -> None:
        """Read Go's private form; raises OtherLog when the key is another log's, tlog's Malformed when it is no key."""
        self._signer = Ed25519Signer.parse(private_key)
        if self._signer.name != origin:
            raise OtherLog(origin, self._signer.name)
        self.origin = origin
        self.verifier = self._signer.verifier()
        self.vkey = str(self.verifier)

    def sign(self, size: int, root: bytes) -> bytes:
        """The signed note about a tree; it must not leave this process before it is a row."""
        return checkpoint.sign(Checkpoint(self.origin, size, root), self._signer)

"""The record's private keys: the one place that holds them. Keys in hardware would be another file with this shape."""

import re
from collections.abc import Sequence

from audit.domain.decisions import LOG_NAME
from audit.domain.errors import OtherLog
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.note import Ed25519Signer, Ed25519Verifier


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


class LogKeys:
    """The keys of one record: of its first log, named by the settings, or of logs that follow, `<first>/<year>`."""

    def __init__(self, first: str, private_keys: Sequence[str]) -> None:
        """Raises OtherLog when a key is another record's, tlog's Malformed when it is no key."""
        self.first = first
        self._signers: dict[str, LogSigner] = {}
        for private_key in private_keys:
            name = Ed25519Signer.parse(private_key).name
            if not re.fullmatch(f"{re.escape(first)}(/{LOG_NAME})?", name):
                raise OtherLog(first, name)
            self._signers[name] = LogSigner(name, private_key)

    @property
    def later(self) -> list[str]:
        """The origins, beside the first log's, whose keys are there."""
        return [origin for origin in self._signers if origin != self.first]

    @property
    def verifiers(self) -> list[Ed25519Verifier]:
        """The public halves of all keys that are there; that of a log that was closed may be none of them."""
        return [signer.verifier for signer in self._signers.values()]

    def of(self, origin: str | None) -> LogSigner:
        """The signer of a log, of the first one without an origin; raises OtherLog when its key is not there."""
        wanted = origin or self.first
        if wanted not in self._signers:
            raise OtherLog(wanted, ", ".join(self._signers))
        return self._signers[wanted]

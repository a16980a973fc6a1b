"""The desk's private key: it says who made a bundle, and nothing about the log, whose key it never is."""

from audit.domain.errors import KeyOfTheLog
from tlog.note import Ed25519Signer, Ed25519Verifier, Note


class BundleSigner:
    """Signs the manifests of evidence bundles."""

    def __init__(self, private_key: str) -> None:
        """Read Go's private form; raises tlog's Malformed."""
        self._signer = Ed25519Signer.parse(private_key)
        self.vkey = str(self._signer.verifier())

    def sign(self, text: str, log_vkeys: list[str]) -> bytes:
        """The signed note with this text; raises KeyOfTheLog when the key is that of a log whose facts are in it."""
        own = self._signer.verifier().public_key
        if any(Ed25519Verifier.parse(vkey).public_key == own for vkey in log_vkeys):
            raise KeyOfTheLog
        return Note(text, (self._signer.sign(text),)).format()

"""Cosignatures: a witness states when a checkpoint extended all that it had seen (c2sp.org/tlog-cosignature).

Algorithm 04, Ed25519: the field is an 8-byte time and a 64-byte signature over time and checkpoint.
"""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tlog.encoding import MAX_INTEGER
from tlog.errors import Malformed
from tlog.note import (
    KEY_BYTES,
    Signature,
    Verifier,
    check_private,
    is_key_name,
    is_signed,
    read_private,
    write_private,
)

_TIME_BYTES = 8


class CosignatureVerifier(Verifier):
    """A witness's key: Ed25519 over time and checkpoint (algorithm 04)."""

    __slots__ = ()
    ALGORITHM = 0x04

    def accepts(self, text: str, signature: bytes) -> bool:
        """Is this a cosignature of the checkpoint with this text?"""
        seconds = time_of(signature)
        message = _message(text, seconds)
        return seconds <= MAX_INTEGER and is_signed(self.public_key, signature[_TIME_BYTES:], message)


@dataclass(frozen=True, slots=True)
class CosignatureSigner:
    """Cosigns checkpoints under a witness's name."""

    name: str
    _private: Ed25519PrivateKey

    @classmethod
    def parse(cls, skey: str) -> "CosignatureSigner":
        """Read a witness's private key in Go's form, `PRIVATE+KEY+name+key id in hex+base64 of algorithm and seed`."""
        name, octets = read_private(skey, CosignatureVerifier.ALGORITHM)
        signer = cls.of_seed(name, octets)
        check_private(skey, signer.verifier())
        return signer

    @classmethod
    def of_seed(cls, name: str, seed: bytes) -> "CosignatureSigner":
        """Make the signer of a 32-byte seed. One seed serves one name, since the name is not signed."""
        if not is_key_name(name) or len(seed) != KEY_BYTES:
            raise Malformed("a key has a name without space and plus, and 32 bytes")
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    def verifier(self) -> CosignatureVerifier:
        """The public half."""
        return CosignatureVerifier(name=self.name, public_key=self._private.public_key().public_bytes_raw())

    def cosign(self, text: str, seconds: int) -> Signature:
        """Cosign a checkpoint's text at a POSIX time."""
        if not 0 <= seconds <= MAX_INTEGER:
            raise ValueError("a time of 0 … 2^63-1 seconds")
        octets = seconds.to_bytes(_TIME_BYTES) + self._private.sign(_message(text, seconds))
        return Signature(name=self.name, key_id=self.verifier().key_id, octets=octets)


def private_form(name: str, seed: bytes) -> str:
    """Write a 32-byte seed as `CosignatureSigner.parse` reads it; whoever has this text can cosign."""
    return write_private(CosignatureSigner.of_seed(name, seed).verifier(), seed)


def time_of(field: bytes) -> int:
    """The POSIX seconds that a cosignature states."""
    return int.from_bytes(field[:_TIME_BYTES])


def _message(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()

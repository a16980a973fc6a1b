"""Signed notes: a text, a blank line, and one line per signature (c2sp.org/signed-note@v1.0.0).

A signature line is `— <key name> <base64 of 4-byte key id and signature>`; name and id together name the key.
Signatures of unknown keys are ignored; one of a known key that fails refuses the whole note.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tlog.encoding import decode_base64, encode_base64
from tlog.errors import Malformed, NotVerified

KEY_BYTES = 32
KEY_ID_BYTES = 4
MAX_SIGNATURES = 100

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_PRIVATE = "PRIVATE+KEY+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature line."""

    name: str
    key_id: bytes
    octets: bytes

    def line(self) -> str:
        """The line without its newline."""
        return f"— {self.name} {encode_base64(self.key_id + self.octets)}"


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signatures; none of them is verified unless the note comes from `verify`."""

    text: str
    signatures: tuple[Signature, ...]

    def format(self) -> bytes:
        """The bytes that `parse` reads."""
        return f"{self.text}\n".encode() + format_signatures(self.signatures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier(ABC):
    """A known public key; in writing the *vkey*, `name+key id in hex+base64 of algorithm and key`."""

    ALGORITHM: ClassVar[int]

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name) or len(self.public_key) != KEY_BYTES:
            raise Malformed("a key has a name without space and plus, and 32 bytes")

    @classmethod
    def parse(cls, vkey: str) -> Self:
        """Read a vkey of this algorithm; raises Malformed unless its key id is that of its key."""
        name, _, rest = vkey.partition("+")
        claimed, _, encoded = rest.partition("+")
        octets = decode_base64(encoded)
        if octets[:1] != bytes([cls.ALGORITHM]):
            raise Malformed("a key of another algorithm")
        key = cls(name=name, public_key=octets[1:])
        if key.key_id.hex() != claimed:
            raise Malformed("a key whose id is not its own")
        return key

    def __str__(self) -> str:
        encoded = encode_base64(bytes([self.ALGORITHM]) + self.public_key)
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ LF ‖ algorithm ‖ public key)."""
        described = self.name.encode() + bytes([0x0A, self.ALGORITHM]) + self.public_key
        return sha256(described).digest()[:KEY_ID_BYTES]

    @abstractmethod
    def accepts(self, text: str, signature: bytes) -> bool:
        """Is this a signature of a note with this text?"""


class Ed25519Verifier(Verifier):
    """A log's own key: Ed25519 over the note's text (algorithm 01)."""

    __slots__ = ()
    ALGORITHM = 0x01

    def accepts(self, text: str, signature: bytes) -> bool:
        """Is this a signature of the text?"""
        return is_signed(self.public_key, signature, text.encode())


@dataclass(frozen=True, slots=True)
class Ed25519Signer:
    """Signs notes as a log does (algorithm 01)."""

    name: str
    _private: Ed25519PrivateKey

    @classmethod
    def parse(cls, skey: str) -> "Ed25519Signer":
        """Read Go's private form, `PRIVATE+KEY+name+key id in hex+base64 of algorithm and 32-byte seed`."""
        signer = cls.of_seed(*read_private(skey, Ed25519Verifier.ALGORITHM))
        check_private(skey, signer.verifier())
        return signer

    @classmethod
    def of_seed(cls, name: str, seed: bytes) -> "Ed25519Signer":
        """Make the signer of a 32-byte seed."""
        if not is_key_name(name) or len(seed) != KEY_BYTES:
            raise Malformed("a key has a name without space and plus, and 32 bytes")
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    def verifier(self) -> Ed25519Verifier:
        """The public half."""
        return Ed25519Verifier(name=self.name, public_key=self._private.public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        """Sign a note's text; the same text always gives the same signature."""
        if not text.endswith("\n") or _CONTROL.search(text):
            raise ValueError("a note's text is whole lines without control characters")
        octets = self._private.sign(text.encode())
        return Signature(name=self.name, key_id=self.verifier().key_id, octets=octets)


def private_form(name: str, seed: bytes) -> str:
    """Write a 32-byte seed as `Ed25519Signer.parse` reads it; whoever has this text can sign."""
    return write_private(Ed25519Signer.of_seed(name, seed).verifier(), seed)


def read_private(skey: str, algorithm: int) -> tuple[str, bytes]:
    """Name and seed of Go's private form; raises Malformed for a key of another algorithm."""
    name, _, rest = skey.removeprefix(_PRIVATE).partition("+")
    octets = decode_base64(rest.partition("+")[2])
    if not skey.startswith(_PRIVATE) or octets[:1] != bytes([algorithm]):
        raise Malformed("not a private key of this algorithm in Go's form")
    return name, octets[1:]


def check_private(skey: str, verifier: Verifier) -> None:
    """Raise Malformed unless the id in Go's private form is that of its key."""
    if skey.removeprefix(_PRIVATE).split("+")[1] != verifier.key_id.hex():
        raise Malformed("a private key whose id is not that of its key")


def write_private(verifier: Verifier, seed: bytes) -> str:
    """Go's private form of a key."""
    return f"{_PRIVATE}{verifier.name}+{verifier.key_id.hex()}+{encode_base64(bytes([verifier.ALGORITHM]) + seed)}"


def is_key_name(name: str) -> bool:
    """A key's name is UTF-8, not empty, and has neither space nor plus."""
    return re.fullmatch(r"[^\s+\ud800-\udfff]+", name) is not None


def is_signed(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Does the Ed25519 signature hold?"""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def parse(raw: bytes) -> Note:
    """Read a note without verifying anything; `parse(raw).format() == raw`, else raises Malformed."""
    try:
        content = raw.decode()
    except UnicodeDecodeError as error:
        raise Malformed("a note that is not UTF-8") from error
    text, separator, signatures = content.rpartition("\n\n")
    if not separator or _CONTROL.search(content) or not signatures.endswith("\n"):
        raise Malformed("not a text, a blank line and signature lines")
    return Note(f"{text}\n", _parse_lines(signatures))


def parse_signatures(raw: bytes) -> tuple[Signature, ...]:
    """Read signature lines that stand alone, as a witness answers with them; raises Malformed."""
    try:
        lines = raw.decode()
    except UnicodeDecodeError as error:
        raise Malformed("signature lines that are not UTF-8") from error
    if _CONTROL.search(lines) or not lines.endswith("\n"):
        raise Malformed("not signature lines")
    return _parse_lines(lines)


def format_signatures(signatures: Iterable[Signature]) -> bytes:
    """The bytes that `parse_signatures` reads."""
    return "".join(f"{each.line()}\n" for each in signatures).encode()


def verify(raw: bytes, known: Iterable[Verifier]) -> Note:
    """Read a note and keep the signatures of known keys; each must hold, and there must be one."""
    note, keys = parse(raw), list(known)
    verifiers = {(each.name, each.key_id): each for each in keys}
    if len(verifiers) != len(keys):
        raise ValueError("two known keys with one name and id")
    verified: dict[tuple[str, bytes], Signature] = {}
    for signature in note.signatures:
        place = signature.name, signature.key_id
        if place not in verifiers or place in verified:
            continue
        if not verifiers[place].accepts(note.text, signature.octets):
            raise NotVerified(f"the signature of {signature.name} does not hold")
        verified[place] = signature
    if not verified:
        raise NotVerified("nobody known has signed")
    return Note(note.text, tuple(verified.values()))


def _parse_lines(lines: str) -> tuple[Signature, ...]:
    found = lines.removesuffix("\n").split("\n")
    if len(found) > MAX_SIGNATURES:
        raise Malformed(f"more than {MAX_SIGNATURES} signatures")
    return tuple(map(_parse_line, found))


def _parse_line(line: str) -> Signature:
    name, separator, encoded = line.removeprefix("— ").partition(" ")
    if not line.startswith("— ") or not separator or not is_key_name(name):
        raise Malformed("not a signature line")
    octets = decode_base64(encoded)
    if len(octets) <= KEY_ID_BYTES:
        raise Malformed("a signature line without a signature")
    return Signature(name=name, key_id=octets[:KEY_ID_BYTES], octets=octets[KEY_ID_BYTES:])

"""Base64 and decimals with one spelling for each value: a decoded text always encodes to itself again.

RFC 4648 §4 (standard alphabet, padded); decimals as in c2sp.org/tlog-checkpoint (no sign, no leading zero).
"""

import re
from base64 import b64decode, b64encode

from tlog.errors import Malformed

HASH_BYTES = 32
MAX_INTEGER = 2**63 - 1

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def encode_base64(octets: bytes) -> str:
    """Write octets in the standard alphabet with padding."""
    return b64encode(octets).decode("ascii")


def decode_base64(text: str) -> bytes:
    """Read what `encode_base64` writes; raises Malformed for any other spelling of the same octets."""
    try:
        octets = b64decode(text, validate=True)
    except ValueError as error:
        raise Malformed("not base64") from error
    if encode_base64(octets) != text:
        raise Malformed("not base64 in its one canonical form")
    return octets


def decode_hash(text: str) -> bytes:
    """Read a SHA-256 hash in base64."""
    octets = decode_base64(text)
    if len(octets) != HASH_BYTES:
        raise Malformed(f"a hash of {len(octets)} bytes")
    return octets


def decode_decimal(text: str) -> int:
    """Read an integer of 0 … 2^63-1 without sign or leading zero."""
    if not _DECIMAL.fullmatch(text) or int(text) > MAX_INTEGER:
        raise Malformed("not a decimal in its one canonical form")
    return int(text)

"""The canonical bytes of the wire: RFC 8785 (JCS) restricted to what every language renders alike.

ASCII keys in sorted order, strings in NFC as unescaped UTF-8, integers within ±2^53, booleans, null; no floats.
Absent attributes are omitted by the caller. The bytes are made once and never rendered again.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

MAX_INTEGER = 2**53


class NotCanonical(ValueError):
    """The value has no canonical form (a float, a key that is not ASCII, an integer beyond ±2^53, a lone surrogate)."""


def canonical_bytes(value: object) -> bytes:
    """Render a JSON value canonically; raises NotCanonical."""
    try:
        text = json.dumps(normalised(value), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
        return text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("a lone surrogate is no text") from error


def normalised(value: object) -> Json:
    """Bring a value into the profile: strings to NFC, times to text; raises NotCanonical for what does not fit."""
    match value:
        case None | bool():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case int():
            return _bounded(value)
        case Mapping():
            return {_key(key): normalised(item) for key, item in value.items()}
        case Sequence() if not isinstance(value, bytes | bytearray):
            return [normalised(item) for item in value]
        case datetime():
            return timestamp(value)
        case date() | UUID():
            return str(value)
        case _:
            raise NotCanonical(f"{type(value).__name__} has no canonical form")


def timestamp(moment: datetime) -> str:
    """Render an aware time as UTC with six decimals and Z (RFC 3339); raises NotCanonical for a naive one."""
    if moment.tzinfo is None:
        raise NotCanonical("a time without an offset means nothing to another service")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _bounded(number: int) -> int:
    if not -MAX_INTEGER <= number <= MAX_INTEGER:
        raise NotCanonical(f"{number} is beyond ±2^53")
    return number


def _key(key: object) -> str:
    if not isinstance(key, str) or not key.isascii():
        raise NotCanonical(f"key {key!r} is not ASCII")
    return key

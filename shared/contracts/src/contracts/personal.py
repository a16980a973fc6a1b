"""The personal record of one fact: salt and personal part on `<service>.personal`, key = the fact's id; null erases."""

import json
from dataclasses import dataclass

from contracts.canonical import Json, NotCanonical, canonical_bytes
from contracts.commitment import SALT_BYTES

ERASED_SUFFIX = ".personal-erased.v1"
"""Types of facts that destroy the part of another fact: `data.fact_id`."""

SEARCHED = ("name", "position", "workplace", "achievement")
"""Fields a reader may be found by; birth and gender are not among them, so that no search can confirm either."""


class NotAPersonalRecord(ValueError):
    """The bytes are no personal record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalRecord:
    salt: bytes
    body: dict[str, Json]

    def value(self) -> bytes:
        """The record's canonical bytes: `{"body":{…},"salt":"<64 hex>"}`."""
        return canonical_bytes({"body": self.body, "salt": self.salt.hex()})


def parse_personal(value: bytes) -> PersonalRecord:
    """Read a personal record; raises NotAPersonalRecord."""
    try:
        record = json.loads(value)
        salt, body = bytes.fromhex(record["salt"]), record["body"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotAPersonalRecord("not a personal record") from error
    if len(salt) != SALT_BYTES or not isinstance(body, dict):
        raise NotAPersonalRecord("salt or body has the wrong form")
    _require_storable(body)
    return PersonalRecord(salt=salt, body=body)


def _require_storable(body: dict[str, Json]) -> None:
    """Nobody could open a commitment to a body without canonical bytes, and no database keeps the character U+0000."""
    try:
        rendered = canonical_bytes(body)
    except NotCanonical as error:
        raise NotAPersonalRecord(str(error)) from error
    if b"\\u0000" in rendered:
        raise NotAPersonalRecord("a text holds U+0000")

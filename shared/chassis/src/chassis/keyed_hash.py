"""A hash that only this service can make: two texts are compared without either being kept.

What is hashed may come from a small space, as identity numbers do: without the key every one of them could be tried.
"""

import hmac
from dataclasses import dataclass, field
from hashlib import sha256


class NoKey(RuntimeError):
    """PERSON_HASH_KEY is missing, so nothing can be hashed."""


@dataclass(frozen=True, slots=True)
class KeyedHash:
    """HMAC-SHA-256, in lowercase hex."""

    key: str = field(default="", repr=False)

    def __call__(self, text: str) -> str:
        if not self.key:
            raise NoKey
        return hmac.new(self.key.encode(), text.encode(), sha256).hexdigest()

"""Commitments to personal data: HMAC-SHA-256, key = 32 random bytes, message = canonical body.

Who holds salt and body can open a commitment; once both are destroyed nobody can, and the fact stays whole.
"""

import hashlib
import hmac

from contracts.canonical import canonical_bytes

SALT_BYTES = 32


def commitment(salt: bytes, body: bytes) -> str:
    """Commit to canonical bytes: 64 lowercase hex digits; raises ValueError for a salt that is not 32 bytes."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hmac.new(salt, body, hashlib.sha256).hexdigest()


def actor_commitment(salt: bytes, sub: str) -> str:
    """Commit to who acted: the person's OIDC `sub` as `{"sub":"…"}`."""
    return commitment(salt, canonical_bytes({"sub": sub}))

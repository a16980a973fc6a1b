"""Where ids and salts come from: random in a process, fixed in tests."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from uuid_utils.compat import uuid7

from contracts.commitment import SALT_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Entropy:
    aggregate_id: Callable[[], UUID] = uuid4
    """Random, so that it tells nothing about when or what."""
    fact_id: Callable[[], UUID] = uuid7
    """Time-ordered (RFC 9562 §5.7), so that indexes grow at one end and a list keeps its order."""
    salt: Callable[[], bytes] = lambda: secrets.token_bytes(SALT_BYTES)

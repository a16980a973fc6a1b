"""How often somebody may ask: a share a person, a share an address without a person, in this process's memory.

A share is a token bucket: so many requests a minute, all at once if they like, refilled evenly.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from time import monotonic

from starlette.types import Scope

from chassis import addresses
from chassis.addresses import Networks
from chassis.problems import Problem

# Whoever was not seen for longest is forgotten first; forgotten, they have a whole share again.
MOST_REMEMBERED = 50_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


@dataclass(slots=True, kw_only=True)
class Shares:
    """`per_minute` requests for each name; 0 lifts the limit."""

    per_minute: int
    clock: Callable[[], float] = monotonic
    _buckets: OrderedDict[str, _Bucket] = field(default_factory=OrderedDict)

    def take(self, name: str) -> None:
        """Count one request; raises 429 when the share is used up."""
        if not self.per_minute:
            return
        bucket, now, rate = self._bucket(name), self.clock(), self.per_minute / 60
        bucket.left = min(float(self.per_minute), bucket.left + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.left < 1:
            raise too_many((1 - bucket.left) / rate)
        bucket.left -= 1

    def _bucket(self, name: str) -> _Bucket:
        bucket = self._buckets.get(name)
        if bucket is None:
            bucket = self._buckets[name] = _Bucket(float(self.per_minute), self.clock())
            if len(self._buckets) > MOST_REMEMBERED:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(name)
        return bucket


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The shares of one application, and whose word about addresses it takes."""

    persons: Shares
    addresses: Shares
    trusted: Networks

    def count_person(self, sub: str) -> None:
        self.persons.take(sub)

    def count_address(self, scope: Scope) -> None:
        """Count somebody without a person; a proxy of ours that asks for itself is not counted."""
        address = addresses.asking(scope, self.trusted)
        if address is not None:
            self.addresses.take(address)


def too_many(wait_seconds: float) -> Problem:
    """429 (RFC 6585 §4), with the time after which one more request is let through."""
    seconds = max(1, ceil(wait_seconds))
    return Problem(
        429,
        "too-many-requests",
        "Quá nhiều yêu cầu",
        f"Xin đợi {seconds} giây rồi thử lại.",
        headers={"Retry-After": str(seconds)},
    )

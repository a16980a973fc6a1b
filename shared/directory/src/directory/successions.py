"""Which unit followed which: dated, and partly where a unit was split."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """`new` took over `old` on the day; `partly` when only a part of the old unit went there."""

    old: str
    new: str
    partly: bool
    on: date

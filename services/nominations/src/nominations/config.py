"""Nominations reads nothing from the environment beyond what every service does (chassis.settings)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """No settings of its own."""

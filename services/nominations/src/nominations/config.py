"""Nominations reads nothing from the environment beyond what every service does (chassis.settings)."""

from dataclasses import dataclass
from os import environ

from chassis.settings import ChassisSettings, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """No settings of its own."""


def chassis_settings() -> ChassisSettings:
    """What every service reads, for a verb of its own."""
    return read(ChassisSettings, environ)

"""What nominations reads from the environment beyond what every service does (chassis.settings)."""

from dataclasses import dataclass
from os import environ
from typing import Annotated

from chassis.settings import ChassisSettings, Secret, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The chassis hands the key to the handlers; here it is said that nominations does not run without."""

    person_hash_key: Annotated[str, Secret()]
    """Of the keyed hashes of national ids. Another key knows nobody again (docs/decisions/0039)."""


def chassis_settings() -> ChassisSettings:
    """What every service reads, for a verb of its own."""
    return read(ChassisSettings, environ)

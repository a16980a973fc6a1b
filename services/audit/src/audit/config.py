"""What this service reads from the environment beside what every service reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from os import environ
from typing import Annotated

from chassis.settings import Secret, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Needed where checkpoints are signed (`consume`, `all`) or taken back (`recover`), and nowhere else."""

    log_origin: str
    log_signing_key: Annotated[str, Secret()]
    """Go's private form, PRIVATE+KEY+name+id+key, with the origin as its name."""
    log_turn_seconds: float = 0.5
    log_republish_seconds: float = 600.0


def config(variables: Mapping[str, str] | None = None) -> Config:
    """Read the settings of the log; raises SettingsError."""
    return read(Config, environ if variables is None else variables)

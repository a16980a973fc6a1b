"""What this service reads from the environment beside what every service reads."""

from dataclasses import dataclass
from typing import Annotated

from chassis.settings import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Needed where checkpoints are signed (`consume`, `all`); serving, relaying and proving need none of it."""

    log_origin: str
    log_signing_key: Annotated[str, Secret()]
    """Go's private form, PRIVATE+KEY+name+id+key, with the origin as its name."""
    log_turn_seconds: float = 0.5
    log_republish_seconds: float = 600.0

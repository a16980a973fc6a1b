"""What this service reads from the environment beside what every service reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from os import environ
from pathlib import Path
from typing import Annotated

from chassis.settings import Secret, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Needed where checkpoints are signed (`consume`, `all`) or taken back (`recover`), and nowhere else."""

    log_origin: str
    log_signing_key: Annotated[str, Secret()]
    """Go's private form, PRIVATE+KEY+name+id+key; its name is the open log's origin: LOG_ORIGIN, later with a year."""
    log_next_signing_key: Annotated[str | None, Secret()] = None
    """The key of the log that follows, named `<LOG_ORIGIN>/<year>`: the open one is closed when that year begins."""
    log_turn_seconds: float = 0.5
    log_republish_seconds: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the record lies beside its database, and how strangers reach it; no secret among them."""

    log_address: str | None = None
    """The public prefix of the first log's `checkpoint` and `tile/…`; by default the service's own address."""
    log_folder: Path | None = None
    """The log as files for any web server; beside the traces in STATE_DIR unless said otherwise."""
    log_kept_checkpoint: Path | None = None
    """The file with the checkpoint that was signed last: best on another disk than the database."""

    log_witness_policy: Path | None = None
    """A tlog-policy file: the witnesses that are asked (those with an address), and how many are enough."""
    log_witness_seconds: float = 1.5
    """How long a checkpoint waits for its witnesses before it goes out without the missing ones."""
    log_check_rest_seconds: float = 1.0
    """Rest after each sixteen files (4,096 entries) that were held against what was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskConfig:
    """What exports of evidence need; without a key of its own the desk exports nothing."""

    state_dir: Path = Path(".state")
    bundle_signing_key: Annotated[str | None, Secret()] = None
    """Go's private form, PRIVATE+KEY+name+id+key, with a name of its own; never the log's key."""


def desk_config(variables: Mapping[str, str] | None = None) -> DeskConfig:
    """Read what exports need; raises SettingsError."""
    return read(DeskConfig, environ if variables is None else variables)


def config(variables: Mapping[str, str] | None = None) -> Config:
    """Read the settings of the log; raises SettingsError."""
    return read(Config, environ if variables is None else variables)


def places(variables: Mapping[str, str] | None = None) -> Places:
    """Read where the record lies; raises SettingsError."""
    return read(Places, environ if variables is None else variables)

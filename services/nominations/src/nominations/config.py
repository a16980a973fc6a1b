"""What nominations reads from the environment beyond what every service does (chassis.settings)."""

from collections.abc import Mapping
from dataclasses import dataclass
from os import environ
from pathlib import Path
from typing import Annotated

from chassis.settings import ChassisSettings, Secret, read


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceConfig:
    """Where evidence lies and who scans it; without a word of it a folder of the state folder, and nobody.

    `evidence_url`: `s3://bucket/prefix`, or the path of a folder; `clamd_address`: host:port, or a socket's path.
    """

    state_dir: Path = Path(".state")
    evidence_url: str | None = None
    evidence_s3_endpoint: str | None = None
    evidence_s3_key_id: str | None = None
    evidence_s3_secret: Annotated[str | None, Secret()] = None
    clamd_address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Config(EvidenceConfig):
    """The chassis hands the key to the handlers; here it is said that nominations does not run without."""

    person_hash_key: Annotated[str, Secret()]
    """Of the keyed hashes of national ids. Another key knows nobody again (docs/decisions/0039)."""


def evidence_config(variables: Mapping[str, str] | None = None) -> EvidenceConfig:
    return read(EvidenceConfig, environ if variables is None else variables)


def chassis_settings() -> ChassisSettings:
    """What every service reads, for a verb of its own."""
    return read(ChassisSettings, environ)

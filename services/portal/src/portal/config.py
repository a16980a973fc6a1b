"""The portal's own settings, beside those that every service reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from os import environ
from typing import Annotated

from chassis.settings import ChassisSettings, Secret, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Where the neighbours are, who the portal is to the issuer, and the secret behind its cookies."""

    oidc_issuer: str
    oidc_jwks_url: str
    nominations_url: str
    review_url: str
    notifications_url: str
    audit_url: str
    oidc_client_id: str
    oidc_client_secret: Annotated[str, Secret()]
    public_url: str
    session_secret: Annotated[str, Secret()]
    sign_ins_per_minute: int = 120
    live_pages_per_address: int = 100
    live_pages: int = 2_000


def config(variables: Mapping[str, str] | None = None) -> Config:
    """Read the settings; raises SettingsError naming every variable that is missing or malformed."""
    return read(Config, environ if variables is None else variables)


def chassis_settings() -> ChassisSettings:
    """What every service reads."""
    return read(ChassisSettings, environ)

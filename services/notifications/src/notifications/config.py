"""Where mails go and what they say; read once, by bootstrap."""

from dataclasses import dataclass
from typing import Annotated

from chassis.settings import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    smtp_host: str
    smtp_port: int
    mail_from: str
    public_url: str
    smtp_starttls: bool = False
    smtp_user: str | None = None
    smtp_password: Annotated[str | None, Secret()] = None

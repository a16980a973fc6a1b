"""Authorization codes: redeemable once, within a minute, by the client that began the sign-in (RFC 7636)."""

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from authlib.oauth2.rfc7636 import create_s256_code_challenge

from local_stack.people import Person

LIFETIME: Final = timedelta(seconds=60)
VERIFIER: Final = re.compile(r"[A-Za-z0-9\-._~]{43,128}")
CHALLENGE: Final = re.compile(r"[A-Za-z0-9\-_]{43}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    person: Person
    client: str
    redirect_uri: str
    challenge: str
    nonce: str | None
    expires_at: datetime

    def admits(self, client: str, redirect_uri: str, verifier: str, now: datetime) -> bool:
        """Say whether this code may be redeemed so; only the S256 transformation is known."""
        if now >= self.expires_at or not VERIFIER.fullmatch(verifier):
            return False
        answers = hmac.compare_digest(create_s256_code_challenge(verifier), self.challenge)
        return answers and (client, redirect_uri) == (self.client, self.redirect_uri)


class Grants:
    """The codes not yet redeemed; they are few and short-lived, so they stay in memory."""

    def __init__(self) -> None:
        self._by_code: dict[str, Grant] = {}

    def issue(self, grant: Grant, now: datetime) -> str:
        self._by_code = {code: g for code, g in self._by_code.items() if g.expires_at > now}
        code = secrets.token_urlsafe(32)
        self._by_code[code] = grant
        return code

    def take(self, code: str) -> Grant | None:
        """Return the code's grant, once: a second try finds nothing, even if the first one failed."""
        return self._by_code.pop(code, None)

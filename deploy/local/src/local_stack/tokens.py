"""Tokens of the local issuer: ES256, with a key made once and kept in the state folder."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from local_stack.people import Person
from local_stack.state import State, make_folder, write_private

AUDIENCE: Final = "thidua"
LIFETIME: Final = timedelta(hours=1)
REFRESHABLE: Final = timedelta(hours=10)
REFRESH: Final = "rt+jwt"


@dataclass(frozen=True, slots=True)
class Signer:
    issuer: str
    key: ECKey

    def access_token(self, person: Person, client: str, now: datetime) -> str:
        """Return an access token of one hour (RFC 9068), with the claims every service checks."""
        claims = {
            **self._common(person, now),
            "aud": AUDIENCE,
            "client_id": client,
            "roles": list(person.roles),
            "unit": person.unit,
        }
        return self._sign(claims, "at+jwt")

    def id_token(self, person: Person, client: str, nonce: str | None, now: datetime) -> str:
        """Return the ID token of OpenID Connect Core §2 for the client that asked."""
        claims = {**self._common(person, now), "aud": client, "email": person.email}
        return self._sign(claims | ({"nonce": nonce} if nonce else {}), "JWT")

    def refresh_token(self, person: Person, client: str, now: datetime) -> str:
        """Return a refresh token of one working day; being signed, it survives a restart of the issuer."""
        claims = {**self._common(person, now), "aud": self.issuer, "client_id": client}
        return self._sign(claims | {"exp": int((now + REFRESHABLE).timestamp())}, REFRESH)

    def refreshed(self, token: str, client: str, now: datetime) -> str | None:
        """Return whose refresh token this is (the `sub`), or None for any other token."""
        try:
            read = jwt.decode(token, self.key, algorithms=["ES256"])
        except (JoseError, ValueError):
            return None
        is_ours = read.header.get("typ") == REFRESH and read.claims.get("client_id") == client
        return str(read.claims["sub"]) if is_ours and read.claims["exp"] > now.timestamp() else None

    def public_keys(self) -> dict[str, object]:
        return {"keys": [{**self.key.as_dict(private=False), "use": "sig", "alg": "ES256"}]}

    def _common(self, person: Person, now: datetime) -> dict[str, object]:
        issued_at = int(now.timestamp())
        expires_at = issued_at + int(LIFETIME.total_seconds())
        return {
            "iss": self.issuer,
            "sub": person.sub,
            "name": person.name,
            "iat": issued_at,
            "exp": expires_at,
        }

    def _sign(self, claims: dict[str, object], kind: str) -> str:
        return jwt.encode({"alg": "ES256", "typ": kind, "kid": self.key.kid}, claims, self.key)


def signer(state: State, issuer: str) -> Signer:
    """Return the signer of this state folder; the key is made at the first call."""
    path = make_folder(state.root / "secrets", mode=0o700) / "issuer.jwk"
    if not path.exists():
        key = ECKey.generate_key("P-256", auto_kid=True)
        write_private(path, json.dumps(key.as_dict(private=True)))
    return Signer(issuer, ECKey.import_key(json.loads(path.read_text())))

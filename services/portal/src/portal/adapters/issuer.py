"""The OpenID Connect issuer: authorization code with PKCE (RFC 6749 §4.1, RFC 7636, OpenID Connect Core §3.1)."""

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ConfigDict, ValidationError

from portal.adapters.sessions import Tokens

SCOPE = "openid profile"
ALGORITHMS = ("ES256", "RS256")
SECONDS = 5.0


class SignInRefused(Exception):
    """The issuer gave no tokens, or tokens that were not made for this sign-in."""


class _Metadata(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None = None


class _Granted(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    access_token: str
    refresh_token: str | None = None
    id_token: str | None = None
    expires_in: int = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Tokens, until when the access token lasts, and the person's name as the issuer knows it."""

    tokens: Tokens
    expires_at: datetime
    name: str


@dataclass(slots=True, kw_only=True)
class Issuer:
    url: str
    jwks_url: str
    client_id: str
    client_secret: str
    redirect_uri: str
    _client: httpx.AsyncClient | None = field(default=None)
    _metadata: _Metadata | None = field(default=None)

    async def authorization_url(self, *, state: str, nonce: str, code_verifier: str) -> str:
        """Where the browser goes to sign in."""
        metadata = await self._discovered()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": SCOPE,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge(code_verifier),
            "code_challenge_method": "S256",
        }
        return f"{metadata.authorization_endpoint}?{urlencode(asked)}"

    async def end_session_url(self, back_to: str) -> str | None:
        """Where the browser goes to sign out (OpenID Connect RP-Initiated Logout §2); None where there is no such page.

        Without id_token_hint: it would put the person's name into an address.
        """
        endpoint = (await self._discovered()).end_session_endpoint
        if endpoint is None:
            return None
        asked = urlencode({"client_id": self.client_id, "post_logout_redirect_uri": back_to})
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{asked}"

    async def redeem(self, *, code: str, code_verifier: str, nonce: str, now: datetime) -> Grant:
        """Exchange a code; raises SignInRefused."""
        granted = await self._ask(
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": self.redirect_uri,
                "code_verifier": code_verifier,
            }
        )
        if granted.id_token is None:
            raise SignInRefused("no id_token")
        return self._grant(granted, await self._name_in(granted.id_token, nonce, now), now)

    async def refresh(self, refresh_token: str, name: str, now: datetime) -> Grant:
        """Get a new access token; raises SignInRefused when the person must sign in again."""
        granted = await self._ask({"grant_type": "refresh_token", "refresh_token": refresh_token})
        fresh = self._grant(granted, name, now)
        kept = fresh.tokens.refresh or refresh_token
        return Grant(tokens=Tokens(access=fresh.tokens.access, refresh=kept), expires_at=fresh.expires_at, name=name)

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    def _grant(self, granted: _Granted, name: str, now: datetime) -> Grant:
        tokens = Tokens(access=granted.access_token, refresh=granted.refresh_token)
        return Grant(tokens=tokens, expires_at=now + timedelta(seconds=granted.expires_in), name=name)

    async def _ask(self, form: dict[str, str]) -> _Granted:
        metadata = await self._discovered()
        try:
            response = await self._http().post(
                metadata.token_endpoint,
                data=form,
                auth=(quote(self.client_id, safe=""), quote(self.client_secret, safe="")),
            )
            response.raise_for_status()
            return _Granted.model_validate_json(response.content)
        except (httpx.HTTPError, ValidationError) as error:
            raise SignInRefused(type(error).__name__) from error

    async def _name_in(self, id_token: str, nonce: str, now: datetime) -> str:
        """Check the ID token (OpenID Connect Core §3.1.3.7) and return the person's name."""
        try:
            keys = KeySet.import_key_set((await self._http().get(self.jwks_url)).json())
            claims = jwt.decode(id_token, keys, algorithms=list(ALGORITHMS)).claims
            jwt.JWTClaimsRegistry(
                now=int(now.timestamp()),
                leeway=10,
                iss={"essential": True, "value": self.url},
                aud={"essential": True, "value": self.client_id},
                nonce={"essential": True, "value": nonce},
                exp={"essential": True},
            ).validate(claims)
        except (httpx.HTTPError, JoseError, ValueError, KeyError) as error:
            raise SignInRefused(type(error).__name__) from error
        return str(claims.get("name") or claims.get("preferred_username") or claims["sub"])

    async def _discovered(self) -> _Metadata:
        if self._metadata is None:
            try:
                response = await self._http().get(f"{self.url}/.well-known/openid-configuration")
                response.raise_for_status()
                self._metadata = _Metadata.model_validate_json(response.content)
            except (httpx.HTTPError, ValidationError) as error:
                raise SignInRefused("the issuer does not answer") from error
        return self._metadata

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=SECONDS)
        return self._client


def challenge(code_verifier: str) -> str:
    """S256 (RFC 7636 §4.2)."""
    digest = hashlib.sha256(code_verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

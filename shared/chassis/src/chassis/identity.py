"""Who asks: OIDC access tokens (JWT, RFC 7519) checked against the issuer's published keys.

Only ES256 and RS256 are accepted; issuer, audience, expiry and not-before are always checked (RFC 8725 §3).
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx
import structlog
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidKeyIdError, JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from chassis.actors import Principal
from chassis.problems import UNAVAILABLE, Problem
from contracts.roles import Role

ALGORITHMS = ("ES256", "RS256")
LEEWAY_SECONDS = 10
KEYS_LIVE_SECONDS = 3600.0
REFRESH_SECONDS = 10.0
FETCH_TIMEOUT_SECONDS = 3.0
MAX_TOKEN_CHARACTERS = 8192

log = structlog.stdlib.get_logger(__name__)


def _unauthorized(code: str, detail: str) -> Problem:
    # RFC 6750 §3: the error code tells a client whether a new token would help.
    challenge = f'Bearer realm="thidua", error="{code}"' if code else 'Bearer realm="thidua"'
    return Problem(401, "unauthenticated", "Chưa đăng nhập", detail, headers={"WWW-Authenticate": challenge})


class Identity:
    """Checks tokens of one issuer for one audience; its keys are fetched when first needed."""

    def __init__(
        self,
        *,
        issuer: str,
        jwks_url: str,
        audience: str,
        now: Callable[[], datetime],
        refresh_seconds: float = REFRESH_SECONDS,
    ) -> None:
        self._issuer = issuer
        self._jwks_url = jwks_url
        self._audience = audience
        self._now = now
        self._refresh_seconds = refresh_seconds
        self._client = httpx.AsyncClient(timeout=FETCH_TIMEOUT_SECONDS)
        self._keys: KeySet | None = None
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")
        self._fetching = asyncio.Lock()

    async def close(self) -> None:
        await self._client.aclose()

    async def principal(self, token: str | None) -> Principal:
        """The person behind a bearer token; raises 401 saying why, or 503 when no key can be had."""
        if not token:
            raise _unauthorized("", "Thao tác này cần đăng nhập.")
        if len(token) > MAX_TOKEN_CHARACTERS:
            raise _unauthorized("invalid_token", "Thẻ truy cập không hợp lệ.")
        claims = await self._claims(token)
        try:
            self._check(claims)
        except ExpiredTokenError:
            raise _unauthorized("invalid_token", "Phiên đăng nhập đã hết hạn; xin đăng nhập lại.") from None
        except JoseError:
            raise _unauthorized("invalid_token", "Thẻ truy cập không dành cho hệ thống này.") from None
        return _principal(claims)

    async def _claims(self, token: str) -> dict[str, Any]:
        for fresh in (False, True):
            keys = await self._key_set(fresh=fresh)
            try:
                return dict(jwt.decode(token, keys, algorithms=ALGORITHMS).claims)
            except InvalidKeyIdError:
                # The issuer may have a new key: ask once, not more often than every ten seconds.
                continue
            except (JoseError, ValueError):
                break
        raise _unauthorized("invalid_token", "Thẻ truy cập không hợp lệ hoặc đã bị sửa đổi.")

    def _check(self, claims: dict[str, Any]) -> None:
        registry = jwt.JWTClaimsRegistry(
            now=int(self._now().timestamp()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._audience},
            exp={"essential": True},
            sub={"essential": True},
        )
        registry.validate(claims)

    async def _key_set(self, *, fresh: bool) -> KeySet:
        clock = asyncio.get_running_loop().time
        if self._keys is not None and not fresh and clock() - self._fetched_at < KEYS_LIVE_SECONDS:
            return self._keys
        async with self._fetching:
            if clock() - self._tried_at >= self._refresh_seconds:
                self._tried_at = clock()
                await self._fetch(clock)
        if self._keys is None:
            self._tried_at = float("-inf")
            raise UNAVAILABLE
        return self._keys

    async def _fetch(self, clock: Callable[[], float]) -> None:
        try:
            response = await self._client.get(self._jwks_url)
            response.raise_for_status()
            self._keys = _usable(response.json())
            self._fetched_at = clock()
        except (httpx.HTTPError, JoseError, ValueError, KeyError, TypeError) as error:
            # Keys that were good stay good while the issuer is away.
            log.warning("issuer's keys can't be fetched", error_class=type(error).__name__)


def _usable(document: dict[str, Any]) -> KeySet:
    """The public signing keys of a JWKS document (RFC 7517 §5); a symmetric key is never one of ours."""
    keys: list[ECKey | RSAKey] = []
    for data in document["keys"]:
        if data.get("use", "sig") != "sig":
            continue
        if data.get("kty") == "EC" and data.get("crv") == "P-256":
            keys.append(ECKey.import_key(data))
        elif data.get("kty") == "RSA":
            keys.append(RSAKey.import_key(data))
    return KeySet(list(keys))


def _principal(claims: dict[str, Any]) -> Principal:
    sub, unit, names = claims["sub"], claims.get("unit"), claims.get("roles", [])
    if not isinstance(sub, str) or not (unit is None or isinstance(unit, str)) or not isinstance(names, list):
        raise _unauthorized("invalid_token", "Thẻ truy cập thiếu thông tin về người dùng.")
    known = {role.value: role for role in Role if role is not Role.SERVICE}
    roles = frozenset(known[name] for name in names if isinstance(name, str) and name in known)
    return Principal(sub=sub, roles=roles, unit=unit or None)

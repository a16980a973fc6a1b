"""An issuer of access tokens for tests: its own key, served as a JWKS over HTTP, tokens as the real one makes them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import time

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from chassis import server

AUDIENCE = "thidua"


@dataclass(frozen=True, slots=True)
class IssuerForTests:
    url: str
    key: ECKey

    def token(
        self, *, sub: str, roles: Sequence[str], unit: str | None, lifetime_seconds: int = 600, audience: str = AUDIENCE
    ) -> str:
        """Sign an access token; a negative lifetime gives an expired one."""
        claims = {
            "iss": self.url,
            "aud": audience,
            "sub": sub,
            "roles": list(roles),
            "iat": int(time()),
            "exp": int(time()) + lifetime_seconds,
            **({} if unit is None else {"unit": unit}),
        }
        return jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, self.key)

    @classmethod
    @asynccontextmanager
    async def running(cls) -> AsyncIterator["IssuerForTests"]:
        """Serve the JWKS, and where to sign in, on a free port."""
        key = ECKey.generate_key("P-256", auto_kid=True)

        async def keys(_: Request) -> JSONResponse:
            return JSONResponse(KeySet([key]).as_dict(private=False))

        async def metadata(request: Request) -> JSONResponse:
            url = str(request.base_url).rstrip("/")
            names = ("authorization_endpoint", "token_endpoint", "end_session_endpoint")
            return JSONResponse({"issuer": url, "jwks_uri": f"{url}/jwks", **{name: f"{url}/{name}" for name in names}})

        listener = server.listen("127.0.0.1", 0)
        port = listener.getsockname()[1]
        listener.close()
        stopping = asyncio.Event()
        app = Starlette(routes=[Route("/jwks", keys), Route("/.well-known/openid-configuration", metadata)])
        serving = asyncio.create_task(server.serve(app, host="127.0.0.1", port=port, stopping=stopping))
        try:
            yield cls(f"http://127.0.0.1:{port}", key)
        finally:
            stopping.set()
            await serving

"""A small OpenID Connect issuer for one machine: authorization code with PKCE, S256 alone, sample people.

Not for the open network: whoever reaches it may be any sample person. Elsewhere the services take a real
issuer by their settings.
"""

import base64
import binascii
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final
from urllib.parse import unquote, urlencode, urlsplit

from fastapi import FastAPI, Form, Header, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import BaseModel

from local_stack import issuer_pages, pages
from local_stack.grants import CHALLENGE, LIFETIME, Grant, Grants
from local_stack.people import Person
from local_stack.tokens import LIFETIME as TOKEN_LIFETIME
from local_stack.tokens import Signer

Clock = Callable[[], datetime]

REMEMBERED: Final = ("client_id", "redirect_uri", "state", "nonce", "code_challenge")


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """The one client registered here; redirect URIs are compared character by character (RFC 9700 §2.1)."""

    id: str
    secret: str
    redirect_uris: frozenset[str]
    signed_out_uris: frozenset[str]


class TokenRequest(BaseModel):
    """The form of a token request; the client may prove itself here or by the Authorization header."""

    grant_type: str = ""
    code: str = ""
    redirect_uri: str = ""
    code_verifier: str = ""
    refresh_token: str = ""
    client_id: str = ""
    client_secret: str = ""


class Refused(Exception):
    """An authorization request that must not be answered by a redirect."""


class RedirectedError(Exception):
    """An authorization request that is answered with an error at its redirect URI (RFC 6749 §4.1.2.1)."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def create_app(signer: Signer, client: Client, people: Mapping[str, Person], now: Clock) -> FastAPI:
    """Make the application; its only memory is the codes that are not yet redeemed."""
    app = FastAPI(title="Máy phát hành thẻ cục bộ", docs_url=None, redoc_url=None, openapi_url=None)
    grants = Grants()
    _add_metadata(app, signer)
    _add_sign_in(app, client, people, grants, now)
    _add_tokens(app, signer, client, people, grants, now)
    _add_sign_out(app, client)

    @app.middleware("http")
    async def guard(request: Request, call_next: Callable[..., object]) -> Response:
        response: Response = await call_next(request)  # type: ignore[misc]
        # Chromium applies form-action to the redirect after the form, so the client's origins are in it.
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; style-src 'self'; form-action 'self' {' '.join(_origins(client))}; "
            "base-uri 'none'; frame-ancestors 'none'"
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    return app


def _add_metadata(app: FastAPI, signer: Signer) -> None:
    @app.get("/.well-known/openid-configuration")
    async def discovery() -> dict[str, object]:
        issuer = signer.issuer
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks",
            "end_session_endpoint": f"{issuer}/end-session",
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "scopes_supported": ["openid", "profile", "email"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "authorization_response_iss_parameter_supported": True,
        }

    @app.get("/jwks")
    async def keys() -> dict[str, object]:
        return signer.public_keys()

    @app.get("/pages.css")
    async def style() -> Response:
        return Response(pages.STYLE, media_type="text/css")

    @app.get("/readyz")
    async def ready() -> dict[str, str]:
        return {"status": "ok"}


def _add_sign_in(app: FastAPI, client: Client, people: Mapping[str, Person], grants: Grants, now: Clock) -> None:
    @app.exception_handler(Refused)
    async def refuse(_request: Request, error: Refused) -> Response:
        return HTMLResponse(issuer_pages.refused(str(error)), status_code=400)

    @app.exception_handler(RedirectedError)
    async def redirect_error(_request: Request, error: RedirectedError) -> Response:
        return RedirectResponse(error.location, status_code=303)

    @app.get("/authorize")
    async def choose(request: Request) -> Response:
        asked = dict(request.query_params)
        _check_request(asked, client)
        remembered = {name: asked[name] for name in REMEMBERED if name in asked}
        extra = {"response_type": "code", "code_challenge_method": "S256"}
        return HTMLResponse(issuer_pages.sign_in(people.values(), remembered | extra))

    @app.post("/authorize")
    async def sign_in(request: Request) -> Response:
        asked = {name: str(value) for name, value in (await request.form()).items()}
        _check_request(asked, client)
        person = people.get(asked.get("person", ""))
        if person is None:
            raise Refused("Không có người này. · No such person.")
        grant = Grant(
            person=person,
            client=client.id,
            redirect_uri=asked["redirect_uri"],
            challenge=asked["code_challenge"],
            nonce=asked.get("nonce"),
            expires_at=now() + LIFETIME,
        )
        answer = {"code": grants.issue(grant, now())}
        return RedirectResponse(_answer(asked, answer), status_code=303)


def _check_request(asked: Mapping[str, str], client: Client) -> None:
    if asked.get("client_id") != client.id:
        raise Refused("Ứng dụng lạ. · Unknown client.")
    if asked.get("redirect_uri") not in client.redirect_uris:
        raise Refused("Địa chỉ trả về chưa đăng ký. · Redirect URI not registered.")
    if asked.get("response_type") != "code":
        raise RedirectedError(_answer(asked, {"error": "unsupported_response_type"}))
    is_s256 = asked.get("code_challenge_method") == "S256"
    if not is_s256 or not CHALLENGE.fullmatch(asked.get("code_challenge", "")):
        problem = {"error": "invalid_request", "error_description": "PKCE with S256 is required"}
        raise RedirectedError(_answer(asked, problem))


def _answer(asked: Mapping[str, str], answer: Mapping[str, str]) -> str:
    kept = {"state": asked["state"]} if "state" in asked else {}
    joint = "&" if urlsplit(asked["redirect_uri"]).query else "?"
    return f"{asked['redirect_uri']}{joint}{urlencode({**answer, **kept})}"


def _add_tokens(
    app: FastAPI, signer: Signer, client: Client, people: Mapping[str, Person], grants: Grants, now: Clock
) -> None:
    by_sub = {person.sub: person for person in people.values()}

    @app.post("/token")
    async def redeem(asked: Annotated[TokenRequest, Form()], authorization: Annotated[str, Header()] = "") -> Response:
        offered = _basic(authorization) or (asked.client_id, asked.client_secret)
        if not _is_client(offered, client):
            headers = {"WWW-Authenticate": "Basic"}
            return JSONResponse({"error": "invalid_client"}, status_code=401, headers=headers)
        match asked.grant_type:
            case "authorization_code":
                grant = grants.take(asked.code)
                if grant and grant.admits(client.id, asked.redirect_uri, asked.code_verifier, now()):
                    return _tokens(signer, client, grant.person, grant.nonce, now())
            case "refresh_token":
                person = by_sub.get(signer.refreshed(asked.refresh_token, client.id, now()) or "")
                if person:
                    return _tokens(signer, client, person, None, now())
            case _:
                return JSONResponse({"error": "unsupported_grant_type"}, status_code=400)
        return JSONResponse({"error": "invalid_grant"}, status_code=400)


def _tokens(signer: Signer, client: Client, person: Person, nonce: str | None, now: datetime) -> Response:
    return JSONResponse(
        {
            "access_token": signer.access_token(person, client.id, now),
            "id_token": signer.id_token(person, client.id, nonce, now),
            "refresh_token": signer.refresh_token(person, client.id, now),
            "token_type": "Bearer",
            "expires_in": int(TOKEN_LIFETIME.total_seconds()),
            "scope": "openid profile email",
        }
    )


def _basic(authorization: str) -> tuple[str, str] | None:
    """Read client_secret_basic: both parts are form-encoded first (RFC 6749 §2.3.1)."""
    kind, _, credentials = authorization.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return unquote(name), unquote(secret)


def _is_client(offered: tuple[str, str], client: Client) -> bool:
    is_secret = hmac.compare_digest(offered[1].encode(), client.secret.encode())
    return is_secret and offered[0] == client.id


def _add_sign_out(app: FastAPI, client: Client) -> None:
    @app.get("/end-session")
    async def end(post_logout_redirect_uri: str = "", state: str = "") -> Response:
        if post_logout_redirect_uri not in client.signed_out_uris:
            return HTMLResponse(issuer_pages.signed_out())
        suffix = f"?{urlencode({'state': state})}" if state else ""
        return RedirectResponse(f"{post_logout_redirect_uri}{suffix}", status_code=303)


def _origins(client: Client) -> list[str]:
    parts = [urlsplit(uri) for uri in client.redirect_uris]
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})

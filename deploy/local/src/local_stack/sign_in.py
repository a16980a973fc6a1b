"""Signing in as a person does, without a browser: authorization code with PKCE, through the issuer's own pages.

This module needs httpx alone, which every service's image has: in containers the recipients are sent by it.
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy
from typing import Any, Final
from urllib.parse import parse_qs, urljoin, urlsplit
from urllib.request import Request

import httpx

from local_stack.troubles import Refusal

LOOPBACK: Final = "127.0.0.1"
SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Who asks for tokens, as the issuer knows it."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str


def browser(transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """Make a client that keeps cookies as a browser does."""
    return httpx.Client(cookies=CookieJar(_OnThisMachine()), timeout=SECONDS, trust_env=False, transport=transport)


class _OnThisMachine(DefaultCookiePolicy):
    """Sends `Secure` cookies by plain HTTP too.

    Browsers take http://*.localhost for secure (W3C Secure Contexts §3.1), and Keycloak counts on it. Marked here
    and not when they are sent, because httpx copies the jar for each request and leaves its policy behind.
    """

    def set_ok(self, cookie: Cookie, request: Request) -> bool:
        cookie.secure = False
        return super().set_ok(cookie, request)


class Loopback(httpx.HTTPTransport):
    """Takes *.localhost for this machine, as browsers do (RFC 6761 §6.3) and not every resolver does."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if not request.url.host.endswith(".localhost"):
            return super().handle_request(request)
        url = request.url.copy_with(host=LOOPBACK)
        return super().handle_request(
            httpx.Request(request.method, url, headers=request.headers, stream=request.stream)
        )


def access_token(http: httpx.Client, application: Application, name: str, password: str) -> str:
    """Return an access token of this person; raises Refusal where the issuer gives none."""
    metadata = http.get(f"{application.issuer}/.well-known/openid-configuration").raise_for_status().json()
    verifier = secrets.token_urlsafe(48)
    asked = authorization_request(application, verifier, state=secrets.token_urlsafe(16))
    page = http.get(metadata["authorization_endpoint"], params=asked)
    came_back = fill_in(http, page, {"username": name, "password": password})
    code = answer_in(came_back).get("code")
    if code is None:
        raise Refusal(f"sign-in of {name}", came_back.status_code, "the issuer gave no code")
    granted = http.post(
        metadata["token_endpoint"],
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": application.redirect_uri,
            "code_verifier": verifier,
        },
        auth=(application.client_id, application.client_secret),
    )
    if granted.is_error:
        raise Refusal(f"sign-in of {name}", granted.status_code, granted.text)
    return str(granted.json()["access_token"])


def authorization_request(application: Application, verifier: str, *, state: str) -> dict[str, str]:
    """Return the parameters of an authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3)."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return {
        "response_type": "code",
        "client_id": application.client_id,
        "redirect_uri": application.redirect_uri,
        "scope": "openid profile",
        "state": state,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }


def fill_in(http: httpx.Client, page: httpx.Response, answers: Mapping[str, str]) -> httpx.Response:
    """Send the page's first form back with these answers, its hidden fields kept; the answer isn't followed."""
    form = _Form()
    form.feed(page.text)
    if form.action is None:
        raise Refusal(f"{page.request.method} {page.url.copy_with(query=None)}", page.status_code, "no form")
    return http.post(urljoin(str(page.url), form.action), data={**form.hidden, **answers})


def answer_in(response: httpx.Response) -> dict[str, str]:
    """Return what the issuer tells the application in the address that it redirects to; nothing elsewhere."""
    query = urlsplit(response.headers.get("location", "")).query
    return {name: values[0] for name, values in parse_qs(query).items()}


class _Form(HTMLParser):
    """The first form of a page: where it goes and what it hides."""

    def __init__(self) -> None:
        super().__init__()
        self.action: str | None = None
        self.hidden: dict[str, str] = {}
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known: dict[str, Any] = dict(attrs)
        if tag == "form" and self.action is None:
            self.action, self._is_inside = known.get("action") or "", True
        if tag == "input" and self._is_inside and known.get("type") == "hidden":
            self.hidden[known["name"]] = known.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False

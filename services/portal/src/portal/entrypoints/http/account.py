"""Signing in by authorization code and PKCE, signing out. Tokens stay on the server."""

import secrets
from dataclasses import replace
from typing import Annotated

from starlette.responses import RedirectResponse, Response

from portal.adapters.issuer import SignInRefused
from portal.adapters.sessions import Session, SignIn
from portal.domain.errors import SignInFailed
from portal.entrypoints.cookies import BROWSER, SESSION, YEAR_SECONDS, drop, keep, kept
from portal.entrypoints.forms import asked
from portal.entrypoints.navigation import REGISTER, workspace
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.signing_in import session_of
from portal.entrypoints.visits import Visit, Visitor, anyone, seen, signed_in

router = PageRouter()

RANDOM_BYTES = 32


@router.get("/sign-in")
async def begin(visit: Annotated[Visit, anyone()]) -> Response:
    """Send the browser to the issuer, and remember what its answer must match."""
    visit.site.sign_ins.take(visit.call.address)
    browser = kept(visit.request, BROWSER, secure=visit.site.cookies_are_secure) or secrets.token_urlsafe(RANDOM_BYTES)
    state, nonce, verifier = (secrets.token_urlsafe(RANDOM_BYTES) for _ in range(3))
    sign_in = SignIn(code_verifier=verifier, nonce=nonce, next_path=own_path(asked(visit.request, "next", 2000)))
    url = await visit.site.issuer.authorization_url(state=state, nonce=nonce, code_verifier=verifier)
    await visit.site.sessions.remember(state, browser, sign_in, visit.site.now())
    response = RedirectResponse(url, status_code=303)
    keep(response, BROWSER, browser, secure=visit.site.cookies_are_secure, seconds=YEAR_SECONDS)
    return response


@router.get("/sign-in/callback")
async def finish(visit: Annotated[Visit, anyone()]) -> Response:
    """Take the issuer's answer, once, in the browser that asked."""
    site, parameters = visit.site, visit.request.query_params
    site.sign_ins.take(visit.call.address)
    browser = kept(visit.request, BROWSER, secure=site.cookies_are_secure)
    sign_in = await site.sessions.recall(parameters.get("state", ""), browser, site.now())
    if sign_in is None or "code" not in parameters:
        raise SignInFailed
    grant = await site.issuer.redeem(
        code=parameters["code"], code_verifier=sign_in.code_verifier, nonce=sign_in.nonce, now=site.now()
    )
    cookie = secrets.token_urlsafe(RANDOM_BYTES)
    # A new id for every sign-in: one planted in the browser before it opens nothing.
    session = await session_of(site, grant)
    await site.sessions.begin(cookie, session, site.now())
    response = RedirectResponse(_onward(sign_in.next_path, session), status_code=303)
    keep(response, SESSION, cookie, secure=site.cookies_are_secure)
    return response


@router.get("/signed-in")
async def told(visit: Annotated[Visit, signed_in()]) -> Response:
    return visit.page("signed_in.html")


@router.post("/sign-out")
async def end(visit: Annotated[Visit, anyone()]) -> Response:
    """End the session here, then at the issuer: on a shared computer the next person is asked again."""
    site = visit.site
    await site.sessions.end(kept(visit.request, SESSION, secure=site.cookies_are_secure))
    try:
        url = await site.issuer.end_session_url(f"{site.public_url}/")
    except SignInRefused:
        url = None
    # Chromium holds a redirect after a form to form-action 'self', so a page of ours leads to the issuer.
    left = replace(visit, visitor=Visitor(csrf=visit.visitor.csrf))
    response = left.page("signed_out.html", url=url) if url else seen("/", "signed-out")
    drop(response, SESSION, secure=visit.site.cookies_are_secure)
    return response


def _onward(asked: str, session: Session) -> str:
    """The page that asked for the sign-in; to their work whoever signs in from nowhere in particular."""
    return workspace(session.roles) if asked == REGISTER else asked


def own_path(text: str) -> str:
    """A path of this site and nothing else: no other host can be named (RFC 9700 §4.11)."""
    # Browsers drop tabs and line ends before they read an address: "/<tab>/host" would be another host.
    if text.startswith("/") and not text.startswith("//") and "\\" not in text and text.isprintable():
        return text
    return "/"

"""A person with a browser of their own, between the portal's own code and an issuer's pages."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpx

from chassis.identity import Identity
from local_stack.sign_in import answer_in, fill_in
from portal.adapters.issuer import Grant, Issuer
from tests.sign_in.issuers import IssuerUnderTest

VERIFIER = "a-verifier-of-enough-letters-0123456789-0123456789"
NONCE = "n-1"


@asynccontextmanager
async def portal(issuer: IssuerUnderTest) -> AsyncIterator[Issuer]:
    """The portal's side of a sign-in, as it runs."""
    known = issuer.application
    ours = Issuer(
        url=known.issuer,
        jwks_url=issuer.jwks_url,
        client_id=known.client_id,
        client_secret=known.client_secret,
        redirect_uri=known.redirect_uri,
    )
    try:
        yield ours
    finally:
        await ours.close()


@asynccontextmanager
async def services(issuer: IssuerUnderTest, later: timedelta = timedelta()) -> AsyncIterator[Identity]:
    """Every service's check of an access token, as it runs; with a clock that is ahead."""
    identity = Identity(
        issuer=issuer.application.issuer,
        jwks_url=issuer.jwks_url,
        audience="thidua",
        now=lambda: now() + later,
        refresh_seconds=0,
    )
    try:
        yield identity
    finally:
        await identity.close()


def now() -> datetime:
    return datetime.now(UTC)


async def ask(browser: httpx.Client, ours: Issuer, changes: Mapping[str, str | None] | None = None) -> httpx.Response:
    """Go where the portal sends a person who signs in; `changes` replace or (None) leave out parameters."""
    url = httpx.URL(await ours.authorization_url(state="s-1", nonce=NONCE, code_verifier=VERIFIER))
    asked = {**dict(url.params), **(changes or {})}
    return await asyncio.to_thread(
        browser.get, url.copy_with(params={name: value for name, value in asked.items() if value is not None})
    )


async def code(browser: httpx.Client, issuer: IssuerUnderTest, ours: Issuer, person: str = "officer") -> str:
    page = await ask(browser, ours)
    return answer_in(fill_in(browser, page, issuer.answers(person)))["code"]


async def granted(browser: httpx.Client, issuer: IssuerUnderTest, ours: Issuer, person: str = "officer") -> Grant:
    received = await code(browser, issuer, ours, person)
    return await ours.redeem(code=received, code_verifier=VERIFIER, nonce=NONCE, now=now())

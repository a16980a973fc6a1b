"""Signing in at a real issuer: code and PKCE, tokens that were made for this sign-in, renewal, refusals."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
from joserfc.jwk import ECKey

from chassis import server
from local_stack import ports
from local_stack.issuer import Client, create_app
from local_stack.people import sample_people
from local_stack.tokens import Signer
from portal.adapters.issuer import Issuer, SignInRefused

REDIRECT = "http://portal.test/sign-in/callback"
VERIFIER = "v" * 43
SECRET = "the secret, with signs: %&="


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
async def issuer(tmp_path: Path) -> AsyncIterator[Issuer]:
    """The local issuer on a socket, and the portal's side of it."""
    port = ports.choose_free(1)[0]
    url, stopping = f"http://{ports.HOST}:{port}", asyncio.Event()
    client = Client(id="portal", secret=SECRET, redirect_uris=frozenset({REDIRECT}), signed_out_uris=frozenset())
    app = create_app(Signer(url, ECKey.generate_key("P-256", auto_kid=True)), client, sample_people(), now)
    serving = asyncio.create_task(server.serve(app, host=ports.HOST, port=port, stopping=stopping))
    made = Issuer(url=url, jwks_url=f"{url}/jwks", client_id="portal", client_secret=SECRET, redirect_uri=REDIRECT)
    yield made
    await made.close()
    stopping.set()
    await serving


async def choose(url: str, person: str) -> dict[str, str]:
    """Do what the person does in the browser; returns the issuer's answer."""
    asked = dict(parse_qsl(urlsplit(url).query))
    async with httpx.AsyncClient(trust_env=False) as browser:
        answer = await browser.post(url.partition("?")[0], data={**asked, "person": person})
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


async def ask(issuer: Issuer) -> str:
    """The address to sign in at, once the issuer answers."""
    async with asyncio.timeout(10):
        while True:
            try:
                return await issuer.authorization_url(state="state", nonce="nonce", code_verifier=VERIFIER)
            except SignInRefused:
                await asyncio.sleep(0.05)


async def test_a_code_is_exchanged_for_tokens_and_a_name(issuer: Issuer) -> None:
    answer = await choose(await ask(issuer), "head")

    grant = await issuer.redeem(code=answer["code"], code_verifier=VERIFIER, nonce="nonce", now=now())

    assert (answer["state"], grant.name) == ("state", "Vũ Quang Hải")
    assert grant.tokens.refresh is not None


async def test_tokens_are_renewed(issuer: Issuer) -> None:
    answer = await choose(await ask(issuer), "head")
    grant = await issuer.redeem(code=answer["code"], code_verifier=VERIFIER, nonce="nonce", now=now())

    renewed = await issuer.refresh(grant.tokens.refresh or "", grant.name, now())

    assert renewed.name == "Vũ Quang Hải"
    assert renewed.tokens.refresh is not None


@pytest.mark.parametrize(
    ("verifier", "nonce"), [("w" * 43, "nonce"), (VERIFIER, "another")], ids=["another verifier", "another nonce"]
)
async def test_an_answer_to_another_sign_in_is_refused(issuer: Issuer, verifier: str, nonce: str) -> None:
    answer = await choose(await ask(issuer), "head")

    with pytest.raises(SignInRefused):
        await issuer.redeem(code=answer["code"], code_verifier=verifier, nonce=nonce, now=now())


async def test_a_refresh_token_that_the_issuer_does_not_know_is_refused(issuer: Issuer) -> None:
    await ask(issuer)

    with pytest.raises(SignInRefused):
        await issuer.refresh("forged", "Vũ Quang Hải", now())


async def test_an_issuer_that_does_not_answer_is_a_refusal() -> None:
    silent = Issuer(
        url="http://127.0.0.1:9", jwks_url="http://127.0.0.1:9/jwks", client_id="a", client_secret="b", redirect_uri="c"
    )

    with pytest.raises(SignInRefused):
        await silent.authorization_url(state="state", nonce="nonce", code_verifier=VERIFIER)
    await silent.close()

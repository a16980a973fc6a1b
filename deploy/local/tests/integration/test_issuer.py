"""The issuer as the portal meets it: over HTTP in one process, with a clock that stands still until told."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import KeySet

from local_stack.issuer import Client, create_app
from local_stack.people import sample_people
from local_stack.state import State
from local_stack.tokens import signer

ISSUER = "http://issuer.test"
CALLBACK = "http://portal.test/sign-in/callback"
VERIFIER = "a-verifier-of-enough-letters-0123456789-0123456789"
REQUEST = {
    "response_type": "code",
    "client_id": "portal",
    "redirect_uri": CALLBACK,
    "scope": "openid",
    "state": "s-1",
    "nonce": "n-1",
    "code_challenge": create_s256_code_challenge(VERIFIER),
    "code_challenge_method": "S256",
}


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def http(tmp_path: Path, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    client = Client(
        id="portal",
        secret="s3cret",
        redirect_uris=frozenset({CALLBACK}),
        signed_out_uris=frozenset({"http://portal.test/"}),
    )
    app = create_app(signer(State(tmp_path, tmp_path), ISSUER), client, sample_people(), clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ISSUER) as http:
        yield http


async def sign_in(http: httpx.AsyncClient, **changes: str) -> str:
    answer = await http.post("/authorize", data={**REQUEST, "person": "officer", **changes})
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


async def redeem(http: httpx.AsyncClient, granted: str, **changes: str) -> httpx.Response:
    form = {
        "grant_type": "authorization_code",
        "code": granted,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    }
    return await http.post("/token", data=form | changes, auth=("portal", "s3cret"))


async def test_a_person_signs_in_and_gets_a_token_with_role_and_unit(http: httpx.AsyncClient, clock: Clock) -> None:
    tokens = (await redeem(http, await sign_in(http))).json()

    keys = KeySet.import_key_set((await http.get("/jwks")).json())
    access = jwt.decode(tokens["access_token"], keys, algorithms=["ES256"])
    officer = sample_people()["officer"]
    assert access.header["typ"] == "at+jwt"
    assert access.claims == {
        "iss": ISSUER,
        "sub": officer.sub,
        "name": officer.name,
        "iat": int(clock.now.timestamp()),
        "exp": int((clock.now + timedelta(hours=1)).timestamp()),
        "aud": "thidua",
        "client_id": "portal",
        "roles": ["unit-officer"],
        "unit": "11953@2025-07-01",
    }
    identity = jwt.decode(tokens["id_token"], keys, algorithms=["ES256"])
    assert (identity.claims["aud"], identity.claims["nonce"]) == ("portal", "n-1")


@pytest.mark.parametrize(
    "change",
    [
        {"code_verifier": VERIFIER.replace("a-", "b-")},
        {"code_verifier": ""},
        {"code_verifier": REQUEST["code_challenge"]},
        {"redirect_uri": "http://portal.test/other"},
        {"code": "unknown"},
    ],
)
async def test_a_code_is_not_redeemed_by_another_than_who_began(
    http: httpx.AsyncClient, change: dict[str, str]
) -> None:
    answer = await redeem(http, await sign_in(http), **change)

    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_grant"})


async def test_a_code_is_redeemed_once(http: httpx.AsyncClient) -> None:
    code = await sign_in(http)
    first = await redeem(http, code)

    second = await redeem(http, code)

    assert (first.status_code, second.status_code) == (200, 400)


async def test_a_code_dies_after_a_minute(http: httpx.AsyncClient, clock: Clock) -> None:
    code = await sign_in(http)
    clock.now += timedelta(seconds=60)

    answer = await redeem(http, code)

    assert answer.json() == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    "change",
    [
        {"code_challenge_method": "plain", "code_challenge": VERIFIER},
        {"code_challenge_method": "plain"},
        {"code_challenge_method": ""},
        {"code_challenge": ""},
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_without_s256_nobody_signs_in(http: httpx.AsyncClient, method: str, change: dict[str, str]) -> None:
    asked = {**REQUEST, "person": "officer", **change}

    answer = await (http.get("/authorize", params=asked) if method == "GET" else http.post("/authorize", data=asked))

    assert answer.status_code == 303
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert (query["error"], query["state"], "code" in query) == (["invalid_request"], ["s-1"], False)


@pytest.mark.parametrize("change", [{"redirect_uri": CALLBACK + "/x"}, {"client_id": "stranger"}])
async def test_an_unregistered_client_is_never_redirected_to(http: httpx.AsyncClient, change: dict[str, str]) -> None:
    answer = await http.get("/authorize", params={**REQUEST, **change})

    assert answer.status_code == 400
    assert "location" not in answer.headers


async def test_a_wrong_client_secret_is_refused(http: httpx.AsyncClient) -> None:
    form = {"grant_type": "authorization_code", "code": await sign_in(http), "code_verifier": VERIFIER}

    answer = await http.post("/token", data=form, auth=("portal", "wrong"))

    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})


async def test_a_refresh_token_gives_a_new_access_token_for_a_working_day(
    http: httpx.AsyncClient, clock: Clock
) -> None:
    tokens = (await redeem(http, await sign_in(http))).json()
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    clock.now += timedelta(hours=9)

    within = await http.post("/token", data=form, auth=("portal", "s3cret"))
    clock.now += timedelta(hours=1)
    afterwards = await http.post("/token", data=form, auth=("portal", "s3cret"))

    assert within.json()["access_token"] != tokens["access_token"]
    assert afterwards.json() == {"error": "invalid_grant"}


@pytest.mark.parametrize("kind", ["access_token", "id_token"])
async def test_no_other_token_serves_as_a_refresh_token(http: httpx.AsyncClient, kind: str) -> None:
    tokens = (await redeem(http, await sign_in(http))).json()
    form = {"grant_type": "refresh_token", "refresh_token": tokens[kind]}

    answer = await http.post("/token", data=form, auth=("portal", "s3cret"))

    assert answer.json() == {"error": "invalid_grant"}


async def test_the_sign_in_page_lists_everybody_without_inline_script_or_style(http: httpx.AsyncClient) -> None:
    page = await http.get("/authorize", params=REQUEST)

    assert all(person.name in page.text for person in sample_people().values())
    assert not any(inline in page.text for inline in ("<script", "<style", "style=", "onclick"))
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; form-action")


async def test_the_key_survives_a_restart(tmp_path: Path) -> None:
    state = State(tmp_path, tmp_path)

    first, second = signer(state, ISSUER), signer(state, ISSUER)

    assert first.public_keys() == second.public_keys()
    assert (tmp_path / "secrets" / "issuer.jwk").stat().st_mode & 0o777 == 0o600


async def test_signing_out_returns_to_registered_addresses_alone(http: httpx.AsyncClient) -> None:
    home = await http.get("/end-session", params={"post_logout_redirect_uri": "http://portal.test/"})
    stranger = await http.get("/end-session", params={"post_logout_redirect_uri": "http://evil.test/"})

    assert (home.status_code, home.headers["location"]) == (303, "http://portal.test/")
    assert (stranger.status_code, "location" in stranger.headers) == (200, False)

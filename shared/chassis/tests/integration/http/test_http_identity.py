"""A token opens a route only when this issuer signed it, for this system and hour, for a role of the route."""

import asyncio
import base64
import hmac
import json
import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from chassis.identity import Identity
from chassis.problems import Problem
from contracts.roles import Role
from shared.chassis.tests.http_builders import ISSUER, Issuer
from shared.chassis.tests.integration.http.conftest import Board

NOTE = f"/notes/{uuid4()}"


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def status(board: Board, token: str) -> int:
    return (await board.client.get(NOTE, headers=bearer(token))).status_code


async def test_without_a_token_the_answer_asks_for_one(board: Board) -> None:
    response = await board.client.get(NOTE)

    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer realm="thidua"'
    assert response.json()["detail"] == "Thao tác này cần đăng nhập."


async def test_a_good_token_passes_the_gate(board: Board) -> None:
    assert await status(board, board.issuer.token("unit-officer")) == 404


async def test_an_expired_token_says_so(board: Board) -> None:
    token = board.issuer.token("unit-officer", exp=datetime.now(UTC) - timedelta(minutes=1))

    response = await board.client.get(NOTE, headers=bearer(token))

    assert response.status_code == 401
    assert "hết hạn" in response.json()["detail"]
    assert 'error="invalid_token"' in response.headers["www-authenticate"]


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another"},
        {"aud": None},
        {"iss": "http://other.test"},
        {"exp": None},
        {"sub": None},
        {"roles": "unit-officer"},
        {"unit": 5},
    ],
)
async def test_a_token_with_a_wrong_claim_is_refused(board: Board, changes: dict[str, object]) -> None:
    assert await status(board, board.issuer.token("unit-officer", **changes)) == 401  # type: ignore[arg-type]


async def test_a_token_for_later_is_refused(board: Board) -> None:
    later = datetime.now(UTC) + timedelta(minutes=5)

    assert await status(board, board.issuer.token("unit-officer", nbf=later)) == 401


def claims() -> dict[str, object]:
    expiry = datetime.now(UTC) + timedelta(minutes=5)
    return {
        "iss": ISSUER,
        "aud": "thidua",
        "sub": "x",
        "roles": ["unit-officer"],
        "unit": "1@unknown",
        "exp": expiry,
    }


def unsigned(header: dict[str, str]) -> str:
    body = json.dumps({**claims(), "exp": time.time() + 300})
    parts = (base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in (json.dumps(header), body))
    return ".".join(parts)


async def test_a_token_signed_by_somebody_else_is_refused(board: Board) -> None:
    stranger = ECKey.generate_key("P-256", {"kid": "first"})

    assert await status(board, jwt.encode({"alg": "ES256", "kid": "first"}, claims(), stranger)) == 401


async def test_a_token_made_with_the_public_key_as_secret_is_refused(board: Board) -> None:
    # The classic confusion of algorithms, RFC 8725 §2.1.
    content = unsigned({"alg": "HS256", "kid": "first"})
    secret = board.issuer.keys["first"].as_pem(private=False)
    seal = base64.urlsafe_b64encode(hmac.digest(secret, content.encode(), "sha256")).decode().rstrip("=")

    assert await status(board, f"{content}.{seal}") == 401


async def test_an_unsigned_token_is_refused(board: Board) -> None:
    assert await status(board, f"{unsigned({'alg': 'none', 'kid': 'first'})}.") == 401
    assert await status(board, f"{unsigned({'alg': 'none'})}.") == 401


@pytest.mark.parametrize("token", ["x", "a.b.c", "é" * 10, "a" * 20_000, "eyJhbGciOiJFUzI1NiJ9..", "." * 5])
async def test_what_is_no_token_is_refused(board: Board, token: str) -> None:
    response = await board.client.get(NOTE, headers=[(b"authorization", b"Bearer " + token.encode())])

    assert response.status_code == 401


async def test_a_changed_token_is_refused(board: Board) -> None:
    head, body, signature = board.issuer.token("unit-officer").split(".")
    flipped = "A" if signature[10] != "A" else "B"

    assert await status(board, f"{head}.{body}.{signature[:10]}{flipped}{signature[11:]}") == 401


async def test_a_role_that_the_route_does_not_name_is_403(board: Board) -> None:
    response = await board.client.get(NOTE, headers=bearer(board.issuer.token("supervisor", "no-such-role")))

    assert response.status_code == 403
    assert response.json()["type"] == "/problems/role-not-allowed"


async def test_nobody_is_a_service_by_token(board: Board) -> None:
    identity = identity_of(board.issuer)

    principal = await identity.principal(board.issuer.token("service", "unit-head", "no-such-role"))

    assert principal.roles == {Role.UNIT_HEAD}
    await identity.close()


async def test_an_officer_without_a_unit_is_403(board: Board) -> None:
    response = await board.client.get(NOTE, headers=bearer(board.issuer.token("unit-officer", unit=None)))

    assert response.json()["type"] == "/problems/no-unit"


async def test_with_two_roles_the_first_that_the_route_names_is_taken(board: Board) -> None:
    made = await board.client.post("/notes", json={"titles": ["a"]}, headers=board.officer())
    token = board.issuer.token("unit-officer", "unit-head")

    shown = await board.client.get(f"/notes/{made.json()['note_ids'][0]}", headers=bearer(token))

    assert shown.json() == {"title": "a", "as": "unit-head"}


async def test_a_new_key_of_the_issuer_is_found_once_asked_for(issuer: Issuer) -> None:
    identity = identity_of(issuer, refresh_seconds=0.1)
    await identity.principal(issuer.token("unit-officer"))
    issuer.add_key("second")
    await asyncio.sleep(0.15)

    principal = await identity.principal(issuer.token("unit-head", kid="second"))

    assert principal.roles == {Role.UNIT_HEAD}
    assert issuer.requests == 2
    await identity.close()


async def test_unknown_keys_do_not_make_the_issuer_be_asked_again_and_again(issuer: Issuer) -> None:
    identity = identity_of(issuer)
    stranger = ECKey.generate_key("P-256", {"kid": "nobody"})
    token = jwt.encode({"alg": "ES256", "kid": "nobody"}, claims(), stranger)

    for _ in range(20):
        with pytest.raises(Problem, match="401"):
            await identity.principal(token)

    assert issuer.requests == 1
    await identity.close()


async def test_an_issuer_that_is_away_means_try_again_not_log_in_again() -> None:
    issuer = Issuer(port=1)
    issuer.add_key("first")
    identity = identity_of(issuer)

    with pytest.raises(Problem, match="503"):
        await identity.principal(issuer.token("unit-officer"))

    await identity.close()


async def test_an_rsa_key_of_the_issuer_is_accepted(issuer: Issuer) -> None:
    issuer.keys["rsa"] = RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig", "alg": "RS256"})  # type: ignore[assignment]
    identity = identity_of(issuer)
    token = jwt.encode({"alg": "RS256", "kid": "rsa"}, claims(), issuer.keys["rsa"])

    assert (await identity.principal(token)).unit == "1@unknown"
    await identity.close()


def identity_of(issuer: Issuer, refresh_seconds: float = 10.0) -> Identity:
    return Identity(
        issuer=ISSUER,
        jwks_url=issuer.jwks_url,
        audience="thidua",
        now=lambda: datetime.now(UTC),
        refresh_seconds=refresh_seconds,
    )

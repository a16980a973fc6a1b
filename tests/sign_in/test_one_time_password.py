"""A second factor at Keycloak, as a person sets it up and uses it: one-time passwords by time (RFC 6238)."""

import hashlib
import hmac
import re
import struct
from collections.abc import Iterator

import pytest

from local_stack.sign_in import answer_in, browser, fill_in
from tests.sign_in.issuers import REALM, KeycloakIssuer
from tests.sign_in.person import ask, now, portal

STEP_SECONDS = 30
USERS = f"/admin/realms/{REALM}/users"


def one_time_password(secret: str, step: int) -> str:
    """HOTP (RFC 4226 §5.3) with SHA-1 and six digits, the step of time for its counter."""
    digest = hmac.new(secret.encode(), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 0xF
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.fixture
def member(keycloak: KeycloakIssuer) -> Iterator[str]:
    """A person who is to set a second factor up at the next sign-in, and has none again afterwards."""
    with keycloak.server.administering() as http:
        [found] = http.get(USERS, params={"username": "member", "exact": True}).json()
        asked_for = {**found, "requiredActions": ["CONFIGURE_TOTP"]}
        http.put(f"{USERS}/{found['id']}", json=asked_for).raise_for_status()
        yield "member"
    with keycloak.server.administering() as http:
        for credential in http.get(f"{USERS}/{found['id']}/credentials").json():
            if credential["type"] == "otp":
                http.delete(f"{USERS}/{found['id']}/credentials/{credential['id']}").raise_for_status()
        http.put(f"{USERS}/{found['id']}", json={**found, "requiredActions": []}).raise_for_status()


async def test_whoever_set_a_one_time_password_up_is_asked_for_it(keycloak: KeycloakIssuer, member: str) -> None:
    async with portal(keycloak) as ours:
        with browser() as http:
            answered = fill_in(http, await ask(http, ours), keycloak.answers(member))
            page = http.get(answered.headers["location"])
            secret = re.findall(r'name="totpSecret" value="([^"]+)"', page.text)[0]
            step = int(now().timestamp()) // STEP_SECONDS
            set_up = fill_in(http, page, {"totp": one_time_password(secret, step), "userLabel": "phone"})
        assert "code" in answer_in(set_up), set_up.text

        with browser() as http:
            page = fill_in(http, await ask(http, ours), keycloak.answers(member))
            wrong = fill_in(http, page, {"otp": "000000"})
            # The code of one step is taken once; the next step's is taken already.
            right = fill_in(http, wrong, {"otp": one_time_password(secret, step + 1)})

    assert "code" not in answer_in(page) | answer_in(wrong)
    assert "code" in answer_in(right), right.text

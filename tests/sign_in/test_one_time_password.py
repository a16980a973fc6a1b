"""A second factor at Keycloak, as a person sets it up and uses it: one-time passwords by time (RFC 6238)."""

import hashlib
import hmac
import re
import struct

from local_stack.sign_in import answer_in, browser, fill_in
from tests.sign_in.issuers import REALM, KeycloakIssuer
from tests.sign_in.person import ask, now, portal

STEP_SECONDS = 30


def one_time_password(secret: str, step: int) -> str:
    """HOTP (RFC 4226 §5.3) with SHA-1 and six digits, the step of time for its counter."""
    digest = hmac.new(secret.encode(), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 0xF
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


async def test_whoever_set_a_one_time_password_up_is_asked_for_it(keycloak: KeycloakIssuer) -> None:
    with keycloak.server.administering() as http:
        [member] = http.get(f"/admin/realms/{REALM}/users", params={"username": "member", "exact": True}).json()
        asked_for = {**member, "requiredActions": ["CONFIGURE_TOTP"]}
        http.put(f"/admin/realms/{REALM}/users/{member['id']}", json=asked_for).raise_for_status()
    async with portal(keycloak) as ours:
        with browser() as http:
            answered = fill_in(http, await ask(http, ours), keycloak.answers("member"))
            page = http.get(answered.headers["location"])
            secret = re.findall(r'name="totpSecret" value="([^"]+)"', page.text)[0]
            step = int(now().timestamp()) // STEP_SECONDS
            set_up = fill_in(http, page, {"totp": one_time_password(secret, step), "userLabel": "phone"})
        assert "code" in answer_in(set_up), set_up.text

        with browser() as http:
            page = fill_in(http, await ask(http, ours), keycloak.answers("member"))
            wrong = fill_in(http, page, {"otp": "000000"})
            # The code of one step is taken once; the next step's is taken already.
            right = fill_in(http, wrong, {"otp": one_time_password(secret, step + 1)})

    assert "code" not in answer_in(page) | answer_in(wrong)
    assert "code" in answer_in(right), right.text

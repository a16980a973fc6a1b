"""Whom notifications writes to: the sample people, sent to it by the operator among them.

In containers `python -m local_stack.recipients` does it, signed in at the issuer; the environment has OIDC_ISSUER,
OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL, NOTIFICATIONS_URL and SAMPLE_PASSWORD.
"""

import os

import httpx

from local_stack.people import sample_people
from local_stack.sign_in import Application, access_token, browser
from local_stack.troubles import Refusal

SECONDS = 30.0


def recipients() -> list[dict[str, object]]:
    """Return the sample people as notifications takes them: who is told in which role, of which unit."""
    return [
        {"person_id": p.sub, "name": p.name, "roles": list(p.roles), "unit": p.unit, "email": p.email}
        for p in sample_people().values()
    ]


def send(http: httpx.Client, notifications_url: str, token: str) -> int:
    """Tell notifications all of them, return how many; the same people again change nothing. Raises Refusal."""
    people = recipients()
    answer = http.post(
        f"{notifications_url}/recipients",
        json={"recipients": people},
        headers={"Authorization": f"Bearer {token}"},
    )
    if answer.is_error:
        raise Refusal("POST /recipients", answer.status_code, answer.text)
    return len(people)


def _main() -> None:
    portal = Application(
        issuer=os.environ["OIDC_ISSUER"],
        client_id=os.environ["OIDC_CLIENT_ID"],
        client_secret=os.environ["OIDC_CLIENT_SECRET"],
        redirect_uri=f"{os.environ['PUBLIC_URL']}/sign-in/callback",
    )
    with browser() as http:
        token = access_token(http, portal, "operator", os.environ["SAMPLE_PASSWORD"])
        print(f"✓ {send(http, os.environ['NOTIFICATIONS_URL'], token)} người nhận thư · recipients")


if __name__ == "__main__":
    _main()

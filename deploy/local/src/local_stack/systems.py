"""Where the system runs, as far as the demo has to know: who signs people in, keeps mail, and answers for a service."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final, Protocol

import httpx

from local_stack import containers, layout, operating
from local_stack.people import sample_people
from local_stack.repository import ROOT
from local_stack.sign_in import Application, Loopback, access_token, browser
from local_stack.state import State
from local_stack.tokens import signer
from local_stack.troubles import CheckFailed, NotRunning

MAILS: Final = 5000
SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    received_at: datetime
    recipients: tuple[str, ...]
    text: str


class System(Protocol):
    """A running system; its public addresses and its secrets are the same wherever it runs (local_stack.layout)."""

    @property
    def state(self) -> State: ...

    @property
    def keeps_every_trace(self) -> bool: ...

    def token(self, person: str) -> str:
        """Return an access token of this sample person."""

    def mails(self) -> list[Mail]:
        """Return what the mail server got, newest first."""

    def status(self, service: str) -> Mapping[str, Any]:
        """Return what `python -m <service> status` says there."""


@dataclass(frozen=True)
class Processes:
    """What `make up` started."""

    state: State
    keeps_every_trace: bool = True

    def token(self, person: str) -> str:
        return signer(self.state, layout.ISSUER_URL).access_token(sample_people()[person], "demo", datetime.now(UTC))

    def mails(self) -> list[Mail]:
        with httpx.Client(timeout=SECONDS, trust_env=False) as http:
            caught = http.get(f"{layout.MAIL_URL}/messages", params={"limit": MAILS}).json()
        return [
            Mail(
                received_at=datetime.fromisoformat(mail["received_at"]),
                recipients=tuple(mail["recipients"]),
                text=mail["text"],
            )
            for mail in caught
        ]

    def status(self, service: str) -> Mapping[str, Any]:
        argv = [layout.python(service), "-m", service, "status"]
        return _told(service, argv, environment=operating.environment(service, self.state))


@dataclass(frozen=True)
class Containers:
    """What `docker compose up` started: people sign in at Keycloak, Mailpit has the mail."""

    state: State
    keeps_every_trace: bool = False

    def require_running(self) -> None:
        try:
            httpx.get(layout.PUBLIC_URL, timeout=SECONDS, trust_env=False)
        except httpx.HTTPError:
            raise NotRunning from None

    def token(self, person: str) -> str:
        with browser(Loopback()) as http:
            return access_token(http, self._portal, person, self.state.secret("sample-people"))

    def mails(self) -> list[Mail]:
        with httpx.Client(base_url=f"{layout.MAIL_URL}/api/v1", timeout=SECONDS, trust_env=False) as http:
            listed = http.get("/messages", params={"limit": MAILS}).json()["messages"]
            return [
                Mail(
                    received_at=datetime.fromisoformat(mail["Created"]),
                    recipients=tuple(to["Address"] for to in mail["To"]),
                    text=http.get(f"/message/{mail['ID']}").json()["Text"],
                )
                for mail in listed
            ]

    def status(self, service: str) -> Mapping[str, Any]:
        inside = ["/app/.venv/bin/python", "-m", service, "status"]
        return _told(service, [*containers.COMPOSE, "exec", "-T", service, *inside])

    @cached_property
    def _portal(self) -> Application:
        return Application(
            issuer=containers.ISSUER_URL,
            client_id=layout.CLIENT_ID,
            client_secret=self.state.secret("oidc-client"),
            redirect_uri=containers.CALLBACK,
        )


def _told(service: str, argv: Sequence[str], environment: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        raise CheckFailed(f"{service} status: {done.stderr}")
    told: Mapping[str, Any] = json.loads(done.stdout)
    return told

"""Where the system runs, as far as the demo has to know: who signs people in, keeps mail, and answers for a service."""

import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Final, Protocol

import httpx

from local_stack import containers, layout
from local_stack.people import sample_people
from local_stack.repository import ROOT
from local_stack.sign_in import Application, Loopback, access_token, browser
from local_stack.state import State
from local_stack.tokens import signer
from local_stack.troubles import CheckFailed, NotRunning

MAILS: Final = 5000
SECONDS: Final = 30.0
METRICS_INSIDE: Final = "http://127.0.0.1:9000/metrics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    received_at: datetime
    recipients: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """What a service still had at a moment: rows to publish, and what waits for a person."""

    at: float
    """Seconds since 1970."""
    outbox: int
    dead_letters: int
    parked: int


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

    def remaining(self, service: str) -> Remaining:
        """Return what this service said last; it looks every two seconds."""


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

    def remaining(self, service: str) -> Remaining:
        with httpx.Client(timeout=SECONDS, trust_env=False) as http:
            answer = http.get(f"{layout.management_url(service)}/metrics").raise_for_status()
        return measured(answer.text, service)


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

    def remaining(self, service: str) -> Remaining:
        # The management ports are reached from inside alone.
        asking = f"import urllib.request as u; print(u.urlopen('{METRICS_INSIDE}').read().decode())"
        argv = [*containers.COMPOSE, "exec", "-T", service, "/app/.venv/bin/python", "-c", asking]
        done = subprocess.run(argv, capture_output=True, text=True, cwd=ROOT, check=False)
        if done.returncode:
            raise CheckFailed(f"{service} /metrics: {done.stderr}")
        return measured(done.stdout, service)

    @cached_property
    def _portal(self) -> Application:
        return Application(
            issuer=containers.ISSUER_URL,
            client_id=layout.CLIENT_ID,
            client_secret=self.state.secret("oidc-client"),
            redirect_uri=containers.CALLBACK,
        )


def measured(metrics: str, service: str) -> Remaining:
    """Read what a process says of itself (Prometheus' text); raises CheckFailed where it has not looked yet."""
    found = dict(re.findall(rf'^(\w+)\{{service="{service}"\}} (\S+)$', metrics, re.MULTILINE))
    try:
        return Remaining(
            at=float(found["measured_timestamp_seconds"]),
            outbox=int(float(found["outbox_rows"])),
            dead_letters=int(float(found["dead_letters"])),
            parked=int(float(found["parked_facts"])),
        )
    except KeyError as error:
        raise CheckFailed(f"{service} does not measure {error}") from None

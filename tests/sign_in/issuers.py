"""The two issuers under test, each a real server: the small local one and Keycloak with the realm of the containers."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final, Protocol

import httpx
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from local_stack import containers, issuer, ports
from local_stack.keycloak import Keycloak
from local_stack.people import sample_people
from local_stack.sign_in import Application
from local_stack.state import State
from local_stack.tokens import signer

SECRET: Final = "s3cret of the portal"
PASSWORD: Final = "a password of samples"
HOME: Final = f"{containers.PUBLIC_URL}/"
REALM: Final = "thidua"


class IssuerUnderTest(Protocol):
    @property
    def application(self) -> Application:
        """The portal as this issuer knows it."""

    @property
    def jwks_url(self) -> str: ...

    def answers(self, person: str) -> Mapping[str, str]:
        """What this person fills in on the issuer's page."""

    def rotate(self) -> None:
        """Sign with a new key from now on."""


def _portal(url: str) -> Application:
    return Application(issuer=url, client_id="portal", client_secret=SECRET, redirect_uri=containers.CALLBACK)


class LocalIssuer:
    def __init__(self, state: State, url: str) -> None:
        self.application = _portal(url)
        self.jwks_url = f"{url}/jwks"
        self._state = state
        self.app = self._create()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)

    def answers(self, person: str) -> Mapping[str, str]:
        return {"person": person}

    def rotate(self) -> None:
        (self._state.root / "secrets" / "issuer.jwk").unlink()
        self.app = self._create()

    def _create(self) -> ASGIApp:
        client = issuer.Client(
            id="portal",
            secret=SECRET,
            redirect_uris=frozenset({containers.CALLBACK}),
            signed_out_uris=frozenset({HOME}),
        )
        signing = signer(self._state, self.application.issuer)
        return issuer.create_app(signing, client, sample_people(), lambda: datetime.now(UTC))


class KeycloakIssuer:
    def __init__(self, server: Keycloak) -> None:
        self.server = server
        self.application = _portal(f"{server.url}/realms/{REALM}")
        self.jwks_url = f"{self.application.issuer}/protocol/openid-connect/certs"

    def answers(self, person: str) -> Mapping[str, str]:
        return {"username": person, "password": PASSWORD}

    def rotate(self) -> None:
        with self.server.administering() as http:
            realm = http.get(f"/admin/realms/{REALM}").raise_for_status().json()
            provider = {
                "name": "rotated",
                "providerId": "ecdsa-generated",
                "providerType": "org.keycloak.keys.KeyProvider",
                "parentId": realm["id"],
                "config": {"priority": ["200"], "ecdsaEllipticCurveKey": ["P-256"]},
            }
            http.post(f"/admin/realms/{REALM}/components", json=provider).raise_for_status()


@contextmanager
def local(state: State) -> Iterator[LocalIssuer]:
    [port] = ports.choose_free(1)
    served = LocalIssuer(state, f"http://{ports.HOST}:{port}")
    server = uvicorn.Server(uvicorn.Config(served, host=ports.HOST, port=port, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield served
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def keycloak(state: State) -> Iterator[KeycloakIssuer]:
    port, management_port = ports.choose_free(2)
    server = Keycloak(state, port, management_port)
    child = server.start()
    try:
        server.create_realm(json.loads(_with_secrets(containers.render_realm())))
        yield KeycloakIssuer(server)
    finally:
        child.stop()


def _with_secrets(realm: str) -> str:
    return realm.replace("${OIDC_CLIENT_SECRET}", SECRET).replace("${SAMPLE_PASSWORD}", PASSWORD)


def published_keys(issuer: IssuerUnderTest) -> list[dict[str, str]]:
    keys: list[dict[str, str]] = httpx.get(issuer.jwks_url, trust_env=False).raise_for_status().json()["keys"]
    return keys

"""Sample people at work on a composed stack, over HTTP; and waiting for what others make of it."""

import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import httpx

from local_stack import layout
from local_stack.people import sample_people
from local_stack.state import of_checkout
from local_stack.tokens import signer
from tests.end_to_end.stack import Stack

SECONDS = 90.0
T = TypeVar("T")


def until(what: str, probe: Callable[[], T | None], seconds: float = SECONDS) -> T:
    """The probe's first answer that is one."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = probe()
        if answer:
            return answer
        time.sleep(0.25)
    raise AssertionError(f"{what}: not within {seconds:.0f} s")


class Desk:
    """One sample person's requests."""

    def __init__(self, stack: Stack, person: str) -> None:
        self.stack = stack
        issuer = f"http://127.0.0.1:{stack.moved(layout.ISSUER_PORT)}"
        state = of_checkout(str(stack.state))
        token = signer(state, issuer).access_token(sample_people()[person], "test", datetime.now(UTC))
        self._signed_in = {"Authorization": f"Bearer {token}"}

    def address(self, service: str, path: str) -> str:
        return f"http://127.0.0.1:{self.stack.moved(layout.SERVICE_PORTS[service])}{path}"

    def get(self, service: str, path: str) -> httpx.Response:
        return self._asked("GET", service, path)

    def read(self, service: str, path: str) -> Any:
        return self._done("GET", service, path).json()

    def post(self, service: str, path: str, body: dict[str, Any]) -> Any:
        return self._commanded(service, path, body).json()

    def download(self, service: str, path: str, body: dict[str, Any]) -> bytes:
        """A command that is answered with a file."""
        return self._commanded(service, path, body).content

    def put(self, service: str, path: str, body: dict[str, Any], etag: str) -> None:
        self._done("PUT", service, path, {"If-Match": etag}, json=body)

    def upload(self, path: str, name: str, content: bytes, fields: dict[str, str]) -> Any:
        return self._done("POST", "nominations", path, files={"file": (name, content)}, data=fields).json()

    def attach(self, path: str, part: str, name: str, content: bytes) -> None:
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        self._done("POST", "nominations", path, headers, params={"part": part}, content=content)

    def _commanded(self, service: str, path: str, body: dict[str, Any]) -> httpx.Response:
        return self._done("POST", service, path, {"Idempotency-Key": str(uuid.uuid4())}, json=body)

    def _done(
        self, method: str, service: str, path: str, headers: dict[str, str] | None = None, **sent: Any
    ) -> httpx.Response:
        answer = self._asked(method, service, path, headers, **sent)
        assert answer.is_success, answer.text
        return answer

    def _asked(
        self, method: str, service: str, path: str, headers: dict[str, str] | None = None, **sent: Any
    ) -> httpx.Response:
        known = {**self._signed_in, **(headers or {})}
        address = self.address(service, path)
        return httpx.request(method, address, headers=known, timeout=60, trust_env=False, **sent)

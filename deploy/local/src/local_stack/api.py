"""The services' HTTP APIs as one signed-in sample person uses them."""

import time
import uuid
from collections.abc import Callable
from typing import Any, Final, Self, TypeVar

import httpx

from local_stack import layout
from local_stack.troubles import NeverHappened, Refusal

PROBE_SECONDS: Final = 0.25
T = TypeVar("T")


class Api:
    """One person's requests; every command has an idempotency key, so that a repeat after a time-out is safe."""

    def __init__(self, token: str) -> None:
        self._http = httpx.Client(
            headers={"Authorization": f"Bearer {token}"}, timeout=60, trust_env=False, follow_redirects=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, service: str, path: str, **query: str | int) -> Any:
        return self._answer("GET", service, path, params=query).json()

    def command(self, service: str, path: str, body: dict[str, Any]) -> Any:
        return self._answer("POST", service, path, json=body, headers=_key()).json()

    def upload(self, service: str, path: str, name: str, content: bytes, fields: dict[str, str]) -> Any:
        return self._answer("POST", service, path, files={"file": (name, content)}, data=fields, headers=_key()).json()

    def _answer(self, method: str, service: str, path: str, **options: Any) -> httpx.Response:
        answer = self._http.request(method, f"{layout.service_url(service)}{path}", **options)
        if answer.is_error:
            raise Refusal(f"{method} {service}{path}", answer.status_code, answer.text)
        return answer


def _key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid.uuid4())}


def until(what: str, probe: Callable[[], T | None], seconds: float = 60.0) -> T:
    """Return the probe's first answer that is one; raises NeverHappened, naming it, when time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = probe()
        if answer:
            return answer
        time.sleep(PROBE_SECONDS)
    raise NeverHappened(what, seconds)

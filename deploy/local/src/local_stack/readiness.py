"""Waiting until what was started answers, and naming what doesn't."""

import time
from collections.abc import Callable
from typing import Final

import httpx

from local_stack import layout
from local_stack.state import State
from local_stack.supervisor import Supervisor
from local_stack.troubles import NeverReady

READY_SECONDS: Final = 120.0
PROBE_SECONDS: Final = 0.2
BEHIND: Final = " recover`"
SILENT: Final = "does not extend the signed"
ADDRESSES: Final = {
    "issuer": layout.ISSUER_URL,
    "mail-catcher": layout.MAIL_URL,
    **{service: layout.management_url(service) for service in layout.SERVICE_PORTS},
}


def wait(state: State, supervisor: Supervisor, say: Callable[[str], None]) -> None:
    """Return when every /readyz says so; raises NeverReady with the last log lines of one that won't.

    A service whose database is behind is named and waited for: a person must say what to do. A record that will never
    sign again is named and passed: it still records and answers, and all others can work.
    """
    deadline = time.monotonic() + READY_SECONDS
    waiting, told = dict(ADDRESSES), set[str]()
    with httpx.Client(timeout=5, trust_env=False) as http:
        while waiting:
            for name, address in list(waiting.items()):
                if is_ready(http, address):
                    del waiting[name]
                    say(f"✓ {name}")
                elif message := _said(http, address, SILENT):
                    del waiting[name]
                    say(f"✗ {name}: {message}\n  → docs/backup.md")
                elif message := _said(http, address, BEHIND):
                    deadline = time.monotonic() + READY_SECONDS  # a person is needed, and may take their time
                    _tell_once(name, message, told, say)
                elif not supervisor.child(name).is_alive or time.monotonic() > deadline:
                    raise _never_ready(state, supervisor, name, http)
            time.sleep(PROBE_SECONDS)


def is_ready(http: httpx.Client, address: str) -> bool:
    try:
        return http.get(f"{address}/readyz").status_code == 200
    except httpx.HTTPError:
        return False


def failing_checks(http: httpx.Client, address: str) -> list[str]:
    """Return what /readyz says is wrong, check by check; nothing when the service is ready."""
    try:
        answer = http.get(f"{address}/readyz")
    except httpx.HTTPError as error:
        return [f"/readyz: {error!r}"]
    return [f"{check['name']}: {check['message']}" for check in answer.json()["checks"] if not check["ok"]]


def _said(http: httpx.Client, address: str, words: str) -> str | None:
    """The failing check that has these words, if there is one."""
    try:
        checks = http.get(f"{address}/readyz").json().get("checks", [])
    except (httpx.HTTPError, ValueError):
        return None
    return next((check["message"] for check in checks if words in check["message"]), None)


def _tell_once(name: str, message: str, told: set[str], say: Callable[[str], None]) -> None:
    if name not in told:
        told.add(name)
        say(f"✗ {name}: {message}\n  → ở cửa sổ khác, chạy make recover · in another terminal: make recover")


def _never_ready(state: State, supervisor: Supervisor, name: str, http: httpx.Client) -> NeverReady:
    lines = supervisor.child(name).last_lines()
    try:
        lines.append(f"/readyz: {http.get(f'{ADDRESSES[name]}/readyz').text}")
    except httpx.HTTPError as error:
        lines.append(f"/readyz: {error!r}")
    return NeverReady(name, READY_SECONDS, state.logs / f"{name}.log", lines)

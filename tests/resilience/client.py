"""One client of the services' HTTP: it repeats a command under its key until it has a definite answer."""

import asyncio
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx

from tests.resilience.journal import Acknowledged, Journal

RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
IN_PROGRESS = "request-in-progress"
TIMEOUT_SECONDS = 20.0
PAUSES_SECONDS = (0.1, 0.2, 0.5, 1.0, 2.0)


@dataclass(slots=True, kw_only=True)
class Client:
    """`urls` by service; `token` makes a person's access token of this moment."""

    urls: Mapping[str, str]
    token: Callable[[str], str]
    journal: Journal
    rng: Random
    http: httpx.AsyncClient
    seen: Counter[str] = field(default_factory=Counter)
    """How often what was met: statuses, and kinds of failures of the connection."""

    async def get(self, person: str, service: str, path: str, **query: str | int) -> Any:
        """What a list says, or None when it can't be had now; a reader simply looks again."""
        try:
            answer = await self.http.get(f"{self.urls[service]}{path}", params=query, headers=self._headers(person))
        except httpx.HTTPError as error:
            self.seen[type(error).__name__] += 1
            return None
        self.seen[f"GET {answer.status_code}"] += 1
        return answer.json() if answer.is_success else None

    async def command(self, person: str, service: str, path: str, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The answer of a command that was done, None when it was refused; both are in the journal then."""
        key = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
        tries = 0
        while True:
            answer = await self._once(person, service, path, body, key)
            tries += 1
            if answer is not None and not _is_passing(answer):
                entry = Acknowledged(
                    service=service,
                    path=path,
                    body=body,
                    status=answer.status_code,
                    answer=answer.json(),
                    tries=tries,
                    key=key,
                )
                self.journal.add(entry)
                return entry.answer if entry.is_done else None
            await asyncio.sleep(PAUSES_SECONDS[min(tries, len(PAUSES_SECONDS)) - 1])

    async def _once(
        self, person: str, service: str, path: str, body: Mapping[str, Any], key: str
    ) -> httpx.Response | None:
        headers = self._headers(person) | {"Idempotency-Key": key}
        try:
            answer = await self.http.post(f"{self.urls[service]}{path}", json=body, headers=headers)
        except httpx.HTTPError as error:
            self.seen[type(error).__name__] += 1
            return None
        self.seen[f"POST {answer.status_code}"] += 1
        return answer

    def _headers(self, person: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(person)}"}


def _is_passing(answer: httpx.Response) -> bool:
    """Say whether the same request may be answered otherwise later."""
    return answer.status_code in RETRIED or (answer.status_code == 409 and IN_PROGRESS in answer.text)

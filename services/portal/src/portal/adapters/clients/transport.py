"""One neighbour over HTTP: the person's token, the trace and the idempotency key go along, refusals come back."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from chassis.telemetry import current_traceparent
from contracts.canonical import Json

CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 30.0

M = TypeVar("M", bound="Answer")
Parameters = Mapping[str, str | int]


class Answer(BaseModel):
    """What a neighbour answers; fields of a newer release are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Flaw(Answer):
    """One fault of a problem document: a JSON pointer into what was sent, and a Vietnamese sentence."""

    pointer: str = ""
    detail: str = ""


class HeldClause(Answer):
    """A clause of the rules that holds something back, as nominations names it in a refusal."""

    row: str
    sentence: str = ""
    sentence_en: str = ""
    rule: str = ""
    citation: str = ""
    status: str = ""
    note: str = ""
    consequence: str | None = None


class Problem(Answer):
    """A problem document (RFC 9457)."""

    type: str = ""
    title: str = ""
    detail: str = ""
    request_id: str = ""
    errors: tuple[Flaw, ...] = ()
    findings: tuple[HeldClause, ...] = ()


class Refused(Exception):
    """The neighbour said no (RFC 9457), in Vietnamese."""

    def __init__(self, status: int, problem: Problem) -> None:
        super().__init__(f"{status} {problem.type}")
        self.status = status
        self.slug = problem.type.rpartition("/")[2]
        self.title = problem.title
        self.detail = problem.detail
        self.flaws = problem.errors
        self.findings = problem.findings
        self.request_id = problem.request_id


class Away(Exception):
    """The neighbour gave no answer that can be used; what was asked may or may not have been done."""

    def __init__(self, neighbour: str, slug: str = "") -> None:
        super().__init__(f"{neighbour} {slug}".strip())
        self.neighbour = neighbour
        self.slug = slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """On whose behalf and under which key: sent again with the same key, a command is done once."""

    token: str | None = None
    once: str | None = None
    version: int | None = None
    seconds: float = ANSWER_SECONDS

    def headers(self) -> dict[str, str]:
        found = {
            "Authorization": f"Bearer {self.token}" if self.token else None,
            "Idempotency-Key": self.once,
            "If-Match": None if self.version is None else f'"{self.version}"',
            "traceparent": current_traceparent(),
        }
        return {name: value for name, value in found.items() if value}


@dataclass(slots=True, kw_only=True)
class Neighbour:
    """One service by its address; its connections are opened when first needed."""

    name: str
    url: str
    _client: httpx.AsyncClient | None = field(default=None)

    async def read(self, path: str, asking: Asking, parameters: Parameters | None = None) -> httpx.Response:
        return await self._send("GET", path, asking, params=dict(parameters or {}))

    async def command(self, path: str, asking: Asking, body: Json, method: str = "POST") -> httpx.Response:
        return await self._send(method, path, asking, json=body)

    async def upload(
        self, path: str, asking: Asking, fields: Mapping[str, str], file: tuple[str, bytes, str]
    ) -> httpx.Response:
        return await self._send("POST", path, asking, data=dict(fields), files={"file": file})

    async def stream_up(
        self, path: str, asking: Asking, parameters: Parameters, head: Mapping[str, str], pieces: AsyncIterator[bytes]
    ) -> httpx.Response:
        """Send a body as it comes; a piece is taken when the neighbour has room for it."""
        more = {"Content-Type": "application/octet-stream", **head}
        return await self._send("POST", path, asking, more, params=dict(parameters), content=pieces)

    async def stream_down(self, path: str, asking: Asking, body: Json = None) -> "Streamed":
        """An answer whose body is still to come; with a body of its own, to a command."""
        client, method = self._opened(), "GET" if body is None else "POST"
        request = client.build_request(method, path, headers=asking.headers(), timeout=_timeout(asking), json=body)
        try:
            response = await client.send(request, stream=True)
        except httpx.HTTPError as error:
            raise Away(self.name) from error
        if response.is_success:
            return Streamed(response)
        await response.aread()
        raise _refusal(self.name, response)

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    def _opened(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(base_url=self.url, trust_env=False)
        return self._client

    async def _send(
        self, method: str, path: str, asking: Asking, head: Mapping[str, str] | None = None, **content: object
    ) -> httpx.Response:
        client, headers = self._opened(), {**asking.headers(), **(head or {})}
        request = client.build_request(method, path, headers=headers, timeout=_timeout(asking), **content)  # type: ignore[arg-type]
        try:
            response = await client.send(request)
        except httpx.HTTPError as error:
            raise Away(self.name) from error
        if response.is_success:
            return response
        raise _refusal(self.name, response)


@dataclass(frozen=True, slots=True)
class Streamed:
    """An answer on its way; whoever asked for it closes it."""

    response: httpx.Response

    @property
    def headers(self) -> Mapping[str, str]:
        return self.response.headers

    async def pieces(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self.response.aiter_raw():
                yield piece
        finally:
            await self.response.aclose()


def _timeout(asking: Asking) -> httpx.Timeout:
    return httpx.Timeout(asking.seconds, connect=CONNECT_SECONDS)


def _refusal(neighbour: str, response: httpx.Response) -> Refused | Away:
    try:
        problem = Problem.model_validate_json(response.content)
    except ValidationError:
        return Away(neighbour)
    refused = Refused(response.status_code, problem)
    return Away(neighbour, refused.slug) if response.status_code >= 500 else refused


def answered(shape: type[M], response: httpx.Response) -> M:
    """Read an answer's body; one that has another shape is no answer."""
    try:
        return shape.model_validate_json(response.content)
    except ValidationError as error:
        raise Away(shape.__name__) from error


def texts(ids: "tuple[UUID, ...] | list[UUID]") -> list[Json]:
    return [str(each) for each in ids]

"""How much a request may send: counted while it streams, so an endless body costs no more than the limit."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.types import Message, Receive

from chassis.access import gate_of
from chassis.problems import Problem
from contracts.local_numbers import dotted

MIB = 1024 * 1024
DEFAULT_BYTES = MIB
_MARK = "__body_limit_bytes__"

E = TypeVar("E", bound=Callable[..., Any])


def body_limit(size_bytes: int) -> Callable[[E], E]:
    """Let one route take more, or less, than 1 MiB; stands below the route's own decorator."""

    def mark(endpoint: E) -> E:
        setattr(endpoint, _MARK, size_bytes)
        return endpoint

    return mark


class LimitedRoute(APIRoute):
    """A route whose body can't grow beyond its limit."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()
        limit, gate = limit_of(self.endpoint), gate_of(self.dependant)
        takes_a_body = self.body_field is not None

        async def limited(request: Request) -> Response:
            _refuse_declared(request, limit)
            counted = Request(request.scope, _counting(request.receive, limit))
            try:
                if gate is not None and takes_a_body:
                    await gate.before_the_body(counted)
                return await answer(counted)
            finally:
                # A form that a gate read, and then refused, may hold a file.
                await counted.close()

        return limited


def limit_of(endpoint: Callable[..., Any]) -> int:
    """How many bytes a route's endpoint takes."""
    return int(getattr(endpoint, _MARK, DEFAULT_BYTES))


def too_large(limit: int) -> Problem:
    """413 with the limit in words."""
    size = f"{limit // MIB} MiB" if limit >= MIB else f"{dotted(limit)} byte"
    return Problem(413, "body-too-large", "Nội dung gửi lên quá lớn", f"Giới hạn ở đây là {size}.")


def _refuse_declared(request: Request, limit: int) -> None:
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > limit:
        raise too_large(limit)


def _counting(receive: Receive, limit: int) -> Receive:
    total = 0

    async def counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > limit:
            raise too_large(limit)
        return message

    return counted

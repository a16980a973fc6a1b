"""Routers of services: every route is gated, its body bounded, its refusals documented."""

from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from chassis import problems
from chassis.body_limit import LimitedRoute

_PROBLEM_SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "instance", "request_id"],
    "properties": {
        "type": {"type": "string", "examples": ["/problems/not-found"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail", "in"],
                "properties": {
                    "pointer": {"type": "string"},
                    "detail": {"type": "string"},
                    "in": {"enum": ["body", "query", "path", "header", "cookie"]},
                },
            },
        },
    },
}
_PROBLEM_RESPONSE: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "A refusal (RFC 9457).",
        "content": {problems.CONTENT_TYPE: {"schema": _PROBLEM_SCHEMA}},
    }
}


class Router(APIRouter):
    """Routes of a service; each declares `allow(...)` or `public()` and has a bounded body."""

    def __init__(self, **options: Any) -> None:
        super().__init__(route_class=LimitedRoute, responses=_PROBLEM_RESPONSE, **options)

    def api_routes(self) -> list[APIRoute]:
        """The routes that FastAPI decodes for, those of included routers too; static files are not among them."""
        return list(_flattened(self.routes))


def _flattened(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    """Descend into included routers, which FastAPI keeps as one entry each."""
    for route in routes:
        included = getattr(route, "original_router", None)
        if isinstance(route, APIRoute):
            yield route
        elif isinstance(included, APIRouter):
            yield from _flattened(included.routes)

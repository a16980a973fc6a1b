"""Every route of an application, named `GET /cases/{case_id}`, read from the application itself."""

from collections.abc import Iterable, Iterator

from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount, Route


def routes_of(app: FastAPI) -> list[str]:
    """What can be asked for, static files included; HEAD goes with GET."""
    return sorted(name for route in _flattened(app.routes) for name in _names(route))


def _flattened(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """FastAPI keeps an included router as one entry."""
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is None:
            yield route
        else:
            yield from _flattened(included.routes)


def _names(route: BaseRoute) -> list[str]:
    match route:
        case Mount():
            return [f"GET {route.path}/{{path}}"]
        case Route():
            return [f"{method} {route.path_format}" for method in route.methods or () if method != "HEAD"]
        case _:
            # A kind that nobody thought of must not pass unseen.
            return [f"? {route}"]

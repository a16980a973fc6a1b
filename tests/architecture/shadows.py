"""Routes that can never answer: an earlier one of the same method takes every path of theirs."""

from collections.abc import Iterable

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute


def shadowed(routes: Iterable[BaseRoute]) -> list[str]:
    """A sentence for each route whose own path template an earlier route matches."""
    found, earlier = [], list[APIRoute]()
    for route in routes:
        if isinstance(route, APIRoute):
            found += [
                f"{method} {route.path} is shadowed by {first.path}"
                for first in earlier
                for method in sorted((route.methods or set()) & (first.methods or set()))
                if first.path_regex.match(route.path)
            ]
            earlier.append(route)
    return found

"""Routes that take the paths of others: all of a later one's, or words where an id stands."""

import re
from collections.abc import Iterable
from uuid import UUID

from fastapi.routing import APIRoute
from starlette.convertors import UUIDConvertor
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
                if first.path_regex.match(_sample(route.path))
            ]
            earlier.append(route)
    return found


def _sample(template: str) -> str:
    """A path that the template takes."""
    return re.sub(r"\{[a-z_]+:uuid\}", str(UUID(int=0)), template)


def loosely_typed(routes: Iterable[BaseRoute]) -> list[str]:
    """A sentence for each id in a path that takes any word: it would answer for a named path of other methods."""
    return [
        f"{route.path}: write {{{param.name}:uuid}}"
        for route in routes
        if isinstance(route, APIRoute)
        for param in route.dependant.path_params
        if param.field_info.annotation is UUID and not isinstance(route.param_convertors[param.name], UUIDConvertor)
    ]

"""Which methods an address takes: the framework answers 405 with those of the first route that it finds there."""

from starlette.requests import Request
from starlette.routing import Match

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def allowed(request: Request) -> str:
    """All methods that some route takes at this address, as `Allow` lists them (RFC 9110 §10.2.1)."""
    return ", ".join(method for method in _METHODS if _is_taken(request, method))


def _is_taken(request: Request, method: str) -> bool:
    asked = {**request.scope, "method": "GET" if method == "HEAD" else method}
    return any(route.matches(asked)[0] is Match.FULL for route in request.app.router.routes)

"""The three cookies: language, browser (forms and sign-in belong to it), session. None is readable by scripts."""

from starlette.requests import Request
from starlette.responses import Response

from portal.entrypoints.language import COOKIE, HOST_PREFIX, Language

SESSION = "thidua_session"
BROWSER = "thidua_browser"
YEAR_SECONDS = 31_536_000


def kept(request: Request, name: str, *, secure: bool) -> str:
    """The value of a cookie of ours, empty when the browser has none."""
    return request.cookies.get(_full(name, secure), "")


def keep(response: Response, name: str, value: str, *, secure: bool, seconds: int | None = None) -> None:
    """Set a cookie: HttpOnly, SameSite=Lax, for the whole site; without seconds until the browser closes."""
    full = _full(name, secure)
    response.set_cookie(full, value, max_age=seconds, httponly=True, samesite="lax", secure=secure, path="/")


def drop(response: Response, name: str, *, secure: bool) -> None:
    response.delete_cookie(_full(name, secure), httponly=True, samesite="lax", secure=secure, path="/")


def _full(name: str, secure: bool) -> str:
    # So no neighbour's subdomain plants a cookie of ours; browsers take the prefix over TLS alone.
    return HOST_PREFIX + name if secure else name


def keep_language(response: Response, language: Language, *, secure: bool) -> None:
    keep(response, COOKIE, language.code, secure=secure, seconds=YEAR_SECONDS)

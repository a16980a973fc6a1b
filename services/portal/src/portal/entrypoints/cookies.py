"""The three cookies: language, browser (forms and sign-in belong to it), session. None is readable by scripts."""

from starlette.responses import Response

from portal.entrypoints.language import COOKIE, Language

SESSION = "thidua_session"
BROWSER = "thidua_browser"
YEAR_SECONDS = 31_536_000


def keep(response: Response, name: str, value: str, *, secure: bool, seconds: int | None = None) -> None:
    """Set a cookie: HttpOnly, SameSite=Lax, for the whole site; without seconds until the browser closes."""
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure, path="/")


def drop(response: Response, name: str, *, secure: bool) -> None:
    response.delete_cookie(name, httponly=True, samesite="lax", secure=secure, path="/")


def keep_language(response: Response, language: Language, *, secure: bool) -> None:
    keep(response, COOKIE, language.code, secure=secure, seconds=YEAR_SECONDS)

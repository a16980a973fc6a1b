"""One visit: who looks, in which language, with which form. Every route names who may come: deny by default."""

import re
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import params
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from chassis.database import Connection
from chassis.http import Call, uncounted
from contracts.local_time import local_date
from contracts.roles import Role
from portal.adapters.clients.transport import Asking
from portal.adapters.sessions import Session
from portal.domain.errors import FormExpired, RoleNotAllowed, SignInNeeded
from portal.entrypoints import forms, pages
from portal.entrypoints.cookies import BROWSER, SESSION, kept
from portal.entrypoints.forms import Form
from portal.entrypoints.language import Language, language_of
from portal.entrypoints.navigation import navigation
from portal.entrypoints.signing_in import current_session
from portal.entrypoints.site import Site, site_of
from portal.entrypoints.wording import NOTICES, mark

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
DROPPED = frozenset({"lang", "done", "cases", "late"})
COUNT = re.compile(r"[1-9]\d{0,5}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who looks, as templates see them."""

    name: str = ""
    unit: str | None = None
    roles: frozenset[Role] = frozenset()
    is_signed_in: bool = False
    csrf: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a route may use. Its visitor is already allowed to be here."""

    request: Request
    call: Call
    site: Site
    language: Language
    visitor: Visitor
    session: Session | None
    form: Form = field(default_factory=Form)

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        return self.call.reading()

    @property
    def unit(self) -> str:
        """The unit that the person acts for; without one no workspace is theirs."""
        if self.visitor.unit is None:
            raise RoleNotAllowed
        return self.visitor.unit

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return local_date(self.site.now())

    def has(self, *roles: Role) -> bool:
        return bool(self.visitor.roles & set(roles))

    def asking(self, *, once: str | None = None, version: int | None = None) -> Asking:
        """On behalf of this person."""
        if self.session is None:
            raise SignInNeeded
        return Asking(token=self.session.tokens.access, once=once, version=version)

    def page(self, template: str, status: int = 200, /, **context: object) -> HTMLResponse:
        """A page, or a part of one, for this visitor."""
        return pages.response(self.language, template, {**frame(self), **context}, status)

    def text(self, message: str) -> str:
        return self.language.text(message)


def frame(visit: Visit) -> dict[str, object]:
    """What every page shows around its own content."""
    return {
        "visitor": visit.visitor,
        "navigation": navigation(visit.request.url.path, visit.visitor.roles, visit.language),
        "notice": _notice(visit),
        "other_language_url": _in_other_language(visit),
    }


def _notice(visit: Visit) -> str:
    """What was just done, and whether the page is still catching up with it."""
    asked = visit.request.query_params
    done = visit.text(NOTICES.get(asked.get("done", ""), ""))
    if not done:
        return ""
    many = visit.language.cases(int(asked["cases"])) if COUNT.fullmatch(asked.get("cases", "")) else ""
    late = visit.text(mark("Số liệu trên trang cập nhật trong giây lát.")) if "late" in asked else ""
    return " ".join(part for part in (done, many, late) if part)


def _in_other_language(visit: Visit) -> str:
    kept = [(name, value) for name, value in visit.request.query_params.multi_items() if name not in DROPPED]
    return "?" + urlencode([*kept, ("lang", visit.language.other)])


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate of a route: None admits everybody, no roles admit whoever is signed in."""

    roles: frozenset[Role] | None

    async def __call__(self, request: Request, call: Annotated[Call, uncounted()]) -> Visit:
        site = site_of(request)
        session = await current_session(site, kept(request, SESSION, secure=site.cookies_are_secure))
        call.count(session.sub if session else None)
        refused = self._refused(session)
        # A small body is read even so, that what was typed can be sent again; a stranger's file is not.
        if refused is not None and not forms.is_small(request):
            raise refused
        form = await self._form(request) if request.method not in SAFE_METHODS else forms.blank()
        if refused is not None:
            raise refused
        return made(request, call, session, form)

    def _refused(self, session: Session | None) -> Exception | None:
        if self.roles is None:
            return None
        if session is None:
            return SignInNeeded()
        return RoleNotAllowed() if self.roles and not self.roles & session.roles else None

    async def _form(self, request: Request) -> Form:
        """The posted form, once it is sure that a page of ours in this browser made it."""
        browser = browser_of(request)
        token = str((await forms.posted(request)).get("csrf") or "")
        if not site_of(request).seal.is_form_token(token, browser):
            raise FormExpired
        form = await forms.read(request)
        request.state.form = form
        return form


class StreamingGate(Gate):
    """For a body that passes through: the route reads it, and the form's token is in it (`streamed.py`)."""

    async def _form(self, request: Request) -> Form:
        return forms.blank()


def browser_of(request: Request) -> str:
    """The browser that forms and sign-ins belong to, empty before its first sign-in."""
    return kept(request, BROWSER, secure=site_of(request).cookies_are_secure)


def made(request: Request, call: Call, session: Session | None, form: Form) -> Visit:
    """A visit, whoever comes."""
    site, browser = site_of(request), browser_of(request)
    csrf = site.seal.form_token(browser) if browser else ""
    visitor = Visitor(csrf=csrf)
    if session is not None:
        visitor = Visitor(name=session.name, unit=session.unit, roles=session.roles, is_signed_in=True, csrf=csrf)
    return Visit(
        request=request,
        call=call,
        site=site,
        language=language_of(request),
        visitor=visitor,
        session=session,
        form=form,
    )


def anyone() -> params.Depends:
    """Admit everybody: `visit: Annotated[Visit, anyone()]`."""
    return params.Depends(Gate(None))


def signed_in() -> params.Depends:
    """Admit whoever is signed in, in any role."""
    return params.Depends(Gate(frozenset()))


def only(*roles: Role) -> params.Depends:
    """Admit people who have one of the roles."""
    if not roles:
        raise ValueError("only() needs a role")
    return params.Depends(Gate(frozenset(roles)))


def streaming(*roles: Role) -> params.Depends:
    """As only(); the route itself must ask for the form's token before it does anything."""
    return params.Depends(StreamingGate(frozenset(roles)))


def seen(path: str, notice: str = "", *, cases: int | None = None, is_late: bool = False) -> RedirectResponse:
    """Go on to a page after a command, so that reloading does not repeat it; tell what was done, to how many cases."""
    joint, many = "&" if "?" in path else "?", "" if cases is None else f"&cases={cases}"
    told = f"{joint}done={notice}{many}{'&late=yes' if is_late else ''}" if notice else ""
    return RedirectResponse(f"{path}{told}", status_code=303)

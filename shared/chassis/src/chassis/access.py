"""Deny by default: a route names who may use it, or everybody; one that does neither stops the start."""

from typing import Annotated, Any

from fastapi import Depends, Request, Security
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from chassis.actors import Actor, Principal
from chassis.call import Call, Surroundings
from chassis.problems import Problem
from contracts.roles import Role

_BEARER = HTTPBearer(auto_error=False, bearerFormat="JWT", scheme_name="oidc")
_ADMITTED = "thidua.admitted"
_BOUND_TO_UNIT = frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.SECRETARIAT, Role.CHAIRMAN})


class Undeclared(Exception):
    """A route says neither `allow(...)` nor `public()`."""


class Allowed:
    """The gate of a route for some roles; the first of them that the person has is the role they act in."""

    def __init__(self, roles: tuple[Role, ...]) -> None:
        self.roles = roles

    async def __call__(
        self,
        request: Request,
        credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)] = None,
    ) -> Call:
        admitted: Call | None = request.scope.get(_ADMITTED)
        return admitted or await self._admitted(request, credentials)

    async def before_the_body(self, request: Request) -> None:
        """Ask before a body is read: the framework reads it first, and a stranger's is not worth the memory."""
        request.scope[_ADMITTED] = await self._admitted(request, await _BEARER(request))

    async def _admitted(self, request: Request, credentials: HTTPAuthorizationCredentials | None) -> Call:
        surroundings: Surroundings = request.app.state.surroundings
        token = credentials.credentials if credentials else None
        call = Call(request, surroundings, None)
        try:
            principal = await surroundings.identity.principal(token)
        except Problem:
            call.count(None)
            raise
        call.count(principal.sub)
        return Call(request, surroundings, self._actor(principal))

    def _actor(self, principal: Principal) -> Actor:
        role = next((role for role in self.roles if role in principal.roles), None)
        if role is None:
            raise Problem(403, "role-not-allowed", "Không có quyền", "Vai trò của bạn không được làm việc này.")
        if role in _BOUND_TO_UNIT and principal.unit is None:
            raise _forbidden("no-unit", "Tài khoản của bạn chưa gắn với đơn vị nào.")
        return Actor(role=role, unit=principal.unit, sub=principal.sub)


class Open:
    """The gate of a route for everybody; nobody is known behind it."""

    async def __call__(self, request: Request) -> Call:
        call = Call(request, request.app.state.surroundings, None)
        call.count(None)
        return call


class Uncounted(Open):
    """The outer half of a gate that finds out who comes by itself, and then counts them."""

    async def __call__(self, request: Request) -> Call:
        return Call(request, request.app.state.surroundings, None)


def allow(*roles: Role) -> Any:
    """Admit people who have one of `roles`: `call: Annotated[Call, allow(Role.UNIT_HEAD)]`."""
    if not roles:
        raise Undeclared("allow() needs a role")
    return Depends(Allowed(roles))


def public() -> Any:
    """Admit everybody, without a token: `call: Annotated[Call, public()]`."""
    return Depends(Open())


def uncounted() -> Any:
    """Admit everybody to a gate within, which must call `call.count(...)` once it knows who comes."""
    return Depends(Uncounted())


def refuse_undeclared(routes: list[APIRoute]) -> None:
    """Raise Undeclared for the first route without a gate."""
    for route in routes:
        if not _has_gate(route.dependant):
            methods = ", ".join(sorted(route.methods or ()))
            raise Undeclared(f"{methods} {route.path} declares neither allow(...) nor public()")


def gate_of(dependant: Dependant) -> Allowed | None:
    """The gate for roles that a route declares itself."""
    return next((each.call for each in dependant.dependencies if isinstance(each.call, Allowed)), None)


def _forbidden(slug: str, detail: str) -> Problem:
    return Problem(403, slug, "Không có quyền", detail)


def _has_gate(dependant: Dependant) -> bool:
    return isinstance(dependant.call, Allowed | Open) or any(_has_gate(each) for each in dependant.dependencies)

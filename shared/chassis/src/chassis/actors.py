"""Who acts: the person behind a token, and the one role in which they ask for something."""

from dataclasses import dataclass

from contracts.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """A person whose access token was checked. `unit` is `code@YYYY-MM-DD` or `code@unknown`."""

    sub: str
    roles: frozenset[Role]
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The role and unit in which something is done; `sub` never leaves the service's command log."""

    role: Role
    unit: str | None = None
    sub: str | None = None


SERVICE_ACTOR = Actor(role=Role.SERVICE)

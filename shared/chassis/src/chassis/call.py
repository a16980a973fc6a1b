"""One request of one actor: the only way from a route to the dispatcher and to the read-only views."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from fastapi import Request, Response

from chassis import addresses, conditional, database, idempotency
from chassis.actors import Actor
from chassis.database import Connection, Pool
from chassis.idempotency import Keyed, Replay

if TYPE_CHECKING:
    from chassis.dispatch import Dispatcher
    from chassis.identity import Identity
    from chassis.rate_limit import Limits
    from chassis.standing import Standing

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What every call of one application shares. A service that decides nothing has no dispatcher."""

    service: str
    dispatcher: "Dispatcher"
    pool: Pool
    identity: "Identity"
    limits: "Limits"
    standing: "Standing"


class Call:
    """What a route may use. Its actor is already allowed to be here."""

    def __init__(self, request: Request, surroundings: Surroundings, actor: Actor | None) -> None:
        self._request = request
        self._surroundings = surroundings
        self._actor = actor
        self.request_id: str = request.scope["request_id"]
        self.replayed = False

    @property
    def actor(self) -> Actor:
        """The person who asks; a public route has none."""
        if self._actor is None:
            raise LookupError("a public route has no actor")
        return self._actor

    @property
    def address(self) -> str:
        """From where the request comes; only for counting, never to be kept."""
        return addresses.asking(self._request.scope, self._surroundings.limits.trusted) or addresses.UNKNOWN

    def count(self, sub: str | None) -> None:
        """Count this request for a person, or for an address where nobody is known; raises 429."""
        if sub is None:
            self._surroundings.limits.count_address(self._request.scope)
        else:
            self._surroundings.limits.count_person(sub)

    async def execute(self, command: object) -> R:
        """Run a command; return its handler's result, or that of the first request with the same key."""
        self._surroundings.standing.admit()
        keyed = self._keyed(command)
        result = await self._surroundings.dispatcher.execute(
            command,
            self.actor,
            request_id=self.request_id,
            prologue=keyed.prologue if keyed else None,
            epilogue=keyed.epilogue if keyed else None,
        )
        if isinstance(result, Replay):
            self.replayed = True
            self._request.scope["idempotency_replayed"] = True
            result = idempotency.restored(result, self._result_type(command))
        return result  # type: ignore[return-value]

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        """A read-only transaction for views."""
        return database.reading(self._surroundings.pool)

    def if_match(self) -> int:
        """The version that the caller read, from If-Match; 428 when absent."""
        return conditional.if_match(self._request)

    def set_etag(self, response: Response, version: int) -> None:
        """Name the version that the response shows."""
        conditional.set_etag(response, version)

    def _keyed(self, command: object) -> Keyed | None:
        value = self._request.headers.get(idempotency.HEADER)
        if value is None:
            return None
        route = self._request.scope["route"]
        return Keyed(
            key=idempotency.checked_key(value),
            principal=self.actor.sub or self.actor.role,
            route=f"{self._request.method} {route.path_format}",
            status=route.status_code or 200,
            request_hash=idempotency.request_hash(command),
        )

    def _result_type(self, command: object) -> Any:
        handler = self._surroundings.dispatcher.handlers.commands[type(command)]
        return get_type_hints(handler)["return"]

"""The HTTP side of every service: gated routes, commands through the dispatcher, refusals as documents.

A service imports everything it needs from here.
"""

import asyncio
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig

from chassis import openings, problems
from chassis.access import Undeclared, allow, public, refuse_undeclared, uncounted
from chassis.body_limit import MIB, body_limit
from chassis.call import Call, Surroundings
from chassis.conditional import IF_MATCH, stale
from chassis.database import Pool
from chassis.entropy import Entropy
from chassis.head_requests import HeadAsGet
from chassis.identity import Identity
from chassis.problems import Problem, Refusal
from chassis.rate_limit import Limits, Shares
from chassis.request_scope import RequestScope
from chassis.routing import Router
from chassis.settings import ChassisSettings
from chassis.standing import Standing, good_standing
from chassis.validation import FieldError

if TYPE_CHECKING:
    from chassis.dispatch import Dispatcher
    from chassis.service import Service

__all__ = [
    "IF_MATCH",
    "MIB",
    "Call",
    "FieldError",
    "Problem",
    "Refusal",
    "Router",
    "Undeclared",
    "allow",
    "application",
    "body_limit",
    "public",
    "stale",
    "uncounted",
]

# The framework's own spans and logs hold query strings, where people type names, and the words of exceptions.
_UNTRACED: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False}


def application(
    service: "Service",
    dispatcher: "Dispatcher",
    pool: Pool,
    identity: Identity,
    settings: ChassisSettings,
    *,
    entropy: Entropy | None = None,
    standing: Standing | None = None,
    stopping: asyncio.Event | None = None,
) -> FastAPI:
    """The ASGI application of one service; raises Undeclared when a route has no gate.

    Streams that never end by themselves end when `app.state.stopping` is set.
    """
    refuse_undeclared(service.router.api_routes())
    app = FastAPI(title=service.name, docs_url=None, redoc_url=None, openapi_url="/openapi.json", telemetry=_UNTRACED)
    app.state.stopping = stopping or asyncio.Event()
    app.state.surroundings = Surroundings(
        service=service.name,
        dispatcher=dispatcher,
        pool=pool,
        identity=identity,
        standing=standing or good_standing(),
        limits=_limits(settings),
    )
    app.include_router(service.router)
    if service.actor_opened is not None:
        app.include_router(openings.router)
    problems.install(app, {**openings.REFUSALS, **service.refusals})
    app.add_middleware(HeadAsGet)
    app.add_middleware(
        RequestScope, service=service.name, entropy=entropy or Entropy(), trusted=settings.trusted_proxies
    )
    if service.extend is not None:
        service.extend(app)
    return app


def _limits(settings: ChassisSettings) -> Limits:
    return Limits(
        persons=Shares(per_minute=settings.person_requests_per_minute),
        addresses=Shares(per_minute=settings.address_requests_per_minute),
        trusted=settings.trusted_proxies,
    )

"""Around every request: its id, span and measurement, safe headers, an answer to the unexpected."""

import re
from time import perf_counter

import structlog
from opentelemetry import trace
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis import metrics, problems, tracing
from chassis.addresses import Networks, is_https
from chassis.entropy import Entropy
from chassis.head_limit import refuse_long_head
from chassis.problems import Problem

# Who asks may write any word there, and each would be a series of its own.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
HSTS = "max-age=31536000"
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class RequestScope:
    """ASGI middleware, outermost."""

    def __init__(self, app: ASGIApp, service: str, entropy: Entropy, trusted: Networks) -> None:
        self._app = app
        self._service = service
        self._entropy = entropy
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        scope["request_id"] = self._request_id(headers)
        with (
            structlog.contextvars.bound_contextvars(request_id=scope["request_id"]),
            tracing.server_span(f"{scope['method']} {scope['path']}", headers.get("traceparent")) as span,
        ):
            await self._measured(scope, receive, send, span)

    def _request_id(self, headers: Headers) -> str:
        given = headers.get("x-request-id", "")
        return given if _SANE_ID.fullmatch(given) else str(self._entropy.fact_id())

    async def _measured(self, scope: Scope, receive: Receive, send: Send, span: trace.Span) -> None:
        begun, status = perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        metrics.HTTP_IN_PROGRESS.labels(self._service).inc()
        try:
            await self._answer(scope, receive, sending)
        finally:
            metrics.HTTP_IN_PROGRESS.labels(self._service).dec()
            self._record(scope, span, status, perf_counter() - begun)

    def _record(self, scope: Scope, span: trace.Span, status: int, seconds: float) -> None:
        # The template, not the path: a path may hold what a person typed, and would be a label of its own.
        route = getattr(scope.get("route"), "path_format", "unmatched")
        span.update_name(f"{scope['method']} {route}")
        span.set_attributes({"http.route": route, "http.response.status_code": status})
        span.set_attribute("request.id", scope["request_id"])
        if status >= 500:
            span.set_status(trace.StatusCode.ERROR)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        metrics.HTTP.labels(self._service, method, route, str(status)).observe(seconds)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                _complete(headers, scope)
                if is_https(scope, self._trusted):
                    headers.setdefault("Strict-Transport-Security", HSTS)
            await send(message)

        try:
            refuse_long_head(scope)
            await self._app(scope, receive, sending)
        except Problem as problem:
            await problems.document(Request(scope, receive), problem)(scope, receive, sending)
        except Exception as error:
            if started:
                raise
            response = problems.unexpected(Request(scope, receive), error)
            await response(scope, receive, sending)


def _complete(headers: MutableHeaders, scope: Scope) -> None:
    headers["X-Request-ID"] = scope["request_id"]
    if scope.get("idempotency_replayed"):
        headers["Idempotency-Replayed"] = "true"
    for name, value in _SAFE.items():
        headers.setdefault(name, value)

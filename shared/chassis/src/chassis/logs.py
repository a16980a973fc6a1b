"""Structured logs: one JSON object per line, with trace and request ids, without personal data.

The message of an exception may quote a row or a body: its class, place and harmless details are written.
"""

import logging
import sys
import traceback
from collections.abc import Mapping
from time import monotonic
from typing import Any, TextIO

import orjson
import structlog
from asyncpg.exceptions import PostgresError
from opentelemetry import trace
from structlog.typing import EventDict, WrappedLogger

from contracts.fact import personal_fields
from contracts.registry import FACTS

_ALWAYS_PERSONAL = frozenset(
    {
        "address", "authorization", "birth_date", "body", "cookie", "email", "full_name", "identity_number",
        "name", "note", "password", "phone", "sub", "text", "token", "value",
    }
)  # fmt: skip
_SPEAKING = (OSError, RuntimeError, NotImplementedError)
_FRAMES = 12
_QUIET_SECONDS = 5.0


def set_up(service: str, level: str, stream: TextIO | None = None) -> None:
    """Send structlog and the standard library's logging to one stream (stdout unless given)."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        _named(service),
        _traced,
        _explained,
        drop_personal,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.addFilter(_repeats_seldom())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _as_json],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # aiokafka.conn tells of each sign-in, and every question after readiness is one.
    for noisy in ("httpx", "httpcore", "asyncio", "aiokafka.conn"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def drop_personal(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop every field, at any depth, whose name a contract marks as personal."""
    return {name: _without_personal(value) for name, value in event.items() if name not in PERSONAL_KEYS}


def _contract_fields() -> frozenset[str]:
    return frozenset(field for fact in FACTS.values() for field in personal_fields(fact))


PERSONAL_KEYS = _ALWAYS_PERSONAL | _contract_fields()


def _without_personal(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _without_personal(part) for name, part in value.items() if name not in PERSONAL_KEYS}
    if isinstance(value, list | tuple):
        return [_without_personal(part) for part in value]
    return value


def _named(service: str) -> Any:
    def add(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event["service"] = service
        return event

    return add


def _traced(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = f"{context.trace_id:032x}"
        event["span_id"] = f"{context.span_id:016x}"
    return event


def _explained(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    given = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else None
    if isinstance(given, tuple):
        error = given[1]
    elif given and error is None:
        error = sys.exc_info()[1]
    if error is not None:
        event["error"] = described(error)
    return event


def described(error: BaseException) -> dict[str, object]:
    """An exception without what a person typed: class, place, SQLSTATE, the words of system errors."""
    description: dict[str, object] = {
        "class": f"{type(error).__module__}.{type(error).__qualname__}",
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)][
            -_FRAMES:
        ],
    }
    if isinstance(error, PostgresError):
        places = {"sqlstate": error.sqlstate, "constraint": error.constraint_name, "table": error.table_name}
        description.update({place: found for place, found in places.items() if found})
    elif isinstance(error, _SPEAKING):
        description["message"] = str(error)
    if error.__cause__ is not None:
        description["cause"] = described(error.__cause__)
    return description


def _as_json(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    return orjson.dumps(event, default=repr).decode()


class _repeats_seldom(logging.Filter):  # noqa: N801 (reads as what it does)
    """A client without its broker writes hundreds of lines a second: one per wording and five seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith("aiokafka"):
            return True
        key, now = (record.name, str(record.msg)), monotonic()
        if now - self._last.get(key, -_QUIET_SECONDS) < _QUIET_SECONDS:
            return False
        self._last[key] = now
        return True

"""Alive, ready, measured: what an operator asks, on the management port alone.

Ready tells the truth, check by check, with a message.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import orjson
from asyncpg import PostgresError
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from chassis import metrics, table_rights
from chassis.database import Pool
from chassis.metrics import REGISTRY
from chassis.migrations import trouble_on

CHECK_TIMEOUT_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One condition of readiness. `probe` returns None when it holds, else a sentence for the operator."""

    name: str
    probe: Callable[[], Awaitable[str | None]]


def telling(trouble: Callable[[], str | None]) -> Callable[[], Awaitable[str | None]]:
    """The probe of a condition that is known without asking anybody."""

    async def probe() -> str | None:
        return trouble()

    return probe


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    name: str
    ok: bool
    message: str


class Health:
    """The checks of one process; every part that can fail adds its own."""

    def __init__(self) -> None:
        self._checks: list[Check] = []

    def add(self, check: Check) -> None:
        self._checks.append(check)

    async def verdicts(self) -> list[Verdict]:
        """Ask every check at once, two seconds at most."""
        return list(await asyncio.gather(*(_asked(check) for check in self._checks)))


def application(health: Health, service: str) -> Router:
    """/livez, /readyz and /metrics; none needs a token, so none may stand where the public comes."""

    async def live(request: Request) -> Response:
        return _json({"status": "alive"}, 200)

    async def ready(request: Request) -> Response:
        verdicts = await health.verdicts()
        ok = all(verdict.ok for verdict in verdicts)
        return _json({"status": "ready" if ok else "not ready", "checks": verdicts}, 200 if ok else 503)

    async def measured(request: Request) -> Response:
        _show(service, await health.verdicts())
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    return Router([Route("/livez", live), Route("/readyz", ready), Route("/metrics", measured)])


def _show(service: str, verdicts: Sequence[Verdict]) -> None:
    """Readiness as numbers, asked at each scrape: what is shown is as true as /readyz."""
    metrics.READY.labels(service).set(all(verdict.ok for verdict in verdicts))
    for verdict in verdicts:
        metrics.CHECK_FAILED.labels(service, verdict.name).set(not verdict.ok)


def _class_of(error: BaseException) -> str:
    return f"failed: {type(error).__name__}"


def database_check(
    pool: Pool, migrations: Sequence[Traversable] = (), *, told: Callable[[BaseException], str] = _class_of
) -> Check:
    """The database lets us in, has every migration that this code has, and every right that migrations gave us."""

    async def probe() -> str | None:
        try:
            async with pool.acquire(timeout=CHECK_TIMEOUT_SECONDS) as connection:
                missing = await trouble_on(connection, migrations)
                # The note of our rights is itself made by a migration.
                return missing or await table_rights.denied(connection)
        except PostgresError as error:
            return told(error)

    return Check(name="database", probe=probe)


async def _asked(check: Check) -> Verdict:
    try:
        trouble = await asyncio.wait_for(check.probe(), CHECK_TIMEOUT_SECONDS)
    except TimeoutError:
        trouble = f"no answer within {CHECK_TIMEOUT_SECONDS:g} s"
    except Exception as error:  # noqa: BLE001 (whatever it is, the answer is "not ready" and its class)
        trouble = f"failed: {type(error).__name__}"
    return Verdict(name=check.name, ok=trouble is None, message=trouble or "ok")


def _json(body: object, status: int) -> Response:
    return Response(orjson.dumps(body), status, media_type="application/json")
